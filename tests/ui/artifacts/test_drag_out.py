"""Artifacts dragged into a second program on a real X server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl

from modaverse_desktop.core.modality import Modality
from tests.ui import real_screen
from tests.ui.artifacts.conftest import make_file

pytestmark = pytest.mark.skipif(not real_screen.THERE, reason="needs Xvfb and xdotool")


@pytest.fixture
def display() -> Iterator[str]:
    with real_screen.x_server() as name:
        yield name


def dragged(display: str, path: Path, task: Modality, start: tuple[int, int]) -> list[str]:
    """What the other program got: its formats, the addresses, the size of the picture in two ways."""
    x, y = start
    way = [start, (x + 6, y + 4), (x + 20, y + 10), (300, 200), (600, 250), (800, 300), (850, 310), (854, 312)]
    with (
        real_screen.program("tests.ui.artifacts.artifact_window", display, str(path), task.value),
        real_screen.program("tests.ui.artifacts.file_taker", display) as taker,
    ):
        real_screen.drag(display, way)
        return [real_screen.line(taker) for _ in range(3)]


def test_a_picture_is_taken_as_a_file_and_with_all_its_pixels(display: str, tmp_path: Path) -> None:
    path = tmp_path / "made é #1 100%.png"
    Image.new("RGB", (2000, 1000), "navy").save(path)
    formats, address, sizes = dragged(display, path, Modality.IMAGE, (100, 100))
    assert {"text/uri-list", "image/png"} <= set(formats.split())
    assert QUrl(address).toLocalFile() == str(path)
    assert sizes == "2000x1000 2000x1000"


@pytest.mark.parametrize(("task", "start"), [(Modality.AUDIO, (25, 25)), (Modality.VIDEO, (60, 60))])
def test_sounds_and_videos_are_taken_as_files(
    display: str, tmp_path: Path, task: Modality, start: tuple[int, int]
) -> None:
    path = make_file(tmp_path, task)
    formats, address, sizes = dragged(display, path, task, start)
    assert "text/uri-list" in formats.split()
    assert "image/png" not in formats.split()
    assert QUrl(address).toLocalFile() == str(path)
    assert sizes == "0x0 0x0"
