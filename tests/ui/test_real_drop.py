"""A real drop between two programs on a real X server: XDND as file managers speak it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.ui import real_screen

WAY = [(60, 45), (70, 50), (90, 60), (150, 150), (300, 250), (500, 350), (600, 400), (604, 402), (606, 404)]
"""From the source in the corner onto the middle of the window."""

pytestmark = pytest.mark.skipif(not real_screen.THERE, reason="needs Xvfb and xdotool")


@pytest.fixture
def display() -> Iterator[str]:
    with real_screen.x_server() as name:
        yield name


def test_files_dragged_from_another_program_become_media(display: str, tmp_path: Path) -> None:
    paths = [tmp_path / "one é.png", tmp_path / "two #2.png"]
    for path in paths:
        Image.new("RGB", (30, 20), "red").save(path)
    with (
        real_screen.program("tests.ui.drop_target", display) as target,
        real_screen.program("tests.ui.drag_source", display, *map(str, paths)),
    ):
        real_screen.drag(display, WAY)
        assert [real_screen.line(target) for _ in paths] == [path.name for path in paths]
