"""Only the window's own thread destroys what Qt has made."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.collecting import Collecting


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


class InACircle(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def work_hard() -> None:
    """Makes far more than what lets Python collect everything."""
    kept = [[number] for number in range(300_000)]
    del kept


def test_no_other_thread_collects_what_the_window_has_dropped(qtbot: QtBot) -> None:
    window = QObject()
    Collecting(window)
    collected_by: list[int] = []
    weakref.finalize(InACircle(), lambda: collected_by.append(threading.get_ident()))
    thread = threading.Thread(target=work_hard)
    thread.start()
    thread.join()
    assert collected_by == []
    kept = [[number] for number in range(2000)]
    qtbot.waitUntil(lambda: bool(collected_by))
    assert collected_by == [threading.get_ident()]
    del kept


def test_what_was_made_at_the_start_is_not_looked_through_again(qtbot: QtBot) -> None:
    stays = [["one of many"]]
    Collecting(QObject())
    assert gc.get_freeze_count() > 0
    assert not any(each is stays for each in gc.get_objects())
