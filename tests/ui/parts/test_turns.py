from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.parts.turns import Turns


def test_each_step_is_done_in_a_turn_of_its_own(qtbot: QtBot) -> None:
    parent, did = QObject(), list[str]()

    def work() -> Iterator[None]:
        did.append("first")
        yield
        did.append("second")

    turns = Turns(parent)
    with qtbot.waitSignal(turns.done):
        turns.begin(work())
        assert did == ["first"]
        assert turns.busy
    assert did == ["first", "second"]
    assert not turns.busy


def test_a_mistake_in_a_step_ends_the_work_and_is_told(qtbot: QtBot) -> None:
    parent = QObject()

    def work() -> Iterator[None]:
        raise ValueError("a mistake")
        yield

    turns = Turns(parent)
    with qtbot.waitSignal(turns.done), pytest.raises(ValueError, match="a mistake"):
        turns.begin(work())
    assert not turns.busy
