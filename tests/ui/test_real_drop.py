"""A real drop between two programs on a real X server: XDND as file managers speak it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of the test's own."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait(10)


def program(module: str, display: str, *arguments: str) -> subprocess.Popen[str]:
    """A program on that display; returns when its window is there."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "shown\n"
    return process


def pointer(display: str, *words: str) -> None:
    subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": display}, check=True, timeout=10)


def drag(display: str) -> None:
    """From the source in the corner onto the middle of the window, slowly enough for the protocol's answers."""
    pointer(display, "mousemove", "60", "45", "mousedown", "1")
    for x, y in ((70, 50), (90, 60), (150, 150), (300, 250), (500, 350), (600, 400), (604, 402), (606, 404)):
        pointer(display, "mousemove", str(x), str(y))
        time.sleep(0.08)
    pointer(display, "mouseup", "1")


def test_files_dragged_from_another_program_become_media(display: str, tmp_path: Path) -> None:
    paths = [tmp_path / "one é.png", tmp_path / "two #2.png"]
    for path in paths:
        Image.new("RGB", (30, 20), "red").save(path)
    target = program("tests.ui.drop_target", display)
    source = program("tests.ui.drag_source", display, *map(str, paths))
    try:
        drag(display)
        assert target.stdout is not None
        assert [target.stdout.readline().strip() for _ in paths] == [path.name for path in paths]
    finally:
        for process in (source, target):
            process.terminate()
            process.communicate(timeout=20)
