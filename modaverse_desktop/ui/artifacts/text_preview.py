"""An answer in words: read while it is written, selected and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality

_MARK = "▍"


class TextPreview(QLabel):
    """Plain text, whatever a model writes; with a mark at its end while more is to come."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setProperty("role", "answer")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """All of it."""
        self.setText(text)
        self.setAccessibleName(self.tr("Answer: {text}").format(text=text))

    def stream(self, meta_response: str) -> bool:
        """Show what there is of an answer; False if what is being written is no answer in words."""
        answer = answer_in(meta_response)
        if answer is not None:
            self.setText(answer + _MARK)
        return answer is not None


def answer_in(meta_response: str) -> str | None:
    """The answer that an unfinished meta-response holds so far, if it begins with one."""
    reading = parse_meta_response(meta_response)
    first = reading.invocations[0] if reading.invocations and not reading.unread else None
    return first.prompt if first is not None and first.task is Modality.TEXT else None
