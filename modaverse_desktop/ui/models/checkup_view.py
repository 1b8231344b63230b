"""What checking a model or the doctor found, line by line."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from modaverse_desktop.core.checkup import Checkup
from modaverse_desktop.ui.announcer import announce
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.models.words import health_word
from modaverse_desktop.ui.parts.widgets import label, push_button


class CheckupView(QWidget):
    """Emits `closed`."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label(role="heading", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)  # the window takes them
        self.text.setAccessibleName(self.tr("What was found"))
        self.close_button = push_button(self.tr("Close"))
        self.copy_button = push_button(self.tr("Copy"), tip=self.tr("Copy what was found"))
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addWidget(self.copy_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.close_button.clicked.connect(self.closed)
        self.copy_button.clicked.connect(self._copy)

    def show_checkup(self, checkup: Checkup) -> None:
        """Show it, and say how it ended."""
        words = (
            self.tr("{name} is as it should be.") if checkup.is_healthy else self.tr("{name} is not as it should be.")
        )
        self.title.setText(words.format(name=checkup.id))
        lines = [f"{health_word(each.health)}: {heard(each.about)}: {heard(each.words)}" for each in checkup.findings]
        self.text.setPlainText("\n".join(lines))
        self.close_button.setFocus()
        announce(self, self.title.text(), urgent=True)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.title.text()}\n{self.text.toPlainText()}")
