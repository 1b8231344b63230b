"""The end of the small pictures: nothing is left waiting on a loop that is closed."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import qasync
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from modaverse_desktop.ui.composer import thumbnails
from modaverse_desktop.ui.composer.thumbnails import Thumbnails
from modaverse_desktop.ui.running import all_ended


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[qasync.QEventLoop]:
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    yield loop
    loop.close()
    asyncio.set_event_loop(None)


@pytest.fixture
def never_made(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The first picture takes longer than the window lives."""
    gone = threading.Event()
    monkeypatch.setattr(thumbnails, "_small_picture", lambda path: gone.wait(60) and QImage())
    yield
    gone.set()


def test_what_is_being_made_when_the_window_closes_is_ended_before_its_loop(
    loop: qasync.QEventLoop, never_made: None
) -> None:
    complaints: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: complaints.append(context))
    pictures = Thumbnails(loop)
    pictures.get(Path("a.png"))
    pictures.leave()
    assert not pictures.at_rest()
    loop.run_until_complete(all_ended())
    assert pictures.at_rest()
    del pictures
    gc.collect()
    assert not complaints


def test_what_is_still_drawn_while_the_window_closes_is_not_begun(loop: qasync.QEventLoop, never_made: None) -> None:
    pictures = Thumbnails(loop)
    pictures.leave()
    assert pictures.get(Path("a.png")) is None
    assert pictures.at_rest()
