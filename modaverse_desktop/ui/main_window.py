"""The window: joins composer, feed and status line to the queue. What is decided here is only where things go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.artifacts.file_wish import FileWish
from modaverse_desktop.ui.artifacts.wish_desk import WishDesk
from modaverse_desktop.ui.composer.composer import Composer
from modaverse_desktop.ui.composer.drop_veil import DropVeil
from modaverse_desktop.ui.composer.dropped import can_take, unreadable
from modaverse_desktop.ui.composer.media_doors import MediaDoors
from modaverse_desktop.ui.composer.media_intake import MediaIntake, MediaLook
from modaverse_desktop.ui.feed.feed import Feed
from modaverse_desktop.ui.feed.feed_binder import FeedBinder
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import redraw_icons
from modaverse_desktop.ui.resources import icon_file, sample_pictures
from modaverse_desktop.ui.shortcuts import ShortcutSheet, add_shortcuts
from modaverse_desktop.ui.status_line import StatusLine
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.top_bar import TopBar

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue


class MainWindow(QMainWindow):
    """Emits `settings_wanted` and `closed`; everything else goes to the queue."""

    settings_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, queue: ConversionQueue, intake: MediaIntake, wishes: WishDesk) -> None:
        super().__init__()
        self._theme = theme
        self._queue = queue
        self._intake = intake
        self._wishes = wishes
        self._catalogue: Catalogue | None = None
        self.top_bar = TopBar(theme)
        self.composer = Composer(theme)
        self.feed = Feed(theme)
        self._binder = FeedBinder(theme, queue, self.feed)
        self.status = StatusLine(theme)
        self.doors = MediaDoors(self, self.composer, intake)
        self._lay_out()
        self._veil = DropVeil(self)
        self._connect()
        add_shortcuts(self)
        self.composer.instruction.setFocus()

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the installed packs offer; for the conversions from now on."""
        self._catalogue = catalogue
        self._binder.show_catalogue(catalogue)
        if catalogue.problem is not None:
            self.composer.show_error(catalogue.problem)

    # --- media in -------------------------------------------------------------------------------------------------

    @Slot()
    def take_sample(self) -> None:
        """Put the next shipped sample on the shelf."""
        self.doors.take_sample()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and images are welcome anywhere on the window."""
        if can_take(event.mimeData()):
            event.acceptProposedAction()
            self._veil.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self._veil.hide()
        event.acceptProposedAction()
        self.activateWindow()
        self.doors.take(event.mimeData())

    # --- the queue ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _looked(self, look: MediaLook) -> None:
        """A medium is known: keep it if there is a model that can read it."""
        if self._catalogue is None or self._catalogue.can_read(look.media.modality):
            self.composer.add_media(look)
        else:
            self.composer.show_error(unreadable(look.media))

    @Slot(str, object)
    def _submit(self, instruction: str, looks: Sequence[MediaLook]) -> None:
        if looks and not instruction.strip():
            self.composer.ask_what()
            return
        try:
            self._binder.submit(instruction, looks)
        except AppError as error:
            self.composer.show_error(error)
            return
        self.composer.clear()

    @Slot(str)
    def _proposed(self, conversion: str) -> None:
        view = self.feed.view(conversion)
        if view is not None and self._may_move_focus():
            view.focus_here()

    @Slot()
    def _arrived(self) -> None:
        QApplication.alert(self)  # only if the window is not the active one

    @Slot(object, object)
    def _wish(self, wish: FileWish, place: InlineError) -> None:
        self._wishes.grant(wish, self, place)

    def _may_move_focus(self) -> bool:
        """Never while the user writes: only when nothing else is begun."""
        return not self.composer.instruction.toPlainText() and self.isActiveWindow()

    @Slot()
    def stop_all(self) -> None:
        """Stop everything that runs or waits."""
        self._queue.cancel_all()

    # --- the window -----------------------------------------------------------------------------------------------

    @Slot()
    def quit(self) -> None:
        """Close the window, and with it the application."""
        self.close()

    @Slot()
    def _show_shortcuts(self) -> None:
        ShortcutSheet(self).show()

    @Slot()
    def redraw(self) -> None:
        """The theme has other colours now."""
        redraw_icons(self, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the veil over everything."""
        super().resizeEvent(event)
        if self._veil.isVisible():
            self._veil.cover()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The application ends with its window."""
        self.closed.emit()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.composer.submitted.connect(self._submit)
        self.composer.instruction.media_pasted.connect(self.doors.take)
        self.composer.shelf.browse.connect(self.doors.browse)
        self.composer.shelf.sample.connect(self.take_sample)
        self.composer.shelf.opened.connect(self._open_media)
        self.feed.sample.connect(self.take_sample)
        self.feed.browse.connect(self.doors.browse)
        self._intake.looked.connect(self._looked)
        self._intake.refused.connect(self.composer.show_error)
        self._binder.proposed.connect(self._proposed)
        self._binder.arrived.connect(self._arrived)
        self._binder.wished.connect(self._wish)
        self._queue.engine_changed.connect(self.status.show_engine)
        self.top_bar.settings.connect(self.settings_wanted)
        self.top_bar.shortcuts.connect(self._show_shortcuts)
        self._theme.changed.connect(self.redraw)
        self._wishes.said.connect(self.status.say)
        self._wishes.used.connect(self._use)

    @Slot(object)
    def _open_media(self, path: Path) -> None:
        self._wishes.open_path(path, self.composer.error)

    @Slot(object)
    def _use(self, path: Path) -> None:
        self._intake.take([path])

    def _lay_out(self) -> None:
        self.setWindowTitle("ModaVerse")
        self.setWindowIcon(QIcon(str(icon_file("modaverse"))))
        self.setMinimumSize(QSize(860, 540))
        self.resize(1120, 740)
        self.setAcceptDrops(True)
        root = QWidget()
        root.setObjectName("root")
        row = QHBoxLayout(root)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.composer.add_top(self.top_bar)
        row.addWidget(self.composer)
        row.addWidget(self.feed, 1)
        self.setCentralWidget(root)
        self.setStatusBar(self.status)
        has_samples = bool(sample_pictures())
        self.feed.welcome.show_sample(has_samples)
        self.composer.shelf.show_sample(has_samples)
