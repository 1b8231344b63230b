"""Asks in place whether a model shall go to the trash."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from modaverse_desktop.service.pack_rows import PackRow
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.words import file_size


class RemovalBar(QFrame):
    """Hidden until asked; emits `confirmed` with the row, and whether its parts go too."""

    confirmed = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._row: PackRow | None = None
        self.words = label(wrap=True)
        self.with_parts = QCheckBox(self.tr("With its parts that no other set needs"))
        self.yes_button = push_button(self.tr("Move to the trash"), "small")
        self.no_button = push_button(self.tr("Keep it"), "small")
        row = QHBoxLayout()
        row.addWidget(self.yes_button)
        row.addWidget(self.no_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        for widget in (self.words, self.with_parts):
            column.addWidget(widget)
        column.addLayout(row)
        self.yes_button.clicked.connect(self._confirm)
        self.no_button.clicked.connect(self.hide)
        self.hide()

    def ask(self, row: PackRow) -> None:
        """Whether this one."""
        self._row = row
        self.words.setText(
            self.tr("Move {name} ({size}) to the trash?").format(name=row.name, size=file_size(row.size))
        )
        self.with_parts.setVisible(row.kind == "stack")
        self.with_parts.setChecked(row.kind == "stack")
        self.show()
        self.no_button.setFocus()

    @Slot()
    def _confirm(self) -> None:
        self.hide()
        if self._row is not None:
            self.confirmed.emit(self._row, self.with_parts.isChecked() and self._row.kind == "stack")
