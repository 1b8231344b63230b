"""What a newcomer reads: what this is, and three steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

_WIDTH = 460


class Welcome(QWidget):
    """Shown while there are no conversions."""

    sample = Signal()
    browse = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._mark = QLabel()
        self._mark.setPixmap(theme.pixmap("modaverse", side=52))
        column.addWidget(self._mark)
        column.addSpacing(6)
        column.addWidget(label(self.tr("Show it something, say what you want"), "display", wrap=True))
        about = self.tr(
            "ModaVerse looks at your picture, proposes what to make, and makes it after you approve. "
            "Everything stays on this computer."
        )
        column.addWidget(label(about, "muted", wrap=True))
        column.addSpacing(14)
        for number, title, text in (
            ("1", self.tr("Drop a picture"), self.tr("or start from words alone")),
            ("2", self.tr("Write a sentence"), self.tr("“What is this?” or “Make an icon of this”")),
            ("3", self.tr("Approve the plan"), self.tr("change it first, if you like")),
        ):
            column.addLayout(_step(number, title, text))
            column.addSpacing(4)
        column.addSpacing(12)
        self.sample_button = push_button(self.tr("Try it with a sample picture"), "primary")
        self.browse_button = push_button(self.tr("Choose a picture…"))
        self.sample_button.clicked.connect(self.sample)
        self.browse_button.clicked.connect(self.browse)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.sample_button)
        buttons.addWidget(self.browse_button)
        buttons.addStretch()
        column.addLayout(buttons)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(inner)
        middle.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)

    @Slot(bool)
    def show_sample(self, there: bool) -> None:
        """Hide the sample's button in an installation without samples."""
        self.sample_button.setVisible(there)


def _step(number: str, title: str, text: str) -> QHBoxLayout:
    badge = label(number, "number")
    badge.setFixedSize(22, 22)
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(badge)
    row.addWidget(label(title, "heading"))
    row.addWidget(label(text, "muted"), 1)
    return row
