"""Long work on the window in small steps, one a turn of the loop, so that input is never late by all of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Turns(QObject):
    """`begin` gives it the work: an iterator that does a step at each `next`."""

    done = Signal()
    """The work has been done, or has failed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether there are steps to do."""
        return self._steps is not None

    def begin(self, steps: Iterator[None]) -> None:
        """Do the first step now and the others in the turns that follow; only when not `busy`."""
        assert not self.busy, "one work after the other"
        self._steps = steps
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if self._steps is None:
            return
        try:
            more = next(self._steps, self) is not self
        except BaseException:
            self._end()
            raise
        if more:
            self._turn.start(0)
        else:
            self._end()

    def _end(self) -> None:
        self._steps = None
        self.done.emit()
