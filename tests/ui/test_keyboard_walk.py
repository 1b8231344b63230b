"""Every place of the window, walked through by keyboard: names, reach, order, and a focus that can be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.about.about_panel import AboutPanel
from modaverse_desktop.ui.pages import Page
from modaverse_desktop.ui.settings_panel import SettingsPanel
from modaverse_desktop.ui.shortcuts import ShortcutSheet
from tests.ui.conftest import Desk
from tests.ui.walk import Walk, describe

Place = Callable[[Desk, Path], QWidget]
"""Brings the window into a state, and returns where the walk begins."""


def empty(desk: Desk, photo: Path) -> QWidget:
    return desk.window.composer.instruction


def media(desk: Desk, photo: Path) -> QWidget:
    desk.give(photo)
    return desk.window.composer.instruction


def conversions(desk: Desk, photo: Path) -> QWidget:
    desk.give(photo)
    desk.ask("What is this?", State.DONE)
    desk.ask("error", State.FAILED)
    view = desk.ask("Make two pets", State.PROPOSED)
    assert view.editor is not None
    view.editor.cards()[0].options.unfold.setChecked(True)
    view.editor.cards()[0].prompt.setPlainText("another cat")
    return desk.window.composer.instruction


def made(desk: Desk, photo: Path) -> QWidget:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    return desk.window.composer.instruction


def introduction(desk: Desk, photo: Path) -> QWidget:
    desk.window.pages.show_page(Page.INTRODUCTION)
    return desk.window.composer.instruction


def teach(desk: Desk, photo: Path) -> QWidget:
    desk.window.pages.show_page(Page.TEACH)
    return desk.window.composer.instruction


def history(desk: Desk, photo: Path) -> QWidget:
    desk.parts.keeper.open()
    desk.ask("What is this?", State.DONE)
    desk.window.pages.show_page(Page.HISTORY)
    page = desk.window.workspace.history
    assert page is not None
    desk.until(lambda: page.browser.model.rowCount() == 1)
    return desk.window.composer.instruction


def settings(desk: Desk, photo: Path) -> QWidget:
    desk.window.settings_wanted.emit()
    return _dialog(desk, SettingsPanel)


def about(desk: Desk, photo: Path) -> QWidget:
    desk.window.about_wanted.emit()
    panel = desk.window.findChild(AboutPanel)
    desk.until(lambda: panel.list.model().rowCount() > 0)
    return _dialog(desk, AboutPanel)


def shortcuts(desk: Desk, photo: Path) -> QWidget:
    desk.window.top_bar.shortcuts.emit()
    return _dialog(desk, ShortcutSheet)


def _dialog(desk: Desk, kind: type[QWidget]) -> QWidget:
    dialog = desk.window.findChild(kind)
    dialog.activateWindow()
    desk.until(dialog.isActiveWindow)
    desk.until(lambda: dialog.focusWidget() is not None)
    return dialog.focusWidget()


PLACES = (empty, media, conversions, made, introduction, teach, history, settings, about, shortcuts)


@pytest.fixture(params=PLACES, ids=lambda place: place.__name__)
def start(request: pytest.FixtureRequest, desk: Desk, photo: Path) -> Iterator[QWidget]:
    begin = request.param(desk, photo)
    desk.window.resize(1024, 640)
    yield begin
    if begin.window() is not desk.window:
        begin.window().close()


def test_everything_can_be_named_reached_and_seen_by_keyboard(desk: Desk, start: QWidget) -> None:
    walk = Walk(desk.qtbot, start)
    assert walk.nameless() == []
    assert walk.unreached() == []
    assert walk.unmarked() == []
    assert walk.backwards() == []


def test_the_way_back_is_the_same_way(desk: Desk, start: QWidget) -> None:
    there = Walk(desk.qtbot, start)
    back = Walk(desk.qtbot, start, Qt.Key.Key_Backtab)
    first, *rest = back.seen
    names = [describe(widget) for widget in there.seen]
    assert [describe(widget) for widget in (first, *reversed(rest))] == names
