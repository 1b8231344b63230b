"""Suggestions as buttons in rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from modaverse_desktop.ui.composer.suggestions import shown
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import push_button


class ChipRow(QWidget):
    """Emits the text of the chip that was chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._texts: tuple[str, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """What is offered now."""
        return self._texts

    def show_texts(self, texts: Sequence[str]) -> None:
        """Offer `texts` instead of what was offered."""
        if tuple(texts) == self._texts:
            return
        self._texts = tuple(texts)
        while item := self._flow.takeAt(0):
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        for text in self._texts:
            chip = push_button(shown(text), "chip", tip=text if shown(text) != text else "")
            chip.clicked.connect(partial(self.chosen.emit, text))
            self._flow.addWidget(chip)
        self.updateGeometry()
