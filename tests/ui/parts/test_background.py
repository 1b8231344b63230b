"""Work on another thread, and owners that do not wait for it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Slot
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui.parts.background import Background

SOON = 15_000


def pool_of_the_application() -> QThreadPool:
    """It is there from the first work on."""
    owner = QObject()
    Background(bool, owner).start()
    pool = QCoreApplication.instance().findChild(QThreadPool)
    assert pool.waitForDone(SOON)
    return pool


class Listener(QObject):
    """Where and what it heard."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, threading.Thread]] = []

    @Slot(object)
    def hear(self, what: object) -> None:
        self.heard.append((what, threading.current_thread()))


def test_the_result_comes_back_on_the_windows_thread(qtbot: QtBot) -> None:
    listener = Listener()
    background = Background(threading.current_thread, listener)
    background.done.connect(listener.hear)
    background.start()
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=SOON)
    ((worked_on, heard_on),) = listener.heard
    assert heard_on is threading.main_thread()
    assert worked_on is not heard_on


def test_an_error_for_the_user_comes_back_as_such(qtbot: QtBot) -> None:
    def work() -> None:
        raise AppError("It broke")

    listener = Listener()
    background = Background(work, listener)
    background.failed.connect(listener.hear)
    background.start()
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=SOON)
    assert listener.heard[0][0] == AppError("It broke")


@pytest.mark.parametrize("begun", [True, False])
def test_an_owner_that_goes_hears_nothing_and_what_has_not_begun_is_not_done(qtbot: QtBot, begun: bool) -> None:
    pool = pool_of_the_application()
    gate, running, done = threading.Event(), threading.Semaphore(0), []

    def work() -> None:
        running.release()
        gate.wait(10)
        done.append(1)

    crowd = Listener()  # takes all threads, or all but one
    for _ in range(pool.maxThreadCount() - begun):
        Background(work, crowd).start()
    for _ in range(pool.maxThreadCount() - begun):
        running.acquire()
    owner = QObject()
    late = Background(work, owner)
    late.done.connect(crowd.hear)
    late.start()
    if begun:
        running.acquire()
    with qtbot.waitSignal(owner.destroyed, timeout=SOON):
        owner.deleteLater()
    gate.set()
    assert pool.waitForDone(SOON)
    qtbot.wait(1)
    assert crowd.heard == []
    assert len(done) == pool.maxThreadCount()
