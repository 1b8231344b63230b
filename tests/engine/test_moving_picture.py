"""Pictures that move: warped as their motion says, and a pipeline whose first frame is the picture it was given."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import PixArtTransformer2DModel
from PIL import Image
from torch import Tensor

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.generators.moving_picture.motion import (
    POSE,
    ROOM,
    Motion,
    MotionCodec,
    plain_ground,
    warped,
)
from modaverse_desktop.engine.generators.moving_picture.network import MotionTransformer
from modaverse_desktop.engine.generators.moving_picture.pipeline import MovingPicturePipeline
from modaverse_desktop.training.export import make_scheduler
from tests.engine.tiny_packs import STEPS, generator_manifest, text_tokenizer, tiny_bert, tiny_vae

WHITE = torch.ones(3, 1, 1)
FRAMES = 4


def dot(right: int = 16, down: int = 16, side: int = 32) -> Tensor:
    """A black square of four pixels on white."""
    picture = torch.ones(3, side, side)
    picture[:, down - 2 : down + 2, right - 2 : right + 2] = -1
    return picture


def still(frames: int = 1, nodes: int = 5) -> Motion:
    return Motion(torch.zeros(frames, POSE), torch.zeros(frames, 2, nodes, nodes))


def posed(**numbers: float) -> Motion:
    motion = still()
    for place, name in enumerate(("xx", "xy", "yx", "yy", "right", "down", "veil")):
        motion.poses[:, place] = numbers.get(name, 0.0)
    return motion


def centre(frame: Tensor) -> tuple[float, float]:
    """Of what is dark: right and down, in half widths of the frame from its middle."""
    dark = (1 - frame).mean(0)
    places = (torch.arange(len(dark)) + 0.5) / len(dark) * 2 - 1
    return float((dark.sum(0) * places).sum() / dark.sum()), float((dark.sum(1) * places).sum() / dark.sum())


def test_what_stands_still_lies_in_a_larger_frame_of_its_ground() -> None:
    (frame,) = warped(dot(24, 16), still(), WHITE)
    assert frame.shape == (3, 40, 40)
    assert centre(frame) == pytest.approx((0.5 * ROOM, 0), abs=0.02)
    assert frame.max() == 1


@pytest.mark.parametrize(
    ("pose", "expected"),
    [
        ({"right": 0.5}, (1.0, 0.0)),
        ({"down": -0.5}, (0.5, -0.5)),
        ({"xx": math.cos(math.pi / 2) - 1, "xy": -1.0, "yx": 1.0, "yy": -1.0}, (0.0, 0.5)),
        ({"xx": -2.0}, (-0.5, 0.0)),
        ({"xx": -0.5, "yy": -0.5}, (0.25, 0.0)),
    ],
    ids=["to the right", "up", "a quarter turn clockwise", "mirrored", "half as large"],
)
def test_a_pose_takes_the_picture_where_it_says(pose: dict[str, float], expected: tuple[float, float]) -> None:
    (frame,) = warped(dot(24, 16), posed(**pose), WHITE)
    assert centre(frame) == pytest.approx((expected[0] * ROOM, expected[1] * ROOM), abs=0.03)


def test_a_bend_moves_a_part_of_the_picture() -> None:
    motion = still()
    motion.bends[:, 0, :, 3:] = -0.25  # the right takes its colours from further left
    (frame,) = warped(dot(24, 16), motion, WHITE)
    assert centre(frame)[0] == pytest.approx(0.75 * ROOM, abs=0.05)


def test_a_picture_turned_edge_on_stays_finite_and_a_veil_hides_it() -> None:
    (flat,) = warped(dot(), posed(xx=-1.0), WHITE)
    assert torch.isfinite(flat).all()
    (hidden,) = warped(dot(), posed(veil=1.0), WHITE)
    assert hidden.min() == 1


def test_a_picture_without_a_plain_rim_keeps_its_size_moves_less_and_shows_no_ground() -> None:
    photo = torch.linspace(-1, 1, 32).expand(3, 32, 32)
    assert plain_ground(photo) is None
    assert plain_ground(dot()) is not None
    (before,), (after,) = warped(photo, still(), None), warped(photo, posed(right=1.0), None)
    assert after.shape == photo.shape
    assert 0.1 < (before - after)[0, 16, 16] < 0.5
    assert after.min() >= -1
    assert len(after[0, 16].unique()) > 20
    (hidden,) = warped(photo, posed(veil=1.0), None)
    assert hidden.std() < 1e-6


def test_latents_are_motion_and_come_back() -> None:
    codec = MotionCodec(components=8, nodes=2)
    with torch.no_grad():
        codec.kernel.copy_(torch.eye(8).view_as(codec.kernel))
        codec.inverse.copy_(torch.eye(8).view_as(codec.inverse))
        codec.pose_size.fill_(0.5)
    motion = Motion(torch.randn(3, POSE), torch.randn(3, 2, 2, 2))
    latents = codec.encode(motion)
    assert latents.shape == (3, codec.channels)
    back = codec.decode(latents)
    assert torch.allclose(back.poses, motion.poses, atol=1e-6)
    assert torch.allclose(back.bends, motion.bends, atol=1e-6)


@pytest.fixture
def mover() -> MotionTransformer:
    torch.manual_seed(0)
    return MotionTransformer(
        channels=POSE + 2,
        frames=FRAMES,
        width=16,
        head_width=8,
        layers=1,
        text_width=8,
        picture_channels=4,
        picture_side=8,
    ).eval()


def test_an_untrained_network_says_nothing_and_a_trained_one_heeds_words_and_picture(mover: MotionTransformer) -> None:
    noisy, time, mask = torch.randn(2, FRAMES, POSE + 2), torch.tensor([500.0, 500.0]), torch.ones(2, 3)
    picture, text = torch.randn(2, 4, 8, 8), torch.randn(2, 3, 8)
    with torch.no_grad():
        assert not mover(noisy, time, picture, text, mask).any()
        torch.nn.init.normal_(mover.proj_out.weight)
        said = mover(noisy, time, picture, text, mask)
        assert not torch.allclose(said, mover(noisy, time, picture + 1, text, mask))
        assert not torch.allclose(said, mover(noisy, time, picture, text + 1, mask))
        covered = torch.tensor([[1.0, 1, 0]] * 2)
        other = text.clone()
        other[:, 2] = 9
        assert torch.allclose(
            mover(noisy, time, picture, text, covered), mover(noisy, time, picture, other, covered), atol=1e-5
        )


@pytest.fixture
def pack(tmp_path: Path, mover: MotionTransformer) -> Manifest:
    """A pack of tiny random parts whose motion is not random: it never moves, since nothing is known of motion."""
    torch.manual_seed(0)
    denoiser = PixArtTransformer2DModel(
        num_attention_heads=2,
        attention_head_dim=4,
        in_channels=4,
        out_channels=4,
        num_layers=1,
        cross_attention_dim=8,
        sample_size=8,
        patch_size=2,
        caption_channels=8,
        use_additional_conditions=False,
    )
    codec = MotionCodec(components=2, nodes=2)
    codec.pose_size.data.fill_(0.0)
    folder = tmp_path / "pack"
    parts = (text_tokenizer(), tiny_bert(128), tiny_vae(), denoiser, mover, codec, make_scheduler())
    MovingPicturePipeline(*parts).save_pretrained(folder)  # type: ignore[arg-type]
    manifest = generator_manifest(folder, {}, (STEPS,))
    return replace(manifest, task=Modality.VIDEO, modalities=(Modality.IMAGE,), config={"fps": 5})


def frames_of(path: Path) -> list[np.ndarray]:
    with Image.open(path) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(np.asarray(image.convert("RGB")).astype(int))
    return found


def test_a_pack_makes_a_clip_of_a_prompt_and_tells_its_steps(pack: Manifest, tmp_path: Path) -> None:
    told: list[str] = []
    generator = load_generator(pack, pick_device("cpu"))
    wish = Invocation(Modality.VIDEO, "a cat", parameters={"num_inference_steps": 2})
    path = generator.generate(wish, (), 1, lambda words, share: told.append(words), tmp_path, "clip")
    assert path.suffix == ".mp4"
    assert [words for words in told if words.startswith("Filming")] == [f"Filming, step {n} of 4" for n in (1, 2, 3, 4)]


def test_a_given_picture_is_what_moves(pack: Manifest, tmp_path: Path) -> None:
    picture = Image.new("RGB", (48, 64), (255, 255, 255))
    picture.paste((200, 30, 30), (16, 16, 32, 48))
    picture.save(tmp_path / "red.png")
    generator = load_generator(replace(pack, options=(*pack.options,)), pick_device("cpu"))
    wish = Invocation(Modality.VIDEO, "it jumps", inputs=(0,), parameters={"num_inference_steps": 2})
    media = (Media(tmp_path / "red.png", Modality.IMAGE),)
    path = generator.generate(wish, media, 1, lambda words, share: None, tmp_path, "clip")
    from modaverse_desktop.media.probe import describe

    info = describe(path)
    assert (info.width, info.height) == (60, 80)
