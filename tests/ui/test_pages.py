"""The two pages of the right side, and the window made anew around what goes on."""

from __future__ import annotations

from pathlib import Path

from shiboken6 import isValid

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.pages import Page
from tests.ui.conftest import Desk


def test_the_history_is_made_when_it_is_first_wanted(desk: Desk) -> None:
    assert desk.window.workspace.history is None
    desk.window.pages.history_button.click()
    history = desk.window.workspace.history
    assert history is not None
    desk.until(history.isVisible)
    desk.window.pages.now_button.click()
    desk.until(desk.window.feed.isVisible)


def test_sending_shows_what_goes_on_now(desk: Desk) -> None:
    desk.window.pages.show_page(Page.HISTORY)
    desk.ask("What is this?", State.DONE)
    assert desk.window.pages.page is Page.NOW


def test_a_window_made_anew_loses_nothing(desk: Desk, photo: Path) -> None:
    desk.parts.drafts.open()
    desk.until(lambda: desk.parts.drafts.is_open)
    desk.give(photo)
    view = desk.ask("Make two pets", State.PROPOSED)
    desk.window.composer.instruction.setPlainText("half a sente")
    old = desk.window.workspace
    desk.window.furnish_anew()
    desk.until(lambda: not isValid(old))
    desk.until(lambda: desk.window.composer.instruction.toPlainText() == "half a sente")
    desk.until(lambda: [media.path for media in desk.window.composer.shelf.media()] == [photo])
    (again,) = desk.window.feed.views()
    assert again is not view
    assert again.conversion == view.conversion
    assert "Ready" in desk.window.status.text()
    desk.ask("What is this?", State.DONE)
