"""The number of a card, by which it is dragged up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel

_SIDE = 22


class DragHandle(QLabel):
    """Emits where on the screen it is dragged to, in pixels from the top."""

    dragged = Signal(int)

    def __init__(self) -> None:
        super().__init__("1")
        self.setProperty("role", "number")
        self.setFixedSize(_SIDE, _SIDE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_number(self, number: int, *, movable: bool) -> None:
        """Say which of the cards it is."""
        self.setText(str(number))
        self.setCursor(Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("Drag to change the order") if movable else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where it is."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()))
