"""What happens now, in words, and one honest bar: it moves only when something is known."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.progress_bar import SlimBar
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.theme import Theme

_STEPS = 1000


class ProgressLine(QWidget):
    """`show_progress` with a fraction of 0 to 1, or None while it is unknown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = label(role="muted", wrap=True)
        self._bar = SlimBar(theme)
        self._bar.setAccessibleName(self.tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._bar)

    def show_progress(self, words: str, fraction: float | None, spoken: str = "", *, waiting: bool = False) -> None:
        """`waiting` shows no bar at all: nothing runs yet. `spoken` is what a screen reader says, and not so often."""
        if self._words.text() != words:
            self._words.setText(words)
        if self._bar.accessibleDescription() != (spoken or words):
            self._bar.setAccessibleDescription(spoken or words)
        self._bar.setVisible(not waiting)
        if fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(max(0.0, min(1.0, fraction)) * _STEPS))
