"""When the program is started again: the second start hands over and ends, the first comes forward."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from modaverse_desktop.service.single_instance import Handover, Outcome, SingleInstance


def handed_over(instance: SingleInstance, files: Sequence[Path]) -> bool:
    """Whether another process has the window, and these files; waits some seconds for one that is busy."""
    waiting = _Waiting()
    handover = Handover(instance, files)
    handover.finished.connect(waiting.end)
    handover.begin()
    outcome = waiting.outcome()
    if outcome is Outcome.BUSY:
        sys.stderr.write(
            "ModaVerse runs already and is busy; it comes forward and takes the files as soon as it can.\n"
        )
    return outcome is not Outcome.ALONE


def come_forward(window: QWidget) -> None:
    """Show the window above the others, or let the desktop point at it where windows may not do that."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


class _Waiting(QObject):
    """A loop of its own: the window's has not begun."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop()
        self._outcome: Outcome | None = None

    @Slot(object)
    def end(self, outcome: Outcome) -> None:
        """It is known."""
        self._outcome = outcome
        self._loop.quit()

    def outcome(self) -> Outcome:
        """Wait for it."""
        if self._outcome is None:
            self._loop.exec()
        return self._outcome or Outcome.ALONE
