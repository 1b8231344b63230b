"""Which part of a sound or a video is meant: from here, until here, all of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from modaverse_desktop.core.media import SHORTEST_PART, Part
from modaverse_desktop.ui.parts.widgets import push_button


class PartRow(QWidget):
    """`here` says where the player stands, in seconds; `seconds` is how long all of it takes."""

    chosen = Signal(object)
    """A `Part`, or None for all of it."""

    def __init__(self, name: str, seconds: float, here: Callable[[], float]) -> None:
        super().__init__()
        self._seconds = seconds
        self._here = here
        self._part: Part | None = None
        self.from_button = push_button(self.tr("From here"), "link", tip=self.tr("Leave out what comes before (I)"))
        self.until_button = push_button(self.tr("Until here"), "link", tip=self.tr("Leave out what comes after (O)"))
        self.all_button = push_button(self.tr("All of it"), "link", tip=self.tr("Leave nothing out"))
        for button in (self.from_button, self.until_button, self.all_button):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.from_button.clicked.connect(self.begin_here)
        self.until_button.clicked.connect(self.end_here)
        self.all_button.clicked.connect(self._take_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in (self.from_button, self.until_button, self.all_button):
            row.addWidget(button)
        row.addStretch()
        self.show_part(None)

    def show_part(self, part: Part | None) -> None:
        """What is meant now."""
        self._part = part
        self.all_button.setVisible(part is not None)

    @Slot()
    def begin_here(self) -> None:
        """Leave out what comes before; an end that lies there, too, is forgotten."""
        end = self._part.end if self._part is not None else self._seconds
        here = min(self._here(), self._seconds - SHORTEST_PART)
        self._choose(here, end if end - here >= SHORTEST_PART else self._seconds)

    @Slot()
    def end_here(self) -> None:
        """Leave out what comes after; a beginning that lies there, too, is forgotten."""
        start = self._part.start if self._part is not None else 0.0
        here = max(self._here(), SHORTEST_PART)
        self._choose(start if here - start >= SHORTEST_PART else 0.0, here)

    @Slot()
    def _take_all(self) -> None:
        self.from_button.setFocus()
        self.chosen.emit(None)

    def _choose(self, start: float, end: float) -> None:
        start, end = round(start, 3), round(end, 3)
        self.chosen.emit(Part(start, end) if start > 0 or end < self._seconds else None)
