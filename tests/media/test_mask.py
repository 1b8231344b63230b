"""Masks: what fits a picture, what is refused, and how one is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.mask import keep_mask, picture_size, read_mask


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Taken with the camera on its side: 20 x 10 as it is seen."""
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (10, 20), "teal").save(path, exif=exif)
    return path


def save(path: Path, image: Image.Image) -> Path:
    image.save(path)
    return path


def test_a_mask_has_the_size_of_the_picture_as_it_is_seen(picture: Path, tmp_path: Path) -> None:
    image = Image.new("L", (20, 10), 0)
    image.paste(255, (0, 0, 5, 5))
    pixels = read_mask(save(tmp_path / "mask.png", image), picture)
    assert picture_size(picture) == (20, 10)
    assert pixels.shape == (10, 20)
    assert pixels[2, 2] == 255
    assert pixels[8, 18] == 0


def test_what_is_transparent_counts_as_white(picture: Path, tmp_path: Path) -> None:
    image = Image.new("RGBA", (20, 10), (0, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 5, 5))
    assert read_mask(save(tmp_path / "mask.png", image), picture)[2, 2] == 255


@pytest.mark.parametrize(
    ("size", "shade", "title"),
    [((10, 20), 255, "The mask does not fit the picture"), ((20, 10), 90, "The mask is empty")],
)
def test_a_mask_of_another_size_and_an_empty_one_are_refused(
    picture: Path, tmp_path: Path, size: tuple[int, int], shade: int, title: str
) -> None:
    with pytest.raises(AppError) as caught:
        read_mask(save(tmp_path / "mask.png", Image.new("L", size, shade)), picture)
    assert caught.value.title == title
    assert caught.value.kind is ErrorKind.INPUT


def test_a_mask_that_is_no_picture_is_refused(picture: Path, tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_text("not a picture")
    with pytest.raises(AppError):
        read_mask(tmp_path / "mask.png", picture)


def test_a_kept_mask_is_as_large_as_the_picture_and_the_same_one_is_kept_once(picture: Path, tmp_path: Path) -> None:
    painted = np.zeros((5, 10), np.uint8)
    painted[:, :5] = 255
    first, second = (keep_mask(painted, picture, tmp_path / "masks") for _ in range(2))
    other = keep_mask(255 - painted, picture, tmp_path / "masks")
    assert first == second != other
    assert len(list((tmp_path / "masks").iterdir())) == 2
    pixels = read_mask(first, picture)
    assert pixels[5, 2] == 255
    assert pixels[5, 17] == 0
