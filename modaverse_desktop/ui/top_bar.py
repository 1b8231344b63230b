"""The name of the program, and the way to its settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from modaverse_desktop.ui.parts.widgets import label, tool_button
from modaverse_desktop.ui.theme import Theme


class TopBar(QWidget):
    """One row."""

    settings = Signal()
    shortcuts = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        mark = QLabel()
        mark.setPixmap(theme.pixmap("modaverse", side=24))
        self.shortcuts_button = tool_button(theme, "keyboard", self.tr("Keyboard shortcuts"), shortcut="F1")
        self.shortcuts_button.clicked.connect(self.shortcuts)
        self.settings_button = tool_button(theme, "settings", self.tr("Settings"), shortcut="Ctrl+,")
        self.settings_button.clicked.connect(self.settings)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(6)
        row.addWidget(mark)
        row.addWidget(label("ModaVerse", "title"))
        row.addStretch()
        row.addWidget(self.shortcuts_button)
        row.addWidget(self.settings_button)
