from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.media.thumbnail import thumbnail


def _opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image


def test_a_thumbnail_fits_the_side_and_keeps_the_shape(tmp_path: Path, picture: Image.Image) -> None:
    picture.resize((960, 640)).save(tmp_path / "a b#%.jpg")
    small = _opened(thumbnail(tmp_path / "a b#%.jpg", 120))
    assert small.size == (120, 80)
    red, _, blue, _ = small.getpixel((20, 60))
    assert red > 240
    assert blue < 15


def test_a_thumbnail_keeps_transparency(tmp_path: Path) -> None:
    Image.new("RGBA", (64, 64), (0, 128, 0, 0)).save(tmp_path / "a.png")
    assert _opened(thumbnail(tmp_path / "a.png", 16)).getpixel((8, 8))[3] == 0


def test_a_small_picture_is_not_enlarged(tmp_path: Path, picture: Image.Image) -> None:
    picture.save(tmp_path / "a.png")
    assert _opened(thumbnail(tmp_path / "a.png", 500)).size == picture.size


@pytest.mark.parametrize(("side", "size"), [(32, (32, 24)), (500, (64, 48))])
def test_a_video_shows_its_first_frame(recording: Callable[[str], Path], side: int, size: tuple[int, int]) -> None:
    frame = _opened(thumbnail(recording("film.mp4"), side))
    assert frame.size == size
    assert len(frame.convert("RGB").getcolors(100_000)) > 5


def test_a_sound_and_a_damaged_picture_have_their_sentence(
    tmp_path: Path, noise: Image.Image, recording: Callable[[str], Path]
) -> None:
    with pytest.raises(AppError, match="sound"):
        thumbnail(recording("tone.wav"), 64)
    noise.save(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:1500])
    with pytest.raises(AppError, match="damaged"):
        thumbnail(tmp_path / "a.jpg", 64)


def test_a_video_without_ffmpeg_and_one_without_frames_have_their_sentence(
    tmp_path: Path, recording: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    film = recording("film.mp4")
    for program, words in (("exit 1", "damaged"), ("exec sleep 9", "No preview")):
        (tmp_path / "ffmpeg").write_text(f"#!/bin/sh\n{program}\n")
        (tmp_path / "ffmpeg").chmod(0o755)
        with monkeypatch.context() as patch:
            patch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
            patch.setattr("modaverse_desktop.media.thumbnail.TIME_LIMIT", 0.5)
            with pytest.raises(AppError, match=words):
                thumbnail(film, 64)
