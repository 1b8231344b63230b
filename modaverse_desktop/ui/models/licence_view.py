"""Licences to be read and accepted in place, of packs that are there or that are to be added."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label, push_button


class LicenceView(QWidget):
    """Emits `accepted` or `closed`."""

    accepted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label(role="heading", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)  # the window takes them
        self.text.setAccessibleName(self.tr("Licence"))
        self.accept_button = push_button(self.tr("I accept"), "primary")
        self.close_button = push_button(self.tr("Not now"))
        row = QHBoxLayout()
        row.addWidget(self.accept_button)
        row.addWidget(self.close_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.accept_button.clicked.connect(self._accept)
        self.close_button.clicked.connect(self.closed)

    def show_text(self, title: str, text: str, *, to_accept: bool) -> None:
        """Show a text; it is to be accepted, or only to be read."""
        self.title.setText(title)
        self.text.setPlainText(text)
        self.accept_button.setVisible(to_accept)
        words = self.tr("Not now") if to_accept else self.tr("Close")
        self.close_button.setText(words)
        self.close_button.setAccessibleName(words)
        (self.accept_button if to_accept else self.close_button).setFocus()

    @Slot()
    def _accept(self) -> None:
        self.accepted.emit()
