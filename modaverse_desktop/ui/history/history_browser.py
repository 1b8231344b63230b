"""Filters above the grid of tiles, and what can be done with those that are selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.library.entry import Filter, Row
from modaverse_desktop.service.history_model import HistoryModel
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.ui.history.filter_bar import FilterBar
from modaverse_desktop.ui.history.history_grid import HistoryGrid
from modaverse_desktop.ui.history.tile import spoken
from modaverse_desktop.ui.history.tile_pictures import TilePictures
from modaverse_desktop.ui.history.undo_bar import UndoBar
from modaverse_desktop.ui.history.words import counted
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

_MANY = 500
"""More selected ones than this are not looked at one by one here."""


class HistoryBrowser(QWidget):
    """Says which entry shall be opened; stars and deletes by itself."""

    opened = Signal(object)
    """Show this `Row` in full."""

    def __init__(self, theme: Theme, service: HistoryService, pictures: TilePictures) -> None:
        super().__init__()
        self._service = service
        self._action: Callable[[Sequence[str]], None] | None = None
        self._asked_ids = 0
        self.model = HistoryModel(service, spoken, self)
        self.filters = FilterBar(theme)
        self.grid = HistoryGrid(theme, self.model, pictures)
        self.undo = UndoBar(theme)
        self.error = InlineError(theme)
        self.count = label(role="muted")
        self._selected = label(role="muted")
        self.open_button = push_button(self.tr("Open"), "small")
        self.star_button = push_button(self.tr("Star"), "small")
        self.delete_button = push_button(self.tr("Delete"), "small", tip=self.tr("Delete what is selected; files stay"))
        self.export_button = push_button(
            self.tr("Export edits…"), "small", tip=self.tr("Write your corrections as training pairs (JSON Lines)")
        )
        self._empty = QWidget()
        self._empty_words = label(role="muted", wrap=True)
        self._clear_button = push_button(self.tr("Show everything"), "link")
        self._lay_out()
        self._connect()
        self._chosen()

    # --- looking --------------------------------------------------------------------------------------------------

    @Slot(int)
    def _shown(self, count: int) -> None:
        self.error.clear()
        self.count.setText(counted(self.tr("1 conversion"), self.tr("{count} conversions"), count))
        narrowed = self.model.filter != Filter()
        self._empty_words.setText(
            self.tr("Nothing here is like that.")
            if narrowed
            else self.tr("What you convert is kept here: what you asked, what the model proposed, and what was made.")
        )
        self._clear_button.setVisible(narrowed)
        self.export_button.setVisible(self.model.filter.edited and count > 0)
        self._empty.setVisible(count == 0)
        self.grid.setVisible(count > 0)

    @Slot(str)
    def _search_for(self, letters: str) -> None:
        self.filters.search.setFocus()
        self.filters.search.setText(self.filters.search.text() + letters)

    @Slot(object)
    def show_error(self, error: AppError) -> None:
        """Say it above the tiles."""
        self.error.show_error(error)

    # --- what is selected -----------------------------------------------------------------------------------------

    @Slot()
    def _chosen(self) -> None:
        count = self._selected_count()
        words = self.tr("{count} selected").format(count=QLocale().toString(count)) if count else ""
        self._selected.setText(words)
        self.open_button.setEnabled(count == 1)
        self.star_button.setEnabled(count > 0)
        self.delete_button.setEnabled(count > 0)
        star = self.tr("Remove the star") if self._all_starred() else self.tr("Star")
        self.star_button.setText(star)
        self.star_button.setAccessibleName(star)

    @Slot()
    def _open_selected(self) -> None:
        rows = self._known()
        if rows:
            self.opened.emit(rows[0])

    @Slot()
    def _star_selected(self) -> None:
        """All get one, unless all have one."""
        self._with_selected(self._take_stars if self._all_starred() else self._give_stars)

    @Slot()
    def _delete_selected(self) -> None:
        self._with_selected(self._delete)

    def _give_stars(self, ids: Sequence[str]) -> None:
        self._service.star(ids, True)

    def _take_stars(self, ids: Sequence[str]) -> None:
        self._service.star(ids, False)

    def _delete(self, ids: Sequence[str]) -> None:
        self.model.take_out(self.grid.selected_runs())
        self._service.files_of(ids)
        self._service.delete(ids)
        self.undo.show_deleted(ids)
        (self.grid if self.grid.isVisible() else self.undo.undo_button).setFocus()

    def _with_selected(self, action: Callable[[Sequence[str]], None]) -> None:
        """Do it with the ids of what is selected; those that nobody has looked at are asked for first."""
        rows = self._known()
        if rows is None:
            self._action = action
            self._asked_ids = self._service.ids(self.model.filter, self.grid.selected_runs(), self.model.rowCount())
        elif rows:
            action([row.id for row in rows])

    @Slot(int, object)
    def _ids_found(self, ticket: int, ids: Sequence[str]) -> None:
        if ticket == self._asked_ids and self._action is not None:
            self._action(ids)
            self._action = None

    def _known(self) -> list[Row] | None:
        """The selected rows; None if they are many, or not all of them have been looked at."""
        if self._selected_count() > _MANY:
            return None
        positions = [p for first, last in self.grid.selected_runs() for p in range(first, last + 1)]
        rows = [row for row in map(self.model.row, positions) if row is not None]
        return rows if len(rows) == len(positions) else None

    def _all_starred(self) -> bool:
        rows = self._known()
        return bool(rows) and all(row.starred for row in rows or ())

    def _selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self.grid.selected_runs())

    # --- one of them ----------------------------------------------------------------------------------------------

    @Slot(int, object, bool)
    def _star(self, position: int, row: Row, on: bool) -> None:
        self.model.change(position, replace(row, starred=on))  # at once
        self._service.star([row.id], on)

    @Slot(object)
    def _offer_trash(self, files: Sequence[Path]) -> None:
        self.undo.offer_trash(files)

    # --- all that were edited -------------------------------------------------------------------------------------

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Export edits"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("jsonl")
        dialog.selectFile("edits.jsonl")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._export)
        dialog.open()

    @Slot(str)
    def _export(self, file: str) -> None:
        self._service.export_edits(self.model.filter, Path(file))

    @Slot(int)
    def _exported(self, count: int) -> None:
        self._selected.setText(counted(self.tr("1 pair was written"), self.tr("{count} pairs were written"), count))

    # --- making ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.filters.changed.connect(self.model.show)
        self.model.shown.connect(self._shown)
        self.model.dataChanged.connect(self._chosen)
        self.grid.opened.connect(self.opened)
        self.grid.starred.connect(self._star)
        self.grid.deleted.connect(self._delete_selected)
        self.grid.typed.connect(self._search_for)
        self.grid.chosen.connect(self._chosen)
        self._service.packs_found.connect(self.filters.offer_packs)
        self._service.ids_found.connect(self._ids_found)
        self._service.files_found.connect(self._offer_trash)
        self._service.trashed.connect(self.undo.show_trashed)
        self.undo.undone.connect(self._service.restore)
        self.undo.trashed.connect(self._service.trash)
        self._service.exported.connect(self._exported)
        self.export_button.clicked.connect(self._ask_where)
        self._clear_button.clicked.connect(self.filters.clear)
        self.open_button.clicked.connect(self._open_selected)
        self.star_button.clicked.connect(self._star_selected)
        self.delete_button.clicked.connect(self._delete_selected)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filters.search.setFocus)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self._selected)
        for button in (self.export_button, self.open_button, self.star_button, self.delete_button):
            row.addWidget(button)
        self.export_button.hide()
        empty = QVBoxLayout(self._empty)
        empty.addWidget(self._empty_words)
        empty.addWidget(self._clear_button)
        empty.addStretch()
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 8, 10)
        column.setSpacing(10)
        column.addWidget(self.filters)
        column.addWidget(self.error)
        column.addLayout(row)
        column.addWidget(self.grid, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.undo)
