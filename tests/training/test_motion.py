"""Motion on tiny data: untrained it is a still, trained only its temporal blocks differ, and its pack is a pipeline."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import PixArtTransformer2DModel
from PIL import Image
from safetensors.torch import load_file, save_file

from modaverse_desktop.training.denoiser import DenoiserOptions, make_denoiser
from modaverse_desktop.training.motion import TEMPORAL, MotionOptions, MotionTask, make_motion
from modaverse_desktop.training.starter.captions import Caption, save_captions
from modaverse_desktop.training.starter.clips import FRAMES, find_moving, moving_frames, swaying_frames
from modaverse_desktop.training.train import train

CONFIG = """
kind = "motion"
output = "{folder}/three"
[loop]
steps = 3
learning_rate = 1e-2
log_every = 1
[motion]
clips = "{folder}/clips.safetensors"
captions = "{folder}/captions.safetensors"
still = "{folder}/still"
batch = 8
drawn = [2, 4]
text_drop = 0.5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    options = DenoiserOptions(tmp_path, tmp_path, width=16, head_width=8, layers=2, patch=2)
    still = make_denoiser(options, 4, 8, 12)
    for parameter in still.parameters():  # untrained it would give nothing
        torch.nn.init.normal_(parameter, std=0.2)
    still.save_pretrained(tmp_path / "still")
    clips = {"latents": torch.randn(3, 4, 4, 8, 8).half(), "weight": torch.ones(3)}
    save_file(clips, tmp_path / "clips.safetensors")
    captions = [Caption(name, number, 1.0) for number, name in enumerate(("red", "green", "blue"))]
    states = [torch.randn(length, 12).half() for length in (3, 2, 4)]
    save_captions(captions, states, torch.randn(2, 12).half(), tmp_path / "captions.safetensors")
    return tmp_path


def test_before_training_every_frame_is_nearly_the_picture(folder: Path) -> None:
    still = PixArtTransformer2DModel.from_pretrained(folder / "still").eval()
    motion = make_motion(still, 4).eval()
    noise, text, time = torch.randn(1, 4, 8, 8), torch.randn(1, 3, 12), torch.tensor([500.0])
    clip = noise[:, :, None].expand(-1, -1, 4, -1, -1)
    with torch.no_grad():
        picture = still(
            noise,
            encoder_hidden_states=text,
            timestep=time,
            added_cond_kwargs={"resolution": None, "aspect_ratio": None},
            return_dict=False,
        )[0]
        call = {"encoder_hidden_states": text, "timestep": time, "return_dict": False}
        without = motion(clip, enable_temporal_attentions=False, **call)[0]
    assert torch.allclose(without, picture[:, :, None].expand_as(without), atol=1e-4)
    weights = dict(motion.named_parameters())
    for number in range(2):
        assert not weights[f"{TEMPORAL}{number}.attn1.to_out.0.weight"].any()
        assert not weights[f"{TEMPORAL}{number}.ff.net.2.weight"].any()


def test_a_batch_has_as_many_frames_as_it_should_from_the_same_noise(folder: Path) -> None:
    table = MotionOptions(
        folder / "clips.safetensors", folder / "captions.safetensors", folder / "still", batch=8, drawn=(2,)
    )
    task = MotionTask(table, 0)
    batch = task.batch(0, 0)
    assert batch["latents"].shape == (4, 4, 2, 8, 8)
    assert batch["noise"].shape == (4, 4, 1, 8, 8)
    assert len(set(batch["frames"].tolist())) == 2
    whole = task.model.temp_pos_embed
    task.loss(task.model, batch)
    assert task.model.temp_pos_embed is whole


def test_only_the_temporal_blocks_are_trained_and_the_loss_is_of_the_motion_too(folder: Path) -> None:
    (folder / "three.toml").write_text(CONFIG.format(folder=folder.as_posix()))
    assert train(folder / "three.toml", False, lambda progress: None).finished
    trained = load_file(folder / "three/export/diffusion_pytorch_model.safetensors")
    before = load_file(folder / "still/diffusion_pytorch_model.safetensors")
    assert all(torch.equal(trained[name], before[name]) for name in before)
    added = {name for name in trained if name not in before}
    assert all(name.startswith(TEMPORAL) for name in added)
    assert trained[f"{TEMPORAL}1.ff.net.2.weight"].any()
    assert "loss_motion" in (folder / "three/log.jsonl").read_text()


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


def test_a_still_sways_once_and_comes_back() -> None:
    picture = np.full((32, 32, 3), 255, np.uint8)
    picture[4:, 14:18] = (200, 0, 0)
    clip = swaying_frames(picture)
    assert clip.shape == (FRAMES, 32, 32, 3)
    assert np.abs(clip[0].astype(int) - picture).mean() < 1
    ink = 255 - clip[:, 6, :, 1].astype(float)  # a row high up, in every frame
    place = ink @ np.arange(32) / ink.sum(axis=1)
    assert abs(place[4] - place[0]) > 1
    assert (place[4] - place[0]) * (place[12] - place[0]) < 0
    assert np.abs(clip[8].astype(int) - clip[0]).mean() < 3
