"""Media files made on the spot by Pillow and ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def picture() -> Image.Image:
    """48 x 32 pixels: red left half, blue right half, with a white top left corner to see turns by."""
    image = Image.new("RGB", (48, 32), "red")
    image.paste("blue", (24, 0, 48, 32))
    image.paste("white", (0, 0, 8, 8))
    return image


@pytest.fixture
def noise() -> Image.Image:
    """100 x 60 pixels that do not compress, so that a cut file misses pixels."""
    return Image.fromarray(np.random.default_rng(7).integers(0, 256, (60, 100, 3), dtype=np.uint8))


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A one-second file made by ffmpeg, by name; made once."""
    folder = tmp_path_factory.mktemp("recordings")
    sound, film = (
        ("-f", "lavfi", "-i", "sine=duration=1"),
        ("-f", "lavfi", "-i", "testsrc=duration=1:size=64x48:rate=5"),
    )
    arguments = {
        "tone.wav": sound,
        "tone.mp3": sound,
        "tone.m4a": sound,
        "film.mp4": (*film, *sound),
        "silent.webm": film,
        "cover.mp3": (*sound, *film, "-map", "0", "-map", "1", "-frames:v", "1", "-disposition:v", "attached_pic"),
    }

    def make(name: str) -> Path:
        path = folder / name
        if not path.exists():
            subprocess.run(["ffmpeg", "-v", "error", *arguments[name], str(path)], check=True)
        return path

    return make
