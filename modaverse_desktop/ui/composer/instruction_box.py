"""Where the instruction is written: Enter sends, Shift+Enter begins a line, ↑ brings back what was sent before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from modaverse_desktop.ui.composer.dropped import has_media

MOST_SENT = 100
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
        self._unsent = ""

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(240, self.fontMetrics().lineSpacing() * _LINES + 24)

    def history(self) -> tuple[str, ...]:
        """What was sent, the latest last."""
        return tuple(self._sent)

    def show_history(self, sent: Sequence[str]) -> None:
        """What was sent in earlier runs comes before what was sent in this one."""
        for text in [*sent, *self._sent]:
            self._note(text)
        self._position = len(self._sent)

    def remember(self, text: str) -> None:
        """Keep what was sent, for the ↑ key; the same again is only moved to the end."""
        if text:
            self._note(text)
        self._position, self._unsent = len(self._sent), ""

    def replace_text(self, text: str) -> None:
        """Another text, with the caret at its end; Ctrl+Z brings the old one back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+Enter send; ↑ and ↓ walk through what was sent while the caret is at the edge."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
        elif key == Qt.Key.Key_Up and not modifiers and self._on_edge(QTextCursor.MoveOperation.Up):
            self._walk(-1)
        elif key == Qt.Key.Key_Down and not modifiers and self._on_edge(QTextCursor.MoveOperation.Down):
            self._walk(1)
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and whatever the window can take as media."""
        return has_media(source) or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text goes into the box, anything else to the window.

        Word processors put a picture of the text beside it: where there is text and no file, text is meant.
        """
        only_text = source.hasFormat("text/plain") and not source.hasUrls()
        if has_media(source) and not only_text:
            self.media_pasted.emit(source)
        else:
            self.insertPlainText(source.text()[:_LONGEST_PASTE])

    def _note(self, text: str) -> None:
        if text in self._sent:
            self._sent.remove(text)
        self._sent = [*self._sent, text][-MOST_SENT:]

    def _on_edge(self, move: QTextCursor.MoveOperation) -> bool:
        """Whether the caret cannot go further up or down; lines that are only wrapped count as lines."""
        return not QTextCursor(self.textCursor()).movePosition(move)

    def _walk(self, step: int) -> None:
        target = self._position + step
        if not 0 <= target <= len(self._sent):
            return
        if self._position == len(self._sent):
            self._unsent = self.toPlainText()
        self._position = target
        self.replace_text(self._sent[target] if target < len(self._sent) else self._unsent)
