"""What a generator is given counts: another picture makes another clip, another sound another sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from PIL import Image

from modaverse_desktop.core.invocation import Invocation, Parameter
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import describe_model
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.generators.sound_editing import quieter
from modaverse_desktop.media.encode_sound import save_sound
from tests.engine.tiny_clips import stable_video
from tests.engine.tiny_sounds import stable_audio_as_published


def made(build: Callable[[], Any], media: list[Media], folder: Path, **parameters: Parameter) -> list[bytes]:
    """What is made of each of the media, and last of none, if that can be."""
    torch.manual_seed(0)
    build().save_pretrained(folder / "pack")
    manifest = describe_model(folder / "pack").manifest
    generator = load_generator(manifest, pick_device("cpu"))
    assert manifest.task is not None
    found: list[bytes] = []
    for inputs in [*((position,) for position in range(len(media))), ()]:
        if inputs or not manifest.config.get("needs_input"):
            wanted = Invocation(manifest.task, "a cat", inputs=inputs, parameters=parameters)
            path = generator.generate(wanted, media, 1, lambda words, fraction: None, folder / "out", "cat")
            found.append(path.read_bytes())
    return found


def test_a_clip_is_that_of_the_picture(tmp_path: Path) -> None:
    for name in ("black", "white"):
        Image.new("RGB", (32, 32), name).save(tmp_path / f"{name}.png")
    pictures = [Media(tmp_path / f"{name}.png", Modality.IMAGE) for name in ("black", "white", "black")]
    black, white, again = made(
        stable_video, pictures, tmp_path, num_inference_steps=1, num_frames=2, height=16, width=16
    )
    assert black == again != white


def test_a_sound_counts_the_more_the_less_may_change(tmp_path: Path) -> None:
    for name, pitch in (("low", 0.02), ("high", 0.5)):
        save_sound(0.5 * np.sin(np.arange(16000) * pitch), 16000, tmp_path, name)
    sounds = [Media(tmp_path / f"{name}.wav", Modality.AUDIO) for name in ("low", "high", "low")]
    few = {"num_inference_steps": 2, "audio_end_in_s": 1.0}
    low, high, again, alone = made(stable_audio_as_published, sounds, tmp_path, strength=0.2, **few)
    assert low == again
    assert len({low, high, alone}) == 3


@pytest.mark.parametrize(
    "scheduler", [diffusers.CosineDPMSolverMultistepScheduler, diffusers.EDMDPMSolverMultistepScheduler]
)
def test_strength_goes_from_the_least_noise_to_all_of_it(scheduler: type) -> None:
    whole = scheduler(sigma_min=0.3, sigma_max=300.0)
    most = [quieter(whole, strength).config.sigma_max for strength in (0.0, 0.5, 1.0)]
    assert most == pytest.approx([0.3, 9.487, 300.0], rel=1e-3)
    assert whole.config.sigma_max == 300.0
