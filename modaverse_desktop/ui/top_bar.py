"""The name of the program, and the ways to its settings and to help."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from modaverse_desktop.ui.parts.widgets import label, tool_button
from modaverse_desktop.ui.theme import Theme


class TopBar(QWidget):
    """One row."""

    settings = Signal()
    introduction = Signal()
    shortcuts = Signal()
    about = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mark = QLabel()
        self.help_button = tool_button(theme, "help", self.tr("Help"))
        self.help_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.help_menu = self._make_menu()
        self.help_button.setMenu(self.help_menu)
        self.settings_button = tool_button(theme, "settings", self.tr("Settings"), shortcut="Ctrl+,")
        self.settings_button.clicked.connect(self.settings)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(label("ModaVerse", "title"))
        row.addStretch()
        row.addWidget(self.help_button)
        row.addWidget(self.settings_button)
        self._draw_mark()
        theme.changed.connect(self._draw_mark)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Introduction"), self.introduction.emit)
        shortcuts = menu.addAction(self.tr("Keyboard shortcuts"), self.shortcuts.emit)
        shortcuts.setShortcut(QKeySequence("F1"))
        self.addAction(shortcuts)  # so that its key counts while the menu is closed
        menu.addAction(self.tr("About ModaVerse"), self.about.emit)
        return menu

    def _draw_mark(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("modaverse", side=24))
