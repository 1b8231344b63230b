"""Where the instruction is written: Enter sends, Shift+Enter begins a line, ↑ brings back what was sent before."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES = 3
_LONGEST_PASTE = 200_000
"""Characters; a text box with megabytes in it would stall the window."""


class InstructionBox(QPlainTextEdit):
    """Tab leaves it. Files and images that are pasted are passed on through `media_pasted`."""

    sent = Signal()
    media_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # drops belong to the window
        self.setAccessibleName(self.tr("Instruction"))
        self.setPlaceholderText(self.tr("What do you want? For example: Make an icon of this"))
        self._sent: list[str] = []
        self._position = 0

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(240, self.fontMetrics().lineSpacing() * _LINES + 24)

    def remember(self, text: str) -> None:
        """Keep what was sent, for the ↑ key."""
        if text and (not self._sent or self._sent[-1] != text):
            self._sent.append(text)
        self._position = len(self._sent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+Enter send; ↑ and ↓ walk through what was sent while the caret is at the edge."""
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
        elif key == Qt.Key.Key_Up and not modifiers and self.textCursor().blockNumber() == 0:
            self._walk(-1)
        elif key == Qt.Key.Key_Down and not modifiers and self.textCursor().blockNumber() == self.blockCount() - 1:
            self._walk(1)
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and whatever the window can take as media."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text goes into the box, anything else to the window."""
        if source.hasImage() or (source.hasUrls() and any(url.isLocalFile() for url in source.urls())):
            self.media_pasted.emit(source)
            return
        self.insertPlainText(source.text()[:_LONGEST_PASTE])

    def _walk(self, step: int) -> None:
        target = self._position + step
        if not 0 <= target <= len(self._sent):
            return
        self._position = target
        self.setPlainText(self._sent[target] if target < len(self._sent) else "")
        self.moveCursor(self.textCursor().MoveOperation.End)
