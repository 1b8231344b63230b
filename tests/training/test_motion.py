"""Motion on tiny data: found again in frames that were made by it, learned, and exported as a network."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from modaverse_desktop.engine.generators.moving_picture.motion import POSE, Motion, MotionCodec, warped
from modaverse_desktop.engine.generators.moving_picture.network import MotionTransformer
from modaverse_desktop.training.motion import MotionOptions, MotionTask
from modaverse_desktop.training.motion_fitting import find_motion, fit_codec
from modaverse_desktop.training.starter.captions import Caption, save_captions
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
pictures = "{folder}/pictures.npy"
width = 16
head_width = 8
layers = 1
batch = 4
text_drop = 0.5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    latents = torch.randn(3, 2, 4, 9).half()
    clips = {"latents": latents, "concept": torch.tensor([0, 1, -1]), "weight": torch.tensor([0.0, 1.0, 1.0])}
    save_file(clips, tmp_path / "clips.safetensors")
    np.save(tmp_path / "pictures.npy", torch.randn(2, 2, 4, 8, 8).numpy())
    captions = [Caption(name, number, 1.0) for number, name in enumerate(("red", "green", "blue"))]
    states = [torch.randn(length, 12).half() for length in (3, 2, 4)]
    save_captions(captions, states, torch.randn(2, 12).half(), tmp_path / "captions.safetensors")
    return tmp_path


def shaded() -> torch.Tensor:
    """A blot on white that is nowhere alike: (3, 64, 64)."""
    y, x = torch.meshgrid(*(torch.linspace(-1, 1, 64),) * 2, indexing="ij")
    blot = (1 - (x / 0.7) ** 2 - (y / 0.5) ** 2).clamp(min=0).sqrt()
    return 1 - blot * torch.stack([1 + x, 1 - y, 1 + 0.5 * x * y]) * 0.8


def test_the_motion_of_an_animation_is_found_again() -> None:
    angles = torch.tensor([0.0, 0.2, -0.2])
    poses = torch.zeros(3, POSE)
    poses[:, :4] = torch.stack([angles.cos() - 1, -angles.sin(), angles.sin(), angles.cos() - 1], dim=1)
    poses[:, 4] = torch.tensor([0.0, 0.1, -0.15])
    frames = warped(shaded(), Motion(poses, torch.zeros(3, 2, 2, 2)), torch.ones(3, 1, 1))
    found, explained = find_motion(shaded(), frames)
    assert explained > 0.95
    assert found.poses[1, 2] - found.poses[2, 2] > 0.2
    assert found.poses.shape == (3, POSE)
    assert not found.poses[:, 6].any()


def test_a_codec_keeps_what_bends_most() -> None:
    dice = torch.Generator().manual_seed(0)
    waves = torch.randn(20, 3, generator=dice) * torch.tensor([3.0, 1.0, 0.01])
    shapes = torch.randn(3, 2 * 4, generator=dice)
    motions = [Motion(torch.randn(1, POSE, generator=dice), (row @ shapes).view(1, 2, 2, 2)) for row in waves]
    codec = MotionCodec(components=2, nodes=2)
    assert fit_codec(codec, motions) > 0.99
    latents = torch.cat([codec.encode(each) for each in motions])
    assert latents[:, :POSE].std(0).mean() == pytest.approx(1.2, rel=0.05)
    back = codec.decode(latents)
    assert torch.allclose(back.bends, torch.cat([each.bends for each in motions]), atol=0.2)


def test_a_batch_shows_the_picture_whose_motion_it_is_and_any_where_it_is_no_ones(folder: Path) -> None:
    places = {name: folder / f"{name}.safetensors" for name in ("clips", "captions")}
    options = MotionOptions(
        **places, pictures=folder / "pictures.npy", width=16, head_width=8, batch=64, picture_noise=0
    )
    task = MotionTask(options, 0)
    torch.manual_seed(0)
    np.random.seed(0)
    batch = task.batch(0, 0)
    assert batch["latents"].shape == batch["noise"].shape == (64, 4, 9)
    stored, pictures = load_file(folder / "clips.safetensors")["latents"].float(), np.load(folder / "pictures.npy")
    seen = set()
    for latents, picture in zip(batch["latents"], batch["pictures"].numpy(), strict=True):
        ((clip, side),) = [(i, j) for i in range(3) for j in range(2) if torch.equal(stored[i, j], latents)]
        ((shown, concept),) = [(i, j) for i in range(2) for j in range(2) if np.array_equal(pictures[i, j], picture)]
        assert shown == side
        seen.add((clip, concept))
    assert seen == {(1, 1), (2, 0), (2, 1)}


def test_training_exports_a_network_that_says_something(folder: Path) -> None:
    (folder / "three.toml").write_text(CONFIG.format(folder=folder.as_posix()))
    assert train(folder / "three.toml", False, lambda progress: None).finished
    mover = MotionTransformer.from_pretrained(folder / "three/export")
    assert mover.config["channels"] == 9
    assert mover.proj_out.weight.any()
    losses = [line for line in (folder / "three/log.jsonl").read_text().splitlines() if "loss_far" in line]
    assert len(losses) == 3
    assert all(math.isfinite(float(line.split('"loss": ')[1].split(",")[0])) for line in losses)
