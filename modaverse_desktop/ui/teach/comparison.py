"""Before and after, side by side, on examples that were not learned from; then the user keeps or discards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from modaverse_desktop.media.files import shown_name
from modaverse_desktop.service.own_standing import Compared
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.teach.example_list import plan_words
from modaverse_desktop.ui.words import number

_HEIGHT = 230


class Comparison(QWidget):
    """Emits `kept` with a name, and `discarded`."""

    kept = Signal(str)
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = label("", wrap=True)
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(self.tr("Before and after"))
        headers = (self.tr("Question"), self.tr("Wanted"), self.tr("Before"), self.tr("After"))
        self.table.setHorizontalHeaderLabels(headers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.setMinimumHeight(_HEIGHT)
        self.name = QLineEdit()
        self.name.setAcceptDrops(False)  # drops belong to the window
        self.name.setAccessibleName(self.tr("Name of the new model"))
        self.name.setPlaceholderText(self.tr("Name of the new model"))
        self.name.setMaxLength(60)
        self.keep_button = push_button(self.tr("Keep"), "primary")
        self.discard_button = push_button(self.tr("Discard"))
        self.keep_button.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.discard_button.clicked.connect(self.discarded)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.keep_button)
        row.addWidget(self.discard_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.table)
        column.addLayout(row)

    def show_rows(self, rows: Sequence[Compared], name: str) -> None:
        """Fill the table, and propose a name."""
        words = self.tr(
            "Of {count} examples that it did not learn from. Right kind: {kind_before} before, {kind} now. "
            "Word for word: {exact_before} before, {exact} now."
        )
        self.said.setText(
            words.format(
                count=number(len(rows)),
                kind_before=number(sum(row.before_right for row in rows)),
                kind=number(sum(row.after_right for row in rows)),
                exact_before=number(sum(row.before_exact for row in rows)),
                exact=number(sum(row.after_exact for row in rows)),
            )
        )
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            files = "".join(f"[{shown_name(Path(path))}] " for path in row.media)
            marked = (self._marked(row, before=True), self._marked(row, before=False))
            cells = (files + row.instruction, plan_words(row.wanted), *marked)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
        self.table.resizeRowsToContents()
        self.name.setText(name)

    def _marked(self, row: Compared, *, before: bool) -> str:
        plan, right = (row.before, row.before_right) if before else (row.after, row.after_right)
        sign = self.tr("✓ right kind") if right else self.tr("✗ wrong kind")
        return f"{sign}\n{plan_words(plan)}"

    @Slot()
    def _keep(self) -> None:
        self.kept.emit(self.name.text().strip())
