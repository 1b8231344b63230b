"""The program is started twice: there is one window, and it has the files of both."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.second_start import come_forward

ROOT = Path(__file__).resolve().parents[2]
FIRST = """
    import sys
    from modaverse_desktop.ui import running
    from tests.service import fake_engine

    class Watched(running.Application):
        def begin(self):
            super().begin()
            self.window.composer.shelf.changed.connect(self.tell)
            print("shown", flush=True)

        def tell(self):
            print(*(media.path.name for media in self.window.composer.shelf.media()), flush=True)

    running.Application = Watched
    sys.exit(running.run(sys.argv[1:], fake_engine.run))
"""
SECOND = """
    import sys
    from modaverse_desktop.ui import running

    class Unwanted(running.Application):
        def __init__(self, *arguments):
            sys.exit("a second window")

    running.Application = Unwanted
    sys.exit(running.run(sys.argv[1:], None))
"""


def start(code: str, *arguments: str, folder: Path = ROOT) -> subprocess.Popen[str]:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n" + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_ends_and_its_files_are_on_the_shelf_of_the_first(tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        Image.new("RGB", (8, 8), "teal").save(tmp_path / name)
    with start(FIRST, str(tmp_path / "one.png")) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "shown\n"
        assert first.stdout.readline() == "one.png\n"
        with start(SECOND, "two.png", folder=tmp_path) as second:
            _, errors = second.communicate(timeout=60)
            assert (second.returncode, errors) == (0, "")
        assert first.stdout.readline() == "one.png two.png\n"
        first.terminate()


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_minimised_window_comes_forward(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    come_forward(window)
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    qtbot.waitUntil(window.isActiveWindow)
