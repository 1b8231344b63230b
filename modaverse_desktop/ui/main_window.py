"""The window itself: what is dropped on it, its keys, its status line; what fills it is the workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import EngineEvent
from modaverse_desktop.core.garbage import collect_all
from modaverse_desktop.ui.composer.composer import Composer
from modaverse_desktop.ui.composer.drop_veil import DropVeil
from modaverse_desktop.ui.composer.dropped import can_take
from modaverse_desktop.ui.composer.media_doors import MediaDoors
from modaverse_desktop.ui.feed.feed import Feed
from modaverse_desktop.ui.models.arriving import is_travelling
from modaverse_desktop.ui.pages import Page, Pages
from modaverse_desktop.ui.parts.turns import Turns
from modaverse_desktop.ui.parts.widgets import redraw_icons
from modaverse_desktop.ui.resources import icon_file
from modaverse_desktop.ui.shortcuts import ShortcutSheet, add_shortcuts
from modaverse_desktop.ui.status_line import StatusLine
from modaverse_desktop.ui.top_bar import TopBar
from modaverse_desktop.ui.workspace import Backing, Workspace

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue


class MainWindow(QMainWindow):
    """Emits `settings_wanted`, `about_wanted` and `closed`; everything else goes to the queue."""

    settings_wanted = Signal()
    about_wanted = Signal()
    closed = Signal()

    def __init__(self, backing: Backing) -> None:
        super().__init__()
        self._backing = backing
        self._catalogue: Catalogue | None = None
        self._engine: EngineEvent | None = None
        self.setWindowTitle("ModaVerse")
        self.setWindowIcon(QIcon(str(icon_file("modaverse"))))
        self.setMinimumSize(QSize(860, 540))
        self.resize(QSize(1120, 740).boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self._room = QStackedWidget()
        self.setCentralWidget(self._room)
        self._refurnishing = Turns(self)
        self._refurnishing.done.connect(self._refurnished)
        self._furnish_again = False
        self._furnish()
        add_shortcuts(self)
        backing.queue.engine_changed.connect(self._engine_changed)
        backing.theme.changed.connect(self.redraw)

    @property
    def top_bar(self) -> TopBar:
        """Settings and help."""
        return self.workspace.top_bar

    @property
    def composer(self) -> Composer:
        """The left side."""
        return self.workspace.composer

    @property
    def pages(self) -> Pages:
        """The right side."""
        return self.workspace.pages

    @property
    def feed(self) -> Feed:
        """What goes on now."""
        return self.workspace.feed

    @property
    def doors(self) -> MediaDoors:
        """How media come in."""
        return self.workspace.doors

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the installed packs offer; for the conversions from now on."""
        self._catalogue = catalogue
        self.workspace.show_catalogue(catalogue)

    @Slot(object)
    def show_error(self, error: AppError) -> None:
        """Say what went wrong where the user works."""
        self.composer.show_error(error)

    # --- language -------------------------------------------------------------------------------------------------

    def furnish_anew(self) -> None:
        """Say everything in the language that is spoken now; what the user has begun comes back from the drafts. In
        small steps, during which the window shows what it showed.
        """
        if self._refurnishing.busy:
            self._furnish_again = True
        else:
            self._refurnishing.begin(self._refurnish())

    def event(self, event: QEvent) -> bool:
        """What is in the window is made anew in another language: it need not hear of it, part by part."""
        return event.type() == QEvent.Type.LanguageChange or super().event(event)

    def _refurnish(self) -> Iterator[None]:
        """The new one is made whole behind the old one, and the old one is taken apart behind the new one."""
        old = self.workspace
        yield
        fresh = Workspace(self._backing)
        self._room.addWidget(fresh)
        yield from fresh.furnish()
        yield
        if self._catalogue is not None:
            fresh.show_catalogue(self._catalogue)
        if old.pages.page is not Page.NOW:
            yield
            fresh.pages.show_page(old.pages.page)
        for part in (fresh.composer, fresh.pages):
            yield
            for widget in part.findChildren(QWidget):
                widget.ensurePolished()
        yield
        old.leave()
        self._show(fresh)
        yield
        self._veil.deleteLater()
        self._dress()
        if self._engine is not None:
            self.status.show_engine(self._engine)
        old.destroyed.connect(self._old_is_gone)
        for card in tuple(old.feed.keys()):
            yield
            old.feed.remove(card)
        yield
        old.deleteLater()

    @Slot()
    def _old_is_gone(self) -> None:
        """Its objects lie in circles with some ten MB of pictures, and are too few for Python to look for them soon."""
        self._backing.drafts.recall()
        QTimer.singleShot(0, self, collect_all)

    @Slot()
    def _refurnished(self) -> None:
        again, self._furnish_again = self._furnish_again, False
        if again:
            self.furnish_anew()

    def _furnish(self) -> None:
        workspace = Workspace(self._backing)
        self._room.addWidget(workspace)
        for _ in workspace.furnish():
            pass
        self._show(workspace)
        self._dress()

    def _show(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._room.setCurrentWidget(workspace)

    def _dress(self) -> None:
        """All that is around and above the workspace."""
        self.status = StatusLine(self._backing.theme)
        self.setStatusBar(self.status)
        self._veil = DropVeil(self)
        self.top_bar.settings.connect(self.settings_wanted)
        self.top_bar.about.connect(self.about_wanted)
        self.top_bar.shortcuts.connect(self._show_shortcuts)
        self._backing.wishes.said.connect(self.status.say)

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
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and (self.pages.page is Page.MODELS or any(map(is_travelling, files))):
            self.take_files(files)
        elif files and self.pages.page is Page.TEACH and self._is_over_pages(event.position()):
            self.workspace.offer_examples(files)
        else:
            self.doors.take(event.mimeData())

    def _is_over_pages(self, place: QPointF) -> bool:
        return self.pages.rect().contains(self.pages.mapFrom(self, place.toPoint()))

    @Slot(object)
    def take_files(self, files: Sequence[Path]) -> None:
        """Media go to the composer, models to their page; while that is shown, everything does."""
        models = [file for file in files if self.pages.page is Page.MODELS or is_travelling(file)]
        media = [file for file in files if file not in models]
        if models:
            self.workspace.offer_models(models)
        if media:
            self.doors.take_files(media)

    # --- the window -----------------------------------------------------------------------------------------------

    @Slot()
    def stop_all(self) -> None:
        """Stop everything that runs or waits."""
        self._backing.queue.cancel_all()

    @Slot()
    def quit(self) -> None:
        """Close the window, and with it the application."""
        self.close()

    @Slot(object)
    def _engine_changed(self, event: EngineEvent) -> None:
        self._engine = event
        self.status.show_engine(event)

    @Slot()
    def _show_shortcuts(self) -> None:
        ShortcutSheet(self).show()

    @Slot()
    def redraw(self) -> None:
        """The theme has other colours now."""
        redraw_icons(self, self._backing.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the veil over everything."""
        super().resizeEvent(event)
        if self._veil.isVisible():
            self._veil.cover()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The application ends with its window."""
        self.workspace.leave()
        self.closed.emit()
        super().closeEvent(event)
