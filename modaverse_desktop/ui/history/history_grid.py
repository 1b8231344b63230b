"""The history's tiles: what is opened, starred, deleted, dragged and typed there."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame

from modaverse_desktop.service.history_model import HistoryModel
from modaverse_desktop.ui.history.tile import Tile, tile_height
from modaverse_desktop.ui.history.tile_grid import TileGrid
from modaverse_desktop.ui.history.tile_pictures import TilePictures
from modaverse_desktop.ui.theme import Theme

_NARROWEST = 164
_REDRAW_MS = 40
"""Thumbnails that come one after the other are drawn together."""


class HistoryGrid(TileGrid):
    """Says what the user wants with the tiles."""

    opened = Signal(object)
    """Show this `Row` in full."""
    starred = Signal(int, object, bool)
    """The position, the `Row`, and whether it shall have a star."""
    deleted = Signal()
    """Delete what is selected."""
    typed = Signal(str)
    """Letters, which are meant for the search."""
    chosen = Signal()
    """Others are selected."""

    def __init__(self, theme: Theme, model: HistoryModel, pictures: TilePictures) -> None:
        super().__init__(_NARROWEST)
        self.setObjectName("historyGrid")
        self._model = model
        self._tile = Tile(theme, pictures, self)
        self.setItemDelegate(self._tile)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAccessibleName(self.tr("Conversions"))
        self.activated.connect(self._open)
        self._tile.starred.connect(self._star)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REDRAW_MS)
        self._soon.timeout.connect(self.viewport().update)
        pictures.ready.connect(self._redraw_soon)
        theme.changed.connect(self.viewport().update)

    def height_for(self, width: int) -> int:
        """A picture and some words."""
        return tile_height(width)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the page."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete deletes, Enter opens; letters go to the search."""
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would ask all 50,000 rows for their text."""
        if search.strip():
            self.typed.emit(search)

    @Slot()
    def _redraw_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self.opened.emit(row)

    @Slot(object, bool)
    def _star(self, index: QModelIndex, on: bool) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self.starred.emit(index.row(), row, on)
