"""Inside the window's process: lets a script use the window, notes how late input would be answered at each step."""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.machine import memory_mb
from benchmarks.scripts import SCRIPTS, Step
from benchmarks.window_watch import Lateness, waited_for_a_core
from modaverse_desktop.ui import application


class Session(QObject):
    """Runs the steps of a script, each when the one before is done and has rested; then writes the report."""

    def __init__(self, parts: application.Application, script: Iterator[Step], report: Path) -> None:
        super().__init__()
        self._parts = parts
        self._script = script
        self._report = report
        self._lateness = Lateness()
        self._begun: list[tuple[float, str]] = []
        self._step: Step | None = None
        self._starved = waited_for_a_core()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin."""
        self._lateness.start()
        self._timer.start(0)

    def _go_on(self) -> None:
        if self._step is not None and self._step.until is not None and not self._step.until():
            self._timer.start(50)
            return
        self._step = next(self._script, None)
        if self._step is None:
            self._end()
            return
        self._begun.append((self._lateness.late[-1][0] if self._lateness.late else 0.0, self._step.name))
        self._timer.start(round(self._step.rest * 1000))
        self._step.act()

    def _end(self) -> None:
        late = sorted(seconds for _, seconds in self._lateness.late)
        by_step: dict[str, float] = {}
        for when, seconds in self._lateness.late:
            name = self._name_at(when)
            by_step[name] = max(by_step.get(name, 0.0), round(seconds * 1000, 1))
        report = {
            "ticks": len(late),
            "seconds": self._lateness.late[-1][0],
            "p99_ms": late[round(0.99 * (len(late) - 1))] * 1000,
            "max_ms": late[-1] * 1000,
            "by_step": dict(sorted(by_step.items(), key=lambda pair: -pair[1])),
            "starved_s": waited_for_a_core() - self._starved,
            "memory_mb": memory_mb(os.getpid()),
            "heavy": sorted({"torch", "transformers", "diffusers"} & set(sys.modules)),
            "noted": NOTED,
        }
        self._report.write_text(json.dumps(report), encoding="utf-8")
        self._parts.window.close()

    def _name_at(self, when: float) -> str:
        place = bisect(self._begun, when, key=lambda pair: pair[0])
        return self._begun[place - 1][1] if place else ""


NOTED: dict[str, list[float]] = {}
"""What a script measures besides."""


def watch(script: str, report: Path, amount: float) -> int:
    """Open the real window and let the script `script` use it; `amount` is its length in its own unit."""

    class Watched(application.Application):
        def begin(self) -> None:
            super().begin()
            steps = SCRIPTS[script](self, amount, NOTED)
            self.session = Session(self, steps, report)
            QTimer.singleShot(500, self.session, self.session.start)

    application.Application = Watched  # type: ignore[misc]
    from modaverse_desktop.app import main

    code = main([])
    QApplication.instance()
    return code
