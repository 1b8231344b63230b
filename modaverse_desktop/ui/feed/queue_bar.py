"""Above the feed while several wait or the queue is paused: how many, how long, pause, order, stop all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.forecast import Forecast
from modaverse_desktop.service.queue_line import Pause
from modaverse_desktop.ui.feed.standing import time_left
from modaverse_desktop.ui.parts.widgets import label, push_button, set_property
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import number

if TYPE_CHECKING:
    from modaverse_desktop.ui.feed.waiting_list import WaitingList


class QueueBar(QFrame):
    """`refresh` as often as is wanted; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, queue: ConversionQueue, forecast: Forecast) -> None:
        super().__init__()
        self.setObjectName("queueBar")
        self._queue = queue
        self._forecast = forecast
        self._words = label(role="heading", wrap=True)
        self._detail = label(role="small", wrap=True)
        self.pause_button = push_button(self.tr("Pause"), "small")
        self.order_button = push_button(self.tr("Change order"), "small")
        self.order_button.setCheckable(True)
        self.stop_button = push_button(self.tr("Stop all"), "small", tip=self.tr("Proposals and what is made stay"))
        self._theme = theme
        self.line: WaitingList | None = None
        self._lay_out()
        self.pause_button.clicked.connect(self.pause_or_resume)
        self.order_button.toggled.connect(self._unfold)
        self.stop_button.clicked.connect(self._stop)
        self.hide()

    def words(self) -> str:
        """What it says now."""
        return " ".join(part for part in (self._words.text(), self._detail.text()) if part)

    @Slot()
    def pause_or_resume(self) -> None:
        """Pause, or go on if it is paused."""
        if self._queue.paused() is None:
            self._queue.pause()
        else:
            self._queue.resume()

    @Slot()
    def refresh(self) -> None:
        """Draw the line as it is now."""
        waiting, pause = self._queue.waiting(), self._queue.paused()
        something = bool(waiting) or pause is not None
        self.setVisible(something)
        if not something:
            return
        self._words.setText(self._headline(len(waiting), pause))
        self._detail.setText(self._explanation(waiting, pause))
        self._detail.setVisible(bool(self._detail.text()))
        self.setAccessibleName(self._words.text())
        words = self.tr("Pause") if pause is None else self.tr("Go on")
        self.pause_button.setText(words)
        self.pause_button.setAccessibleName(words)
        self.pause_button.setToolTip(
            self.tr("What runs now is finished first") if pause is None else self.tr("Do what waits")
        )
        set_property(self.pause_button, "kind", "small" if pause is None else "primary")
        self.order_button.setVisible(len(waiting) > 1)
        if len(waiting) < 2:
            self.order_button.setChecked(False)
        self.stop_button.setVisible(bool(waiting))
        if self.line is not None and self.line.isVisibleTo(self):
            self.line.refresh()

    def _headline(self, waiting: int, pause: Pause | None) -> str:
        match pause, waiting:
            case None, 1:
                return self.tr("One is waiting")
            case None, _:
                return self.tr("{count} are waiting").format(count=number(waiting))
            case Pause.LEFT_OVER, 1:
                return self.tr("One is left over from last time")
            case Pause.LEFT_OVER, _:
                return self.tr("{count} are left over from last time").format(count=number(waiting))
            case Pause.FAILURES, _:
                return self.tr("Paused after two failures in a row")
            case _, 0:
                return self.tr("The queue is paused")
            case _, 1:
                return self.tr("The queue is paused, one is waiting")
            case _:
                return self.tr("The queue is paused, {count} are waiting").format(count=number(waiting))

    def _explanation(self, waiting: tuple[str, ...], pause: Pause | None) -> str:
        match pause:
            case Pause.LEFT_OVER:
                return self.tr("The window was closed or stopped before they were done. They start when you go on.")
            case Pause.FAILURES:
                return self.tr("What waits is kept. Put right what went wrong, then go on.")
            case Pause.USER:
                return self.tr("It stays so, also after a restart, until you go on.")
            case _:
                running = self._queue.running()
                seconds = self._forecast.seconds([*([running] if running else []), *waiting])
                return "" if seconds is None else time_left(seconds)

    @Slot(bool)
    def _unfold(self, on: bool) -> None:
        if self.line is None:
            from modaverse_desktop.ui.feed.waiting_list import WaitingList

            self.line = WaitingList(self._theme, self._queue)
            self._column.addWidget(self.line)
        self.line.setVisible(on)
        if on:
            self.line.refresh()
            self.line.view.setFocus()

    @Slot()
    def _stop(self) -> None:
        self._queue.cancel_all()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(words, 1)
        for button in (self.order_button, self.stop_button, self.pause_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self._column.addLayout(row)
