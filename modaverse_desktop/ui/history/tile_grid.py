"""A grid of equal cells over a list model. Places are reckoned, not kept: 50,000 rows are laid out in no time.

To screen readers it is the list view that it inherits from; of its layout, which keeps a place for each row, nothing is
used: where `QListView` has a part in it, `QAbstractItemView` is called.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_STEP = 48
"""Pixels for one notch of the wheel's third."""


class TileGrid(QListView):
    """As many columns as fit, at least `narrowest` pixels wide; `height_for` gives a cell's height for its width."""

    def __init__(self, narrowest: int) -> None:
        super().__init__()
        self._narrowest = narrowest
        self._columns = 1
        self._cell = QSize(narrowest, narrowest)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the columns would jump
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)

    def height_for(self, width: int) -> int:
        """A cell's height; square, unless told otherwise."""
        return width

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Lay out anew when rows come and go."""
        super().setModel(model)
        if model is not None:
            model.rowsInserted.connect(self.scheduleDelayedItemsLayout)
            model.rowsRemoved.connect(self.scheduleDelayedItemsLayout)

    def selected_runs(self) -> list[tuple[int, int]]:
        """What is selected as (first, last) positions, without asking for each."""
        return sorted((chosen.top(), chosen.bottom()) for chosen in self.selectionModel().selection().toList())

    # --- places ---------------------------------------------------------------------------------------------------

    def visualRect(self, index: _Index) -> QRect:
        """The cell of an index, in the viewport."""
        if not index.isValid():
            return QRect()
        line, column = divmod(index.row(), self._columns)
        corner = QPoint(column * self._cell.width(), line * self._cell.height() - self.verticalOffset())
        return QRect(corner, self._cell)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The index whose cell holds the point."""
        column = point.x() // self._cell.width()
        line = (point.y() + self.verticalOffset()) // self._cell.height()
        position = line * self._columns + column
        inside = 0 <= column < self._columns and 0 <= position < self._count()
        return self.model().index(position, 0) if inside else QModelIndex()

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as is needed to see the whole cell."""
        place, bar = self.visualRect(index), self.verticalScrollBar()
        if place.top() < 0 or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + place.top())
        elif (below := place.bottom() + 1 - self.viewport().height()) > 0:
            bar.setValue(bar.value() + min(place.top(), below))

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels above the viewport."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        """None is."""
        return False

    def updateGeometries(self) -> None:
        """Reckon columns, cells and the scroll bar's range."""
        width, count = max(1, self.viewport().width()), self._count()
        self._columns = max(1, width // self._narrowest)
        side = width // self._columns
        self._cell = QSize(side, self.height_for(side))
        lines = -(-count // self._columns)
        bar = self.verticalScrollBar()
        bar.setSingleStep(_STEP)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, lines * self._cell.height() - self.viewport().height()))
        QAbstractItemView.updateGeometries(self)

    def doItemsLayout(self) -> None:
        """Nothing is kept."""
        QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is at the top at the top."""
        first = self.indexAt(QPoint(0, 0))
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()
        if first.isValid() and first.row() >= self._columns:
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)

    # --- moving and selecting -------------------------------------------------------------------------------------

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads."""
        last = self._count() - 1
        if last < 0:
            return QModelIndex()
        now = max(0, self.currentIndex().row())
        page = max(1, self.viewport().height() // self._cell.height()) * self._columns
        steps = {
            _Action.MoveLeft: -1,
            _Action.MovePrevious: -1,
            _Action.MoveRight: 1,
            _Action.MoveNext: 1,
            _Action.MoveUp: -self._columns,
            _Action.MoveDown: self._columns,
            _Action.MovePageUp: -page,
            _Action.MovePageDown: page,
            _Action.MoveHome: -now,
            _Action.MoveEnd: last - now,
        }
        to = now + steps.get(action, 0)
        if not 0 <= to <= last and action in (_Action.MoveUp, _Action.MoveDown):
            to = last if action is _Action.MoveDown and last // self._columns > now // self._columns else now
        return self.model().index(min(last, max(0, to)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """While dragging, select the cells that the rectangle touches; else all from its one corner to the other."""
        chosen = QItemSelection()
        ends = sorted(self.indexAt(corner).row() for corner in (rect.topLeft(), rect.bottomRight()))
        dragging = self.state() is QAbstractItemView.State.DragSelectingState
        runs = self._runs_in(rect.normalized()) if dragging or ends[0] < 0 else [(ends[0], ends[1])]
        for first, last in runs:
            chosen.select(self.model().index(first, 0), self.model().index(last, 0))
        self.selectionModel().select(chosen, command)

    def selectAll(self) -> None:
        """One run of all of them."""
        if self._count():
            chosen = QItemSelection(self.model().index(0, 0), self.model().index(self._count() - 1, 0))
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """All that is seen: drawing it costs less than reckoning which."""
        return QRegion(self.viewport().rect())

    # --- drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells that are touched."""
        painter = QPainter(self.viewport())
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        hovered = self.indexAt(pointer) if self.viewport().underMouse() else QModelIndex()
        for first, last in self._runs_in(event.rect()):
            for position in range(first, last + 1):
                self._paint_cell(painter, self.model().index(position, 0), hovered)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is drawn; only what comes into sight is drawn anew."""
        self.viewport().scroll(dx, dy)

    def _paint_cell(self, painter: QPainter, index: QModelIndex, hovered: QModelIndex) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        option.state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            option.state |= QStyle.StateFlag.State_HasFocus
        if index == hovered:
            option.state |= QStyle.StateFlag.State_MouseOver
        self.itemDelegateForIndex(index).paint(painter, option, index)

    def _runs_in(self, rect: QRect) -> Iterator[tuple[int, int]]:
        """The cells that a rectangle of the viewport touches, as (first, last) of each line."""
        width, height, top = self._cell.width(), self._cell.height(), self.verticalOffset()
        left, right = max(0, rect.left() // width), min(self._columns - 1, rect.right() // width)
        first_line, last_line = max(0, (rect.top() + top) // height), (rect.bottom() + top) // height
        last = self._count() - 1
        for line in range(first_line, min(last_line, last // self._columns) + 1):
            start, end = line * self._columns + left, min(last, line * self._columns + right)
            if start <= end:
                yield start, end

    def _count(self) -> int:
        return self.model().rowCount() if self.model() is not None else 0
