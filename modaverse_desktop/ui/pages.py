"""The right side: now, history, models, teaching, or the introduction; each but the first is made when wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from modaverse_desktop.ui.parts.widgets import push_button


class Page(Enum):
    """What the right side can show."""

    NOW = "now"
    HISTORY = "history"
    MODELS = "models"
    TEACH = "teach"
    INTRODUCTION = "introduction"


class Pages(QWidget):
    """Buttons, one of which is down, above the page that it stands for; the introduction has none."""

    turned = Signal(object)
    """The `Page` that is shown now."""

    def __init__(self, now: QWidget, make: Mapping[Page, Callable[[], QWidget]]) -> None:
        super().__init__()
        self._make = make
        self._made: dict[Page, QWidget] = {Page.NOW: now}
        self.page = Page.NOW
        self._stack = QStackedWidget()
        self._stack.addWidget(now)
        self.now_button = _tab(self.tr("Now"), "Ctrl+1")
        self.history_button = _tab(self.tr("History"), "Ctrl+2")
        self.models_button = _tab(self.tr("Models"), "Ctrl+3")
        self.teach_button = _tab(self.tr("Teach"), "Ctrl+4")
        self.now_button.setChecked(True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 4)
        row.setSpacing(6)
        row.addWidget(self.now_button)
        row.addWidget(self.history_button)
        row.addWidget(self.models_button)
        row.addWidget(self.teach_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.now_button.clicked.connect(self._show_now)
        self.history_button.clicked.connect(self._show_history)
        self.models_button.clicked.connect(self._show_models)
        self.teach_button.clicked.connect(self._show_teach)

    def show_page(self, page: Page) -> None:
        """Show it."""
        self._prepare(page)
        self.page = page
        self.now_button.setChecked(page is Page.NOW)
        self.history_button.setChecked(page is Page.HISTORY)
        self.models_button.setChecked(page is Page.MODELS)
        self.teach_button.setChecked(page is Page.TEACH)
        self._stack.setCurrentWidget(self._made[page])
        self.turned.emit(page)

    def _prepare(self, page: Page) -> None:
        if page not in self._made:
            self._made[page] = self._make[page]()
            self._stack.addWidget(self._made[page])

    def _turn_to(self, page: Page) -> None:
        """A page is made in this turn of the loop and shown in the next, so that input waits for neither of both."""
        self._prepare(page)
        QTimer.singleShot(0, self, partial(self.show_page, page))

    @Slot()
    def _show_now(self) -> None:
        self._turn_to(Page.NOW)

    @Slot()
    def _show_history(self) -> None:
        self._turn_to(Page.HISTORY)

    @Slot()
    def _show_models(self) -> None:
        self._turn_to(Page.MODELS)

    @Slot()
    def _show_teach(self) -> None:
        self._turn_to(Page.TEACH)


def _tab(words: str, keys: str) -> QPushButton:
    button = push_button(words, "segment", shortcut=keys)
    button.setCheckable(True)
    return button
