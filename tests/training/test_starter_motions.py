"""What the clip generator learns: motions that loop, in words for every one of them, and animations as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from modaverse_desktop.engine.generators.moving_picture.motion import POSE, MotionCodec, sources, warped
from modaverse_desktop.training.starter.clip_generator.captions import write_clip_captions
from modaverse_desktop.training.starter.clip_generator.clips import (
    CARRIED,
    find_moving,
    find_own,
    make_clips,
    moving_frames,
    write_clips,
)
from modaverse_desktop.training.starter.clip_generator.motions import (
    FRAMES,
    MOTIONS,
    computed,
    mirrored,
    with_own,
)
from modaverse_desktop.training.starter.clip_generator.words import own_motion, read_doings, read_wordings
from modaverse_desktop.training.starter.pictures import Picture

WHITE = torch.ones(3, 1, 1)


def concept(name: str, group: str = "animal-mammal", key: str = "1f431") -> Picture:
    return Picture(f"{key}.webp", name, (), "animals-nature", group, "fluent-3d", "MIT", key)


def blot() -> torch.Tensor:
    picture = torch.ones(3, 32, 32)
    picture[:, 8:28, 6:20] = torch.tensor([0.8, -0.5, -1.0])[:, None, None]
    picture[:, 8:14, 6:20] = -1
    return picture


def test_every_motion_has_words_and_all_words_have_a_motion() -> None:
    assert read_wordings().keys() == MOTIONS.keys()
    assert all(wording.says for wording in read_wordings().values())
    assert "jumping" in read_doings()


def test_a_name_comes_before_its_group_and_a_group_without_a_motion_is_said() -> None:
    assert own_motion(concept("rabbit")) == "jump"
    assert own_motion(concept("aardvark")) == "walk"
    with pytest.raises(KeyError, match="unheard-of"):
        own_motion(concept("rabbit's foot", "unheard-of"))


@pytest.mark.parametrize("name", MOTIONS)
def test_a_motion_is_seen_never_jumps_and_loops(name: str) -> None:
    frames = warped(blot(), computed(name, 1), WHITE)
    assert frames.shape == (FRAMES, 3, 40, 40)
    assert (frames - frames.mean(0)).abs().mean() > 0.005
    following = (frames.roll(-1, 0) - frames).square().mean((1, 2, 3))
    assert following[-1] <= 1.5 * following[:-1].max()  # from the last to the first as between the others


def test_a_motion_differs_from_one_time_to_the_next_and_is_the_same_for_the_same_seed() -> None:
    assert torch.equal(computed("jump", 3).poses, computed("jump", 3).poses)
    assert not torch.equal(computed("jump", 3).poses, computed("jump", 4).poses)


def test_a_mirror_image_does_the_same_mirrored() -> None:
    motion = computed("swim", 1)
    frames = warped(blot(), motion, WHITE)
    others = warped(blot().flip(-1), mirrored(motion), WHITE)
    assert torch.allclose(frames, others.flip(-1), atol=1e-4)


def test_what_moves_by_itself_goes_on_while_it_is_moved() -> None:
    own, outer = computed("sway", 1), computed("rise", 1)
    both = with_own(outer, own)
    places = torch.rand(FRAMES, 9, 2) * 2 - 1
    for shown, twice in ((both, outer),):
        inner = places @ (own.poses[:, :4].view(-1, 2, 2) + torch.eye(2)).mT + own.poses[:, None, 4:6]
        wanted = inner @ (twice.poses[:, :4].view(-1, 2, 2) + torch.eye(2)).mT + twice.poses[:, None, 4:6]
        found = places @ (shown.poses[:, :4].view(-1, 2, 2) + torch.eye(2)).mT + shown.poses[:, None, 4:6]
        assert torch.allclose(found, wanted, atol=1e-5)


def test_every_concept_moves_by_itself_and_does_everything() -> None:
    concepts = [concept("cat"), concept("rose", "plant-flower", "1f339")]
    own = computed("shake", 1)
    clips = make_clips(concepts, {1: own})
    assert {(clip.concept, clip.name) for clip in clips} >= {
        (index, name) for index in (0, 1) for name in ("", *MOTIONS)
    }
    by_name = {(clip.concept, clip.name): clip.motion for clip in clips}
    assert by_name[1, ""] is own
    for name in MOTIONS:
        is_carried = not torch.equal(by_name[1, name].poses, computed_alone(concepts[1], name))
        assert is_carried == (name in CARRIED)
    captions = write_clip_captions(clips, concepts, {"cat": ("kitty",)})
    assert {caption.picture for caption in captions} == set(range(len(clips)))
    jumping = [
        each.text for each in captions if clips[each.picture].name == "jump" and clips[each.picture].concept == 0
    ]
    assert any("cat" in text or "kitty" in text for text in jumping)
    assert not any("{" in caption.text for caption in captions)


def computed_alone(picture: Picture, name: str) -> torch.Tensor:
    return next(clip.motion.poses for clip in make_clips([picture], {}) if (clip.concept, clip.name) == (0, name))


def test_clips_are_written_as_latents_that_bring_the_motion_back(tmp_path: Path) -> None:
    clips = make_clips([concept("cat")], {})
    assert write_clips(clips, 20, tmp_path / "codec", tmp_path / "clips.safetensors") > 0.95
    from safetensors.torch import load_file

    stored = load_file(tmp_path / "clips.safetensors")
    assert stored["latents"].shape == (len(clips), 2, FRAMES, POSE + 20)
    codec = MotionCodec.from_pretrained(tmp_path / "codec")
    for clip, latents in zip(clips[::7], stored["latents"][::7], strict=True):
        back = codec.decode(latents[0])
        where = [sources(each, (16, 16), 0.8) for each in (back, clip.motion)]
        assert (where[0] - where[1]).abs().median() < 0.05, clip.name


def test_an_animation_gives_frames_at_equal_distances_on_white(tmp_path: Path) -> None:
    place = tmp_path / "fluent-anim-1/package/assets"
    place.mkdir(parents=True)
    frames = [Image.new("RGBA", (32, 32), (number, 0, 0, 255)) for number in range(0, 240, 5)]
    frames[0].putalpha(Image.linear_gradient("L").resize((32, 32)))
    frames[0].save(place / "1f431.webp", save_all=True, append_images=frames[1:], lossless=True)
    Image.new("RGBA", (32, 32)).save(place / "1f436.webp")
    found = find_moving(tmp_path)
    assert list(found) == ["1f431"]
    clip = moving_frames(found["1f431"], 16)
    assert clip.shape == (FRAMES, 16, 16, 3)
    assert clip[0, 0, 8].min() > 240  # nearly transparent there
    assert np.allclose(clip[1:, 8, 8, 0], np.arange(1, FRAMES) * 15, atol=6)


def test_only_an_animation_that_warping_explains_is_learned(tmp_path: Path) -> None:
    place = tmp_path / "fluent-anim-1/package/assets"
    place.mkdir(parents=True)
    white = Image.new("RGBA", (64, 64), "white")
    moving, changing = [], []
    for number in range(FRAMES):
        frame = white.copy()
        frame.paste((200, 0, 0), (16 + number % 8, 20, 40 + number % 8, 44))
        moving.append(frame)
        changing.append(Image.new("RGBA", (64, 64), ("white", "black")[number % 2]))
    for name, frames in (("1f431", moving), ("1f436", changing)):
        frames[0].save(place / f"{name}.webp", save_all=True, append_images=frames[1:], lossless=True)
    concepts = [concept("cat"), concept("dog", key="1f436")]
    pictures = np.stack([np.asarray(frames[0].convert("RGB")) for frames in (moving, changing)])
    assert list(find_own(concepts, pictures, tmp_path)) == [0]
