"""Artifacts are compared by what is seen and heard."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.likeness import Likeness, likeness


def picture(path: Path, change: int = 0, note: str = "") -> Path:
    pixels = np.full((20, 30, 3), 100, np.uint8) + np.uint8(change)
    text = PngInfo()
    text.add_text("note", note)
    Image.fromarray(pixels).save(path, pnginfo=text)
    return path


def ffmpeg(path: Path, *words: str) -> Path:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *words, str(path)], check=True, timeout=60)
    return path


@pytest.mark.parametrize(
    ("change", "expected"), [(0, Likeness.IDENTICAL), (1, Likeness.NEAR), (50, Likeness.DIFFERENT)]
)
def test_pictures_are_compared_by_their_pixels(tmp_path: Path, change: int, expected: Likeness) -> None:
    one = picture(tmp_path / "one.png", note="made on Monday")
    other = picture(tmp_path / "other.png", change, note="made on Tuesday")
    assert likeness(one, other, Modality.IMAGE) is expected


def test_pictures_of_different_sizes_are_different(tmp_path: Path) -> None:
    one = picture(tmp_path / "one.png")
    other = tmp_path / "other.png"
    Image.new("RGB", (3, 2)).save(other)
    assert likeness(one, other, Modality.IMAGE) is Likeness.DIFFERENT


def test_sounds_are_compared_by_their_samples(tmp_path: Path) -> None:
    one = ffmpeg(tmp_path / "one.wav", "-f", "lavfi", "-i", "sine=440:duration=1", "-metadata", "title=one")
    same = ffmpeg(tmp_path / "same.flac", "-i", str(one), "-metadata", "title=other")
    other = ffmpeg(tmp_path / "other.wav", "-f", "lavfi", "-i", "sine=441:duration=1")
    assert likeness(one, same, Modality.AUDIO) is Likeness.IDENTICAL
    assert likeness(one, other, Modality.AUDIO) is Likeness.DIFFERENT


def test_videos_are_compared_by_their_frames(tmp_path: Path) -> None:
    one = ffmpeg(tmp_path / "one.mp4", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1")
    same = ffmpeg(tmp_path / "same.mkv", "-i", str(one), "-c", "copy", "-metadata", "title=other")
    other = ffmpeg(tmp_path / "other.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1")
    assert likeness(one, same, Modality.VIDEO) is Likeness.IDENTICAL
    assert likeness(one, other, Modality.VIDEO) is Likeness.DIFFERENT


def test_a_file_that_is_gone_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not found"):
        likeness(picture(tmp_path / "one.png"), tmp_path / "gone.png", Modality.IMAGE)


def test_a_damaged_file_cannot_be_compared(tmp_path: Path) -> None:
    one = ffmpeg(tmp_path / "one.wav", "-f", "lavfi", "-i", "sine=440:duration=1")
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF nonsense")
    with pytest.raises(AppError):
        likeness(one, broken, Modality.AUDIO)
