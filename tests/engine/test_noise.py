"""A clip whose pack says so begins from one picture's noise in every frame."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.generators.noise import first_noise

PIPELINE = SimpleNamespace(
    vae_scale_factor=8, dtype=torch.float32, transformer=SimpleNamespace(config=SimpleNamespace(in_channels=4))
)
SIZE = {"height": 32, "width": 48, "video_length": 5}


def pack(**config: object) -> Manifest:
    return Manifest("tiny", PackKind.GENERATOR, "Tiny", Path(), task=Modality.VIDEO, config=config)


def test_all_frames_have_the_noise_that_the_seed_gives_a_picture() -> None:
    noise = first_noise(pack(noise="shared"), PIPELINE, SIZE, 7)["latents"]
    picture = torch.randn(1, 4, 4, 6, generator=torch.Generator().manual_seed(7))
    assert noise.shape == (1, 4, 5, 4, 6)
    assert all(torch.equal(noise[:, :, number], picture) for number in range(5))


def test_other_packs_get_none() -> None:
    assert first_noise(pack(), PIPELINE, SIZE, 7) == {}


@pytest.mark.parametrize("missing", ["height", "video_length"])
def test_a_pack_that_does_not_say_how_large_its_clips_are_is_named(missing: str) -> None:
    size = {name: value for name, value in SIZE.items() if name != missing}
    with pytest.raises(AppError, match="tiny does not fit") as caught:
        first_noise(pack(noise="shared"), PIPELINE, size, 7)
    assert caught.value.kind is ErrorKind.MODEL
