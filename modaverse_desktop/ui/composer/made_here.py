"""Offered below a medium that this application made: its settings, as a plan to approve again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.ui.parts.widgets import label, push_button, tool_button
from modaverse_desktop.ui.theme import Theme

_LONGEST = 90


class MadeHere(QFrame):
    """Asks once; hidden when it was answered."""

    accepted = Signal()

    def __init__(self, theme: Theme, record: Provenance) -> None:
        super().__init__()
        self.setObjectName("madeHere")
        prompt = " ".join(record.prompt.split())
        prompt = prompt if len(prompt) <= _LONGEST else f"{prompt[:_LONGEST]}…"
        self.question = label(
            self.tr("Made here: “{prompt}”. Restore these settings?").format(prompt=prompt), wrap=True
        )
        self.accept = push_button(
            self.tr("Restore"), "chip", tip=self.tr("Show the plan that made it; your draft stays as it is")
        )
        dismiss = tool_button(theme, "remove", self.tr("Leave the settings as they are"))
        self.accept.clicked.connect(self.accepted)
        self.accept.clicked.connect(self.hide)
        dismiss.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept)
        buttons.addStretch()
        buttons.addWidget(dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.question)
        column.addLayout(buttons)
