"""A conversion goes from the feed into the history and comes back from there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.history.history_page import HistoryPage
from modaverse_desktop.ui.pages import Page
from tests.ui.conftest import Desk


def history_of(desk: Desk, count: int) -> HistoryPage:
    """Turn to the history and wait until it shows so many."""
    workspace = desk.window.workspace
    desk.qtbot.mouseClick(workspace.pages.history_button, Qt.MouseButton.LeftButton)
    page = workspace.history
    assert page is not None
    desk.until(lambda: page.browser.model.rowCount() == count and page.browser.model.row(0) is not None)
    return page


def open_first(desk: Desk, page: HistoryPage) -> None:
    page.browser.grid.setCurrentIndex(page.browser.model.index(0))
    desk.qtbot.keyClick(page.browser.grid, Qt.Key.Key_Return)
    desk.until(lambda: page.entry is not None)


def test_what_was_done_is_in_the_history_and_comes_back_without_losing_the_draft(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    view = desk.ask("Make an icon", State.PROPOSED)
    desk.parts.queue.approve(view.conversion.id)
    done = desk.wait_for(view, State.DONE)
    desk.window.composer.instruction.setPlainText("my next idea")
    page = history_of(desk, 1)
    open_first(desk, page)
    assert page.entry is not None
    assert page.entry.entry.conversion == done
    desk.qtbot.mouseClick(page.entry.reopen_button, Qt.MouseButton.LeftButton)
    old, new = desk.parts.queue.conversions()
    assert old == done
    assert (new.state, new.invocations, new.media) == (State.PROPOSED, done.invocations, done.media)
    assert desk.window.workspace.pages.page is Page.NOW
    assert desk.window.composer.instruction.toPlainText() == "my next idea"
    desk.until(lambda: desk.window.feed.view(new.id) is not None)
    history_of(desk, 2)


def test_an_artifact_of_the_history_is_made_again(desk: Desk) -> None:
    view = desk.ask("Draw a cat", State.PROPOSED)
    desk.parts.queue.approve(view.conversion.id)
    done = desk.wait_for(view, State.DONE)
    desk.parts.queue.remove(done.id)
    page = history_of(desk, 1)
    open_first(desk, page)
    assert page.entry is not None
    page.entry._wish(FileWish(Wish.AGAIN, done.artifacts[0]))
    assert desk.window.workspace.pages.page is Page.NOW
    (again,) = desk.parts.queue.conversions()
    desk.until(lambda: desk.parts.queue[again.id].state is State.DONE)
    history_of(desk, 2)
