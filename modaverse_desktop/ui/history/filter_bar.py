"""What is wanted of the history: words, tasks, time, pack, stars. Says so as the user types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.library.entry import Filter
from modaverse_desktop.ui.parts.flow_layout import FlowLayout
from modaverse_desktop.ui.parts.widgets import push_button, redraw_icons
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import task_word

_TYPING_MS = 60


class Period(Enum):
    """When, as days before tomorrow; None for the beginning or the end of time."""

    ANY = (None, None)
    TODAY = (1, None)
    WEEK = (7, None)
    MONTH = (30, None)
    YEAR = (365, None)
    OLDER = (None, 365)

    def limits(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Since and until, at midnight of this machine's time zone."""
        tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        since, until = ((tomorrow - timedelta(days=days)).astimezone() if days else None for days in self.value)
        return since, until


class FilterBar(QWidget):
    """Emits `changed` with a `Filter`."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.search = QLineEdit()
        self.search.setAcceptDrops(False)  # drops belong to the window
        self.search.setPlaceholderText(self.tr("Search instructions, prompts, answers, file names"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        theme.changed.connect(self._draw_glass)
        self.tasks = {task: self._toggle(task_word(task), task.value) for task in Modality}
        self.starred = self._toggle(self.tr("Starred"), "star")
        self.edited = self._toggle(self.tr("Edited by me"), "edit")
        self.period = self._choice(self.tr("When"))
        self.pack = self._choice(self.tr("Pack"))
        self._fill()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(self._tell)
        self._lay_out()
        QTimer.singleShot(0, self, self._draw_icons)  # some milliseconds each: not while the page is made
        self.search.textChanged.connect(self._soon.start)
        self.period.currentIndexChanged.connect(self._tell)
        self.pack.currentIndexChanged.connect(self._tell)

    def filter(self) -> Filter:
        """What is wanted now."""
        since, until = self.period.currentData().limits(datetime.now())
        return Filter(
            text=self.search.text(),
            tasks=frozenset(task for task, button in self.tasks.items() if button.isChecked()),
            since=since,
            until=until,
            pack=self.pack.currentData(),
            starred=self.starred.isChecked(),
            edited=self.edited.isChecked(),
        )

    @Slot()
    def clear(self) -> None:
        """Want everything."""
        self.search.clear()
        for button in (*self.tasks.values(), self.starred, self.edited):
            button.setChecked(False)
        self.period.setCurrentIndex(0)
        self.pack.setCurrentIndex(0)
        self._tell()

    @Slot(object)
    def offer_packs(self, packs: Sequence[str]) -> None:
        """These took part in some entry."""
        chosen = self.pack.currentData()
        self.pack.blockSignals(True)
        self.pack.clear()
        self.pack.addItem(self.tr("Any pack"), None)
        for pack in packs:
            self.pack.addItem(pack, pack)
        self.pack.setCurrentIndex(max(0, self.pack.findData(chosen)))
        self.pack.blockSignals(False)

    @Slot()
    def _tell(self) -> None:
        self._soon.stop()
        self.changed.emit(self.filter())

    @Slot()
    def _draw_icons(self) -> None:
        self._draw_glass()
        redraw_icons(self, self._theme)

    @Slot()
    def _draw_glass(self) -> None:
        self._glass.setIcon(self._theme.icon("search", "muted"))

    def _toggle(self, words: str, icon: str) -> QPushButton:
        button = push_button(words, "segment")
        button.setCheckable(True)
        button.setProperty("iconName", icon)
        button.setProperty("iconColour", "muted")
        button.setProperty("iconChecked", "accent")
        button.clicked.connect(self._tell)
        return button

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _fill(self) -> None:
        for period, words in (
            (Period.ANY, self.tr("Any time")),
            (Period.TODAY, self.tr("Today")),
            (Period.WEEK, self.tr("Last 7 days")),
            (Period.MONTH, self.tr("Last 30 days")),
            (Period.YEAR, self.tr("Last 12 months")),
            (Period.OLDER, self.tr("Older")),
        ):
            self.period.addItem(words, period)
        self.pack.addItem(self.tr("Any pack"), None)

    def _lay_out(self) -> None:
        filters = FlowLayout(gap=6)
        for widget in (*self.tasks.values(), self.period, self.pack, self.starred, self.edited):
            filters.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(filters)
