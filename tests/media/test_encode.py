from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.decode import decode_image, decode_rgba
from modaverse_desktop.media.encode import png_bytes, save_image


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (20, 30, 3), dtype=np.uint8)


def test_what_is_saved_is_what_is_read(tmp_path: Path, pixels: np.ndarray) -> None:
    path = save_image(pixels, tmp_path / "new" / "folder", "a-cat-🐱")
    assert path == tmp_path / "new" / "folder" / "a-cat-🐱.png"
    np.testing.assert_array_equal(decode_image(path), pixels)
    assert [file.name for file in path.parent.iterdir()] == ["a-cat-🐱.png"]


def test_transparency_is_saved(tmp_path: Path) -> None:
    layered = np.random.default_rng(1).integers(0, 256, (5, 6, 4), dtype=np.uint8)
    np.testing.assert_array_equal(decode_rgba(save_image(layered, tmp_path, "a")), layered)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "F", "I;16"])
def test_pillow_pictures_of_every_mode_can_be_saved(tmp_path: Path, mode: str) -> None:
    assert decode_image(save_image(Image.new(mode, (4, 3)), tmp_path, "a")).shape == (3, 4, 3)


def test_an_earlier_file_is_never_overwritten(tmp_path: Path, pixels: np.ndarray) -> None:
    names = [save_image(pixels, tmp_path, "a").name for _ in range(3)]
    assert names == ["a.png", "a-2.png", "a-3.png"]


def test_many_at_once_get_a_file_each(tmp_path: Path, pixels: np.ndarray) -> None:
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda shade: save_image(np.full_like(pixels, shade), tmp_path, "a"), range(16)))
    assert sorted(int(decode_image(path)[0, 0, 0]) for path in paths) == list(range(16))


@settings(deadline=None, max_examples=50)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([3, 4]))))
def test_the_same_pixels_give_the_same_bytes(pixels: np.ndarray) -> None:
    assert png_bytes(pixels) == png_bytes(np.asfortranarray(pixels)) == png_bytes(Image.fromarray(pixels))


def test_where_a_picture_came_from_does_not_change_its_bytes(tmp_path: Path, pixels: np.ndarray) -> None:
    Image.fromarray(pixels).save(tmp_path / "a.tiff", dpi=(300, 300))
    with Image.open(tmp_path / "a.tiff") as opened:
        assert png_bytes(opened) == png_bytes(pixels)


@pytest.mark.parametrize("wrong", [np.zeros((4, 4, 3)), np.zeros((4, 4, 2), np.uint8), np.zeros((0, 4, 3), np.uint8)])
def test_arrays_that_are_no_pictures_are_a_mistake_of_the_caller(wrong: Any) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        png_bytes(wrong)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_has_its_sentence_and_leaves_nothing(
    tmp_path: Path, pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        opening = Path.open

        def open_full(self: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            opened = opening(self, mode, *args, **kwargs)
            if "x" in mode:
                opened.close()
                full()
            return opened

        monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(AppError, match="disk is full") as caught:
        save_image(pixels, tmp_path, "a")
    assert caught.value.kind is ErrorKind.RESOURCES
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_has_its_sentence(tmp_path: Path, pixels: np.ndarray) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AppError) as caught:
        save_image(pixels, tmp_path / "file", "a")
    assert caught.value.kind is ErrorKind.RESOURCES
