"""The status line says how many connections there are."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.connection_label import ConnectionLabel
from tests.ui.conftest import Desk


def test_the_window_with_its_engine_has_no_connection_and_says_so(desk: Desk) -> None:
    desk.until(lambda: "0 connections" in desk.window.status.connections.text())


def test_a_connection_would_be_said_in_red(qtbot: QtBot) -> None:
    place = ConnectionLabel()
    qtbot.addWidget(place)
    place.show_count(2)
    assert place.text() == "2 network connections are open"
    assert place.property("tone") == "bad"
    place.show_count(0)
    assert place.property("tone") == ""
