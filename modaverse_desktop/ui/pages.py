"""The right side: what goes on now, or the history; the history's page is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import push_button


class Page(Enum):
    """What the right side can show; the value is its place."""

    NOW = 0
    HISTORY = 1


class Pages(QWidget):
    """Two buttons, one of which is down, above the page that it stands for."""

    turned = Signal(object)
    """The `Page` that is shown now."""

    def __init__(self, now: QWidget, make_history: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make_history = make_history
        self._stack = QStackedWidget()
        self._stack.addWidget(now)
        self._buttons = QButtonGroup(self)
        self.now_button = self._add_button(Page.NOW, self.tr("Now"), "Ctrl+1")
        self.history_button = self._add_button(Page.HISTORY, self.tr("History"), "Ctrl+2")
        self.now_button.setChecked(True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 4)
        row.setSpacing(6)
        row.addWidget(self.now_button)
        row.addWidget(self.history_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self._buttons.idClicked.connect(self._clicked)

    @property
    def page(self) -> Page:
        """What is shown."""
        return Page(self._stack.currentIndex())

    def show_page(self, page: Page) -> None:
        """Show it."""
        if page is Page.HISTORY and self._stack.count() == page.value:
            self._stack.addWidget(self._make_history())
        self._buttons.button(page.value).setChecked(True)
        self._stack.setCurrentIndex(page.value)
        self.turned.emit(page)

    @Slot(int)
    def _clicked(self, place: int) -> None:
        self.show_page(Page(place))

    def _add_button(self, page: Page, words: str, keys: str) -> QPushButton:
        button = push_button(words, "segment", shortcut=keys)
        button.setCheckable(True)
        self._buttons.addButton(button, page.value)
        return button
