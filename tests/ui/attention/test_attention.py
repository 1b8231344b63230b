"""While the window is elsewhere the user is told; when they come back, all of it is taken back."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.service.batches import Counts
from modaverse_desktop.service.news import Arrival
from modaverse_desktop.service.single_instance import ACTIVATION
from modaverse_desktop.ui import running
from modaverse_desktop.ui.attention.attention import Attention, body_of, title_of

DONE = Arrival(Conversion("c", "Make an icon of this", (), "starter", state=State.DONE))
PLANS = Arrival(
    Conversion("d", "all of them", (), "starter", state=State.PROPOSED, batch="b"), Counts(proposed=2, failed=1)
)
FAILED = Arrival(Conversion("e", "x" * 500, (), "starter", state=State.FAILED, error=AppError("The disk is full")))


class Source(QObject):
    """In place of `News`."""

    arrived = Signal(object)


class Board(QObject):
    """In place of the desktop."""

    clicked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str, str, str]] = []
        self.withdrawn = 0

    def show(self, *values: str) -> None:
        self.shown.append(values)  # pyright: ignore[reportArgumentType]

    def withdraw(self) -> None:
        self.withdrawn += 1

    def leave(self) -> None:
        """Nothing to do."""


class Desk:
    def __init__(self, app: QApplication, window: QWidget) -> None:
        self.app = app
        self.source = Source()
        self.board = Board()
        self.away = True
        self.notifies = True
        self.attention = Attention(
            app, self.source, window, lambda: self.notifies, lambda: self.away, lambda: self.board  # pyright: ignore[reportArgumentType]
        )  # fmt: skip
        self.wanted: list[str] = []
        self.attention.wanted.connect(self.wanted.append)

    def come_back(self) -> None:
        self.app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    return Desk(qapp, window)


def test_nothing_is_told_while_the_user_looks_at_the_window(desk: Desk) -> None:
    desk.away = False
    desk.source.arrived.emit(DONE)
    assert not desk.board.shown
    assert desk.attention.unseen() == 0


def test_elsewhere_the_user_is_told_and_a_click_leads_to_it(desk: Desk) -> None:
    desk.source.arrived.emit(DONE)
    desk.source.arrived.emit(PLANS)
    assert [shown[0] for shown in desk.board.shown] == ["c", "b"]
    assert desk.attention.unseen() == 2
    desk.board.clicked.emit("b", "")
    assert desk.wanted == ["d"]


def test_the_desktops_leave_to_take_the_focus_is_handed_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv(ACTIVATION, "")
    desk.source.arrived.emit(DONE)
    desk.board.clicked.emit("c", "a token")
    assert os.environ[ACTIVATION] == "a token"


def test_who_wants_no_notifications_still_has_the_number_on_the_icon(desk: Desk) -> None:
    desk.notifies = False
    desk.source.arrived.emit(DONE)
    assert not desk.board.shown
    assert desk.attention.unseen() == 1


def test_coming_back_takes_everything_back(desk: Desk) -> None:
    desk.source.arrived.emit(DONE)
    desk.come_back()
    assert desk.attention.unseen() == 0
    assert desk.board.withdrawn == 1


def test_the_words_say_what_happened_and_what_it_is_about(qapp: QApplication) -> None:
    assert (title_of(DONE), body_of(DONE)) == ("Done", "Make an icon of this")
    assert body_of(PLANS) == "all of them\n2 wait for you · 1 failed"
    long, reason = body_of(FAILED).split("\n")
    assert len(long) == 160
    assert reason == "The disk is full"
    titles = {title_of(Arrival(a.conversion, c)) for a in (DONE, PLANS, FAILED) for c in (None, Counts(done=1))}
    assert len(titles) == 6


def test_the_applications_name_can_be_part_of_a_path_on_the_bus() -> None:
    assert re.fullmatch("[A-Za-z0-9_]+", running.NAME)
