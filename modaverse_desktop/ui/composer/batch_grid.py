"""The files of a batch as small square pictures, which appear as they are ready."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from modaverse_desktop.ui.composer.batch import Batch
from modaverse_desktop.ui.theme import Theme

_CELL = 64
_GAP = 3
_RADIUS = 6


class BatchGrid(QListView):
    """Delete leaves the selected files out."""

    def __init__(self, theme: Theme, batch: Batch) -> None:
        super().__init__()
        self._batch = batch
        self.setModel(batch)
        self.setItemDelegate(_Cell(theme, self))
        self.setAccessibleName(self.tr("Files of the batch"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(_CELL, _CELL))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(False)  # drops belong to the window
        self.setMinimumHeight(_CELL + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._batch.remove([index.row() for index in self.selectedIndexes()])
        else:
            super().keyPressEvent(event)


class _Cell(QStyledItemDelegate):
    """A picture cut to a square, with a frame when it is selected or has the focus."""

    def __init__(self, theme: Theme, parent: BatchGrid) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All alike."""
        return QSize(_CELL, _CELL)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """See the class."""
        place = QRectF(option.rect).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        picture: QPixmap = index.data(Qt.ItemDataRole.DecorationRole)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(place, self._theme.colour("sunken"))
        is_icon = picture.width() / picture.devicePixelRatio() < _CELL / 2
        target, source = _whole(place, picture) if is_icon else _filling(place, picture)
        painter.drawPixmap(target, picture, source)
        painter.setClipping(False)
        state = option.state
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_HasFocus:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(QPen(self._theme.colour("accent" if selected else "border-strong"), 3 if selected else 2))
            painter.drawPath(outline)
        painter.restore()


def _whole(place: QRectF, icon: QPixmap) -> tuple[QRectF, QRectF]:
    """An icon in the middle of its place."""
    side = icon.width() / icon.devicePixelRatio()
    target = QRectF(0, 0, side, side)
    target.moveCenter(place.center())
    return target, QRectF(icon.rect())


def _filling(place: QRectF, picture: QPixmap) -> tuple[QRectF, QRectF]:
    """The middle square of a picture over all of its place."""
    side = min(picture.width(), picture.height())
    return place, QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
