from __future__ import annotations

import numpy as np
import pytest
import torch

from modaverse_desktop.engine.encoders.imagebind.pictures import film, still

MEAN = torch.tensor((0.48145466, 0.4578275, 0.40821073))
DEVIATION = torch.tensor((0.26862954, 0.26130258, 0.27577711))


def shown(pixels: torch.Tensor) -> torch.Tensor:
    """Back to 0 to 255, channels last."""
    return ((pixels.movedim(-3, -1) * DEVIATION + MEAN) * 255).round()


def test_a_picture_of_the_right_size_is_only_normalised() -> None:
    image = np.random.default_rng(0).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    assert torch.equal(shown(still(image)), torch.from_numpy(image).float())


@pytest.mark.parametrize("shape", [(224, 400), (400, 224)])
def test_the_middle_is_cut_out(shape: tuple[int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    top, left = (shape[0] - 224) // 2, (shape[1] - 224) // 2
    assert torch.equal(shown(still(image)), torch.from_numpy(image[top : top + 224, left : left + 224]).float())


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (1000, 801)])
def test_every_shape_becomes_a_square(shape: tuple[int, int]) -> None:
    flat = np.full((*shape, 3), 77, np.uint8)
    assert shown(still(flat)).unique().tolist() == [77]


def test_a_film_is_cut_three_times_middle_left_and_right() -> None:
    clip = np.random.default_rng(0).integers(0, 256, (2, 224, 300, 3), dtype=np.uint8)
    crops = film([clip, clip])
    assert crops.shape == (6, 3, 2, 224, 224)
    assert torch.equal(crops[:3], crops[3:])
    for crop, left in zip(crops, (38, 0, 76), strict=False):
        assert torch.equal(shown(crop.transpose(0, 1)), torch.from_numpy(clip[:, :, left : left + 224]).float())


def test_an_upright_film_is_cut_above_and_below() -> None:
    clip = np.random.default_rng(0).integers(0, 256, (2, 300, 224, 3), dtype=np.uint8)
    for crop, top in zip(film([clip]), (38, 0, 76), strict=True):
        assert torch.equal(shown(crop.transpose(0, 1)), torch.from_numpy(clip[:, top : top + 224]).float())
