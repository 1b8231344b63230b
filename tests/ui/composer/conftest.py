"""Files of each modality, and the composer of a window."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from tests.ui.conftest import GENERATOR

ALL = Catalogue(
    {Modality.IMAGE: (GENERATOR,)},
    (Modality.IMAGE, Modality.AUDIO, Modality.VIDEO),
    "Everything",
    sees={
        Modality.IMAGE: Excerpts((0.0, 0.09)),
        Modality.AUDIO: Excerpts(clips=3, clip_seconds=2.0),
        Modality.VIDEO: Excerpts(clips=5, clip_seconds=2.0),
    },
)
"""Models that read everything, and whose packs say which parts of it."""


@pytest.fixture
def beep(tmp_path: Path) -> Path:
    """Twelve seconds of sound."""
    path = tmp_path / "beep #1.wav"
    samples = (np.sin(np.arange(12 * 8000) / 4) * 20_000).astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of moving pictures."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    source = ["-f", "lavfi", "-i", "testsrc=duration=2:size=96x64:rate=5"]
    subprocess.run(["ffmpeg", "-v", "error", *source, str(path)], check=True)
    return path


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[[int], list[Path]]:
    """So many small pictures in a folder of their own."""

    def make(count: int, folder: str = "pictures") -> list[Path]:
        (tmp_path / folder).mkdir(exist_ok=True)
        paths = [tmp_path / folder / f"{number:04}.png" for number in range(count)]
        for number, path in enumerate(paths):
            Image.new("RGB", (24, 16), (number % 256, 90, 120)).save(path)
        return paths

    return make
