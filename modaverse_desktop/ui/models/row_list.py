"""The models as a list: name and state, and below them, smaller, what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from modaverse_desktop.service.pack_rows import PackRow, PackState
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.models.words import facts, state_colour, state_word
from modaverse_desktop.ui.theme import Theme

_PADDING = 8
_GAP = 2
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowRole(IntEnum):
    """What a row knows besides its name."""

    FACTS = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    COLOUR = Qt.ItemDataRole.UserRole + 3


class RowModel(QAbstractListModel):
    """`PackRow`s in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PackRow, ...] = ()

    def show_rows(self, rows: Sequence[PackRow]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, and what `RowRole` names."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        name = heard(row.name) if row.state is PackState.PROBLEM else row.name
        return {
            Qt.ItemDataRole.DisplayRole: name,
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(
                part for part in (name, state_word(row.state), facts(row)) if part
            ),
            RowRole.FACTS: facts(row),
            RowRole.STATE: state_word(row.state),
            RowRole.COLOUR: state_colour(row.state),
        }.get(role)


class RowList(QListView):
    """Emits `chosen` with the current row, or None."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = RowModel()
        self.setModel(self._rows)
        self.setItemDelegate(_TwoLines(theme, self))
        self.setAccessibleName(self.tr("Models"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(150)
        self.selectionModel().currentChanged.connect(self._changed)

    @property
    def row(self) -> PackRow | None:
        """The current one."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[PackRow]) -> None:
        """List these; the current one stays the current one."""
        before = self.row
        self._rows.show_rows(rows)
        like = [place for place, row in enumerate(rows) if before and row.id == before.id]
        same = [place for place in like if before and rows[place].name == before.name]
        self.choose(next(iter(same or like), 0))

    def choose(self, place: int) -> None:
        """Make this row the current one."""
        index = self._rows.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.chosen.emit(self.row)

    def choose_id(self, name: str) -> bool:
        """Make the pack of this id the current one; whether it is there."""
        places = [place for place, row in enumerate(self._rows.rows) if row.id == name]
        if places:
            self.choose(places[-1])
        return bool(places)

    @Slot()
    def _changed(self) -> None:
        self.chosen.emit(self.row)


class _TwoLines(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, 2 * option.fontMetrics.height() + _GAP + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        metrics = option.fontMetrics
        area = option.rect.adjusted(_PADDING + 2, _PADDING, -_PADDING, -_PADDING)
        first = QRect(area.left(), area.top(), area.width(), metrics.height())
        second = first.translated(0, metrics.height() + _GAP)
        state = str(index.data(RowRole.STATE))
        painter.setPen(self._theme.colour(str(index.data(RowRole.COLOUR))))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        first.setRight(first.right() - metrics.horizontalAdvance(state) - _PADDING)
        for place, role, colour in ((first, Qt.ItemDataRole.DisplayRole, "text"), (second, RowRole.FACTS, "muted")):
            text = metrics.elidedText(index.data(role) or "", Qt.TextElideMode.ElideMiddle, place.width())
            painter.setPen(self._theme.colour(colour))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
