"""The history beside the feed: all entries as tiles, or one of them in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.paths import cache_folder
from modaverse_desktop.library.entry import Entry, Row
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.history.entry_view import EntryView
from modaverse_desktop.ui.history.history_browser import HistoryBrowser
from modaverse_desktop.ui.history.tile_pictures import TilePictures
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import tool_button
from modaverse_desktop.ui.theme import Theme


class HistoryPage(QWidget):
    """Asks the service only while it is seen."""

    reopened = Signal(object)
    """This `Conversion` shall be edited and run again, as a new one."""
    media_used = Signal(object)
    """This file shall be an input of the next conversion."""
    wished = Signal(object, object)
    """A `FileWish`, and the `InlineError` that says why it cannot be granted."""
    rerun = Signal(object, object)
    """A `Conversion`, and the `FileWish` to make one of its artifacts again or in variations."""

    def __init__(self, theme: Theme, service: HistoryService) -> None:
        super().__init__()
        self._theme = theme
        self._service = service
        self._wanted = ""
        self.pictures = TilePictures(cache_folder() / "thumbnails", self)
        self.browser = HistoryBrowser(theme, service, self.pictures)
        self.entry: EntryView | None = None
        self.back_button = tool_button(theme, "back", self.tr("Back to the history"), shortcut="Alt+Left")
        self._lay_out()
        self.browser.opened.connect(self._open)
        self.back_button.clicked.connect(self.close_entry)
        service.got.connect(self._got)
        service.failed.connect(self._failed)
        service.refused.connect(self._failed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._reader)
        escape.activated.connect(self.close_entry)

    def leave(self) -> None:
        """Make no more thumbnails."""
        self.pictures.leave()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the history as it is now."""
        super().showEvent(event)
        self.pictures.forget_missing()
        self.browser.model.watch(True)
        self._service.packs()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.browser.model.watch(False)

    @Slot()
    def close_entry(self) -> None:
        """Back to the tiles, where the user was."""
        if self.entry is not None:
            self._stack.setCurrentWidget(self.browser)
            self._drop_entry()
            self.browser.grid.setFocus()

    @Slot(object)
    def _open(self, row: Row) -> None:
        self._wanted = row.id
        self._service.get(row.id)

    @Slot(object)
    def _got(self, entry: Entry) -> None:
        if entry.row.id != self._wanted:
            return
        self._wanted = ""
        self._drop_entry()
        self.entry = EntryView(self._theme, entry, self.pictures)
        self.entry.reopened.connect(self.reopened)
        self.entry.media_used.connect(self.media_used)
        self.entry.wished.connect(self._wish)
        self._column.addWidget(self.entry, 1)
        self._stack.setCurrentWidget(self._reader)
        self.back_button.setFocus()

    @Slot(object, object)
    def _wish(self, wish: FileWish, place: InlineError) -> None:
        if self.entry is not None and wish.wish in (Wish.AGAIN, Wish.VARY):
            self.rerun.emit(self.entry.entry.conversion, wish)
        else:
            self.wished.emit(wish, place)

    @Slot(object)
    def _failed(self, error: AppError) -> None:
        if self.isVisible():
            self._wanted = ""
            self.browser.show_error(error)

    def _drop_entry(self) -> None:
        if self.entry is not None:
            self.entry.hide()
            self.entry.deleteLater()
            self.entry = None

    def _lay_out(self) -> None:
        self._reader = QWidget()
        self._column = QVBoxLayout(self._reader)
        self._column.setContentsMargins(18, 12, 8, 0)
        self._column.addWidget(self.back_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.browser)
        self._stack.addWidget(self._reader)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
