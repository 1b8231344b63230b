"""A text box as high as its text, within limits."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit

_LEAST_LINES = 1
_MOST_LINES = 8


class PromptEdit(QPlainTextEdit):
    """Tab leaves it; undo and redo work; plain text only."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str, *, undoable: bool = False) -> None:
        """Replace the text without emitting `textChanged`; nothing happens if it is the same."""
        if text == self.toPlainText():
            return
        blocked = self.blockSignals(True)
        if undoable:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)
        else:
            self.setPlainText(text)
        self.blockSignals(blocked)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only text."""
        self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The font is known now."""
        super().showEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only what has more than it shows; else let the page scroll."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @Slot()
    def _fit(self) -> None:
        lines = max(_LEAST_LINES, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)
