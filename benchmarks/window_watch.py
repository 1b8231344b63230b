"""Inside the window's process: uses the window as a person would, and notes how soon it answers.

Notes when the window first answers an input event, then for some seconds measures how late input would be answered
while conversions run, and writes a JSON report.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.machine import memory_mb

_TICK = 0.010
_REST = 2.0
"""Nobody asks again sooner, in seconds."""


def waited_for_a_core() -> float:
    """Seconds that this process's first thread was ready to run and had no core: other processes' doing. Linux."""
    return int(Path("/proc/self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


class Lateness(QObject):
    """At every tick that is due, notes how late the event loop came to it: what an input at that moment would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[float, float]] = []
        """(when, how late), both in seconds since the first tick."""
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin."""
        self._began = self._due = time.perf_counter()
        self._timer.start(0)

    def _tick(self) -> None:
        now = time.perf_counter()
        while self._due <= now:
            self.late.append((self._due - self._began, now - self._due))
            self._due += _TICK
        self._timer.start(max(0, round((self._due - now) * 1000)))


class User(QObject):
    """Gives the window a picture and instructions, approves what it proposes, and counts what comes of it."""

    def __init__(self, window: QtWidgets.QMainWindow) -> None:
        super().__init__()
        self._window = window
        self._asked = 0
        self._last = float("-inf")
        self._timer = QTimer(self, interval=200)
        self._timer.timeout.connect(self._look)
        self.states: dict[str, str] = {}

    def start(self) -> None:
        """Put a picture on the shelf and begin to ask."""
        self._window.take_sample()
        self._timer.start()

    def _look(self) -> None:
        from modaverse_desktop.core.conversion import State
        from modaverse_desktop.ui.feed.conversion_view import ConversionView

        views = self._window.findChildren(ConversionView)
        for view in views:
            self.states[view.conversion.id] = view.conversion.state.value
            if view.conversion.state is State.PROPOSED:
                rest = range(view.conversion.settled, len(view.conversion.invocations))
                view.approved.emit(view.conversion.id, tuple(rest))
        rested = time.perf_counter() - self._last > _REST
        if rested and all(view.conversion.state.terminal for view in views):
            self._ask()

    def _ask(self) -> None:
        self._last = time.perf_counter()
        wishes = ("Make an icon of this", "What is this?", "Draw a red apple", "A picture of this at night")
        self._window.composer.instruction.setPlainText(wishes[self._asked % len(wishes)])
        self._window.composer.send.click()
        self._asked += 1


class Probe(QApplication):
    """The window's QApplication, watched; made by the application itself, hence what it needs stands in the class."""

    report_file: Path
    seconds: float
    started: float

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._report: dict[str, object] = {}
        self._sent = False
        self._starved = 0.0
        self._lateness = Lateness()
        self._user: User | None = None
        self._window: QtWidgets.QWidget | None = None
        self._look_timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._look_timer.timeout.connect(self._look)
        self._look_timer.start()
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first key that arrives ends the start."""
        if self._sent and "interactive" not in self._report and event.type() == QEvent.Type.KeyPress:
            self._report["interactive"] = time.monotonic() - self.started
            self.removeEventFilter(self)  # it costs a tenth of the window's work
            QTimer.singleShot(0, self._work)
        return False

    def _look(self) -> None:
        """Once the window is on the screen and painted, press a key in it."""
        for window in self.topLevelWindows():
            if window.isExposed() and not self._sent:
                self._sent = True
                self._look_timer.stop()
                key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
                QCoreApplication.postEvent(window, key, Qt.EventPriority.LowEventPriority.value)

    def _work(self) -> None:
        windows = [each for each in self.topLevelWidgets() if isinstance(each, QtWidgets.QMainWindow)]
        self._window = windows[0]
        if self.seconds:
            self._starved = waited_for_a_core()
            self._lateness.start()
            self._user = User(windows[0])
            self._user.start()
        QTimer.singleShot(round(max(self.seconds, 0.3) * 1000), self._end)

    def _end(self) -> None:
        assert self._window is not None, "ended before it began"
        self._report["memory_mb"] = memory_mb(os.getpid())
        self._report["heavy"] = sorted({"torch", "transformers", "diffusers"} & set(sys.modules))
        if self._user:
            late = sorted(seconds for _, seconds in self._lateness.late)
            self._report["ticks"] = len(late)
            self._report["starved_s"] = waited_for_a_core() - self._starved
            self._report["p99_ms"] = late[round(0.99 * (len(late) - 1))] * 1000
            self._report["max_ms"] = late[-1] * 1000
            worst = sorted(self._lateness.late, key=lambda pair: -pair[1])[:5]
            self._report["worst"] = [(round(when, 2), round(seconds * 1000, 1)) for when, seconds in worst]
            self._report["states"] = list(self._user.states.values())
        self.report_file.write_text(json.dumps(self._report), encoding="utf-8")
        self._window.close()


def watch(report: Path, seconds: float, started: float) -> int:
    """Open the real window and close it after `seconds`, at once for 0. `started` is on the clock `time.monotonic`."""
    Probe.report_file, Probe.seconds, Probe.started = report, seconds, started
    QtWidgets.QApplication = Probe  # type: ignore[misc]
    from modaverse_desktop.app import main

    return main([])
