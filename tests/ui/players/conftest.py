"""Small sounds and videos, made by ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from modaverse_desktop.ui.theme import Shade, Theme


@pytest.fixture
def theme() -> Theme:
    return Theme(Shade.LIGHT)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """A media file by its name and the words for ffmpeg."""

    def made(name: str, *words: str) -> Path:
        path = tmp_path / name
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *words, f"file:{path}"], check=True, timeout=60)
        return path

    return made


@pytest.fixture
def beep(make: Callable[..., Path]) -> Path:
    """Two seconds of a tone; an awkward name."""
    return make("-a beep #1 100% é:b.wav", "-f", "lavfi", "-i", "sine=frequency=440:duration=2")


@pytest.fixture
def clip(make: Callable[..., Path]) -> Path:
    """Two seconds at ten frames a second; frame n is grey with the value 20 + 10 n. With sound."""
    grey = "nullsrc=s=160x120:r=10:d=2,format=gray,geq=lum='20+10*N'"
    words = ["-f", "lavfi", "-i", grey, "-f", "lavfi", "-i", "sine=duration=2", "-pix_fmt", "yuv420p"]
    return make("clip é.mp4", *words, "-crf", "5", "-c:v", "libx264", "-c:a", "aac")
