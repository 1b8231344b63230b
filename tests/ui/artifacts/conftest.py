"""Artifacts of every kind, in files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.theme import Shade, Theme

WORDS = {
    Modality.AUDIO: ("sound é #1.wav", ["-f", "lavfi", "-i", "sine=440:duration=1"]),
    Modality.VIDEO: ("clip é #1.mp4", ["-f", "lavfi", "-i", "testsrc=s=64x48:d=1"]),
}


@pytest.fixture
def theme() -> Theme:
    return Theme(Shade.LIGHT)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """40 by 20 pixels, the left half red and the right half blue."""
    path = tmp_path / "made é #1 100%.png"
    image = Image.new("RGB", (40, 20), "blue")
    image.paste("red", (0, 0, 20, 20))
    image.save(path)
    return path


@pytest.fixture
def input_picture(tmp_path: Path) -> Path:
    """Green, twice as large."""
    path = tmp_path / "input.png"
    Image.new("RGB", (80, 40), "lime").save(path)
    return path


def made(path: Path | None, task: Modality = Modality.IMAGE, *inputs: Path, text: str | None = None) -> Conversion:
    """A conversion that is done, with one artifact."""
    return Conversion(
        id="1",
        instruction="make it",
        media=tuple(Media(one, Modality.IMAGE) for one in inputs),
        stack="starter",
        state=State.DONE,
        invocations=(Invocation(task, "a cat"),),
        artifacts=(Artifact(task, 0, path, text, seed=None if text else 7, seconds=1.5, generator="painter"),),
    )


def make_file(folder: Path, task: Modality) -> Path:
    """A sound or a video."""
    name, words = WORDS[task]
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *words, f"file:{folder / name}"], check=True, timeout=60)
    return folder / name
