"""The history as a list for views: as many rows as there are entries, of which only the pages that are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from modaverse_desktop.library.entry import Filter, Row
from modaverse_desktop.service.history_service import HistoryService

PAGE = 60
"""Rows that are fetched at once: about two screens of tiles."""
_MOST_ROWS = 40 * PAGE
_NEAR_PAGES = 10
_REFRESH_MS = 300
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HistoryRole(IntEnum):
    """What a row knows besides its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """Its `Row`, or None while it is being fetched."""


class HistoryModel(QAbstractListModel):
    """The newest entry first. What is shown stays until what is wanted now has come."""

    shown = Signal(int)
    """The entries of the last filter are there now, so many."""

    def __init__(self, service: HistoryService, describe: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._describe = describe
        self._filter = Filter()
        self._count = 0
        self._rows: dict[int, Row] = {}
        self._fresh: set[int] = set()
        self._asked: dict[int, int] = {}
        self._counting: int | None = None
        self._first: int | None = None
        self._another = False
        self._new_count: int | None = None
        self._new_rows: list[Row] | None = None
        self._watched = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        service.counted.connect(self._counted)
        service.found.connect(self._found)
        service.changed.connect(self._changed)

    # --- for views ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many as there are entries; all of them, so that the scroll bar tells the truth."""
        return 0 if parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text, and what `HistoryRole` names; asks for the page if it is not there."""
        if not index.isValid():
            return None
        row = self._row(index.row())
        if role == HistoryRole.ROW:
            return row
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.instruction
        return self._describe(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def row(self, position: int) -> Row | None:
        """What is known of the entry there."""
        return self._rows.get(position)

    # --- for the page ---------------------------------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        return self._filter

    def show(self, wanted: Filter) -> None:
        """Want other entries; they are shown when they have come."""
        self._filter = wanted
        self._another = True
        self.refresh()

    def watch(self, on: bool) -> None:
        """Follow the history while somebody looks; look again at once when it begins."""
        self._watched = on
        if on:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again; what is shown meanwhile stays."""
        self._soon.stop()
        self._ask_no_more()
        self._new_count = self._new_rows = None
        self._counting = self._service.count(self._filter)
        self._first = self._service.find(self._filter, 0, PAGE)

    def change(self, position: int, row: Row) -> None:
        """Show what the user has just changed, before the history says so."""
        self._rows[position] = row
        index = self.index(position)
        self.dataChanged.emit(index, index)

    def take_out(self, runs: Iterable[tuple[int, int]]) -> None:
        """Show no more what the user has just deleted: the positions from first to last of each run."""
        self._ask_no_more()  # pages would come to the wrong places
        for first, last in sorted(runs, reverse=True):
            self.beginRemoveRows(_ROOT, first, last)
            gone = last - first + 1
            self._rows = {p if p < first else p - gone: row for p, row in self._rows.items() if not first <= p <= last}
            self._count -= gone
            self._fresh.clear()
            self.endRemoveRows()
        self.shown.emit(self._count)

    # --- answers --------------------------------------------------------------------------------------------------

    @Slot(int, int)
    def _counted(self, ticket: int, count: int) -> None:
        if ticket == self._counting:
            self._counting = None
            self._new_count = count
            self._arrived()

    @Slot(int, object)
    def _found(self, ticket: int, rows: Sequence[Row]) -> None:
        if ticket == self._first:
            self._first = None
            self._new_rows = list(rows)
            self._arrived()
            return
        page = self._asked.pop(ticket, None)
        if page is not None:
            self._take(page, rows)

    def _arrived(self) -> None:
        """Both the count and the first page are needed."""
        if self._new_count is None or self._new_rows is None:
            return
        count, rows = self._new_count, self._new_rows
        grown = count - self._count
        self._new_count = self._new_rows = None
        if self._another or grown < 0:
            self.beginResetModel()
            self._rows, self._count = {}, count
            self.endResetModel()
        elif grown:  # new ones come first: what is selected below stays selected
            self.beginInsertRows(_ROOT, 0, grown - 1)
            self._rows = {position + grown: row for position, row in self._rows.items()}
            self._count = count
            self.endInsertRows()
        self._another = False
        self._fresh.clear()
        self._take(0, rows)
        if self._count > PAGE:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))  # views ask for what they show
        self.shown.emit(count)

    def _take(self, page: int, rows: Sequence[Row]) -> None:
        if not rows:
            return
        first = page * PAGE
        self._rows.update(enumerate(rows, first))
        self._fresh.add(page)
        self._forget_far(page)
        self.dataChanged.emit(self.index(first), self.index(min(first + len(rows), self._count) - 1))

    def _row(self, position: int) -> Row | None:
        page = position // PAGE
        if page not in self._fresh and page not in self._asked.values() and self._first is None:
            self._asked[self._service.find(self._filter, page * PAGE, PAGE)] = page
        return self._rows.get(position)

    def _ask_no_more(self) -> None:
        for ticket in [*self._asked, self._counting, self._first]:
            if ticket is not None:
                self._service.drop(ticket)
        self._asked.clear()
        self._counting = self._first = None

    def _forget_far(self, page: int) -> None:
        """Scrolling through everything must not keep everything."""
        if len(self._rows) > _MOST_ROWS:
            near = range((page - _NEAR_PAGES) * PAGE, (page + _NEAR_PAGES) * PAGE)
            self._rows = {position: row for position, row in self._rows.items() if position in near}
            self._fresh = {kept for kept in self._fresh if kept * PAGE in near}

    @Slot()
    def _changed(self) -> None:
        if self._watched and not self._soon.isActive():
            self._soon.start()
