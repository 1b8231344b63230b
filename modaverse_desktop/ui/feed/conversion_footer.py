"""The last line of an ended conversion: how it went, and how to go on from it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.ui.parts.widgets import label, push_button


class ConversionFooter(QWidget):
    """Hidden until the conversion has ended."""

    repeated = Signal()
    """Ask the model once more."""
    reopened = Signal()
    """Go back to the plan, as a new conversion."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label(role="small", wrap=True)
        self.edit_button = push_button(self.tr("Edit and run again"), "link")
        self.again_button = push_button(self.tr("Ask again"), "link")
        self.edit_button.clicked.connect(self.reopened)
        self.again_button.clicked.connect(self.repeated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self.edit_button)
        row.addWidget(self.again_button)
        self.hide()

    def render(self, conversion: Conversion) -> None:
        """Draw the conversion's end, if it has one."""
        self.setVisible(conversion.state.terminal)
        if not conversion.state.terminal:
            return
        self._words.setText(self._how_it_went(conversion))
        self.edit_button.setVisible(bool(conversion.invocations))
        words = self.tr("Ask again") if conversion.state is State.DONE else self.tr("Try again")
        self.again_button.setText(words)
        self.again_button.setAccessibleName(words)

    def _how_it_went(self, conversion: Conversion) -> str:
        if conversion.state is State.CANCELLED:
            made = len(conversion.artifacts)
            return (
                self.tr("You stopped it. {made} finished before.").format(made=made)
                if made
                else self.tr("You stopped it.")
            )
        parts: list[str] = []
        if conversion.interpret_seconds:
            parts.append(self.tr("read in {seconds:.1f} s").format(seconds=conversion.interpret_seconds))
        if conversion.generate_seconds:
            parts.append(self.tr("made in {seconds:.1f} s").format(seconds=conversion.generate_seconds))
        return " · ".join(parts)
