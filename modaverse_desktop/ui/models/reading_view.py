"""A text that is only to be read, in place: a heading above it, and what can be done about it below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label, push_button


class ReadingView(QWidget):
    """Emits `closed`. What is made of it says its own words: a sentence belongs to the class that has it."""

    closed = Signal()

    def __init__(self, name: str, close: str) -> None:
        """`name` is what a screen reader calls the text, `close` stands on the button that ends it."""
        super().__init__()
        self.title = label(role="heading", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)  # the window takes them
        self.text.setAccessibleName(name)
        self.close_button = push_button(close)
        self.close_button.clicked.connect(self.closed)

    def lay_out(self, *buttons: QPushButton, above: QWidget | None = None) -> None:
        """The buttons in this order; `above`: what stands between the heading and the text."""
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.text, 1)
        column.addLayout(row)
