"""Where an artifact was: what became of its file, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from modaverse_desktop.ui.parts.widgets import label, push_button


class GoneNotice(QFrame):
    """Says it in place of the preview."""

    looked_again = Signal()
    made_again = Signal()

    def __init__(self, path: Path, *, can_make_again: bool) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._path = path
        self._words = label(wrap=True, selectable=True)
        self.look_button = push_button(self.tr("Look again"), "small")
        self.make_button = push_button(self.tr("Make it again"), "small")
        self.look_button.clicked.connect(self.looked_again)
        self.make_button.clicked.connect(self.made_again)
        buttons = QHBoxLayout()
        buttons.addWidget(self.look_button)
        buttons.addWidget(self.make_button)
        buttons.addStretch()
        self.make_button.setVisible(can_make_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.setMinimumWidth(320)

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, *, trashed: bool) -> None:
        """The user moved it to the trash here, or it went another way."""
        name = self._path.name
        if trashed:
            words = self.tr("“{name}” is in the trash. To undo this, restore it from there, then look again.")
        else:
            words = self.tr(
                "“{name}” is not there any more. If it was moved or its disk is not connected, put it back into "
                "{folder} and look again."
            )
        self._words.setText(words.format(name=name, folder=self._path.parent))
