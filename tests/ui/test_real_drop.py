"""A real drop between two programs on a real X server: XDND as file managers speak it."""

from __future__ import annotations

import hashlib
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


def content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def dropped(display: str, lines: int, *arguments: str) -> list[str]:
    """What the window says when another program drops this on it."""
    with (
        real_screen.program("tests.ui.drop_target", display) as target,
        real_screen.program("tests.ui.drag_source", display, *arguments),
    ):
        real_screen.drag(display, WAY)
        return [real_screen.line(target) for _ in range(lines)]


def pictures(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        Image.new("RGB", (30, 20 + number), "red").save(path)
    return paths


def test_files_dragged_from_another_program_become_media(display: str, tmp_path: Path) -> None:
    paths = pictures(tmp_path, "one é.png", "two #2.png", "-50%.png")
    assert dropped(display, 3, *map(str, paths)) == [f"{path.name} {content(path)}" for path in paths]


def test_a_folder_dragged_from_another_program_is_asked_about(display: str, tmp_path: Path) -> None:
    pictures(tmp_path / "folder é", *(f"{number}.png" for number in range(12)))
    (tmp_path / "folder é" / "notes.txt").write_text("hello")
    assert dropped(display, 1, str(tmp_path / "folder é")) == ["asks about 12 and 1"]


def test_many_files_dragged_from_another_program_are_asked_about(display: str, tmp_path: Path) -> None:
    paths = pictures(tmp_path, *(f"{number}.png" for number in range(300)))
    assert dropped(display, 1, *map(str, paths)) == ["asks about 300 and 0"]


def test_a_picture_dragged_from_a_browser_becomes_a_file_with_the_same_bytes(display: str, tmp_path: Path) -> None:
    (path,) = pictures(tmp_path, "shown.png")
    assert dropped(display, 1, "--picture", str(path)) == [f"pasted.png {content(path)}"]


def test_a_link_dragged_from_a_browser_is_refused_in_a_sentence(display: str) -> None:
    assert dropped(display, 1, "--link", "https://example.org/cat.png") == ["A link is not a file"]
