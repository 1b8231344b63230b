"""What the user waits for: a proposal, an end. Of a batch only when nothing of it is left to be done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.service.batches import Batches, Counts
from modaverse_desktop.service.conversion_queue import ConversionQueue

_NEWS = (State.PROPOSED, State.DONE, State.FAILED)
"""What was cancelled, the user knows."""


@dataclass(frozen=True)
class Arrival:
    """A conversion that came to where the user looks at it; with `counts` it speaks for its batch."""

    conversion: Conversion
    counts: Counts | None = None

    @property
    def key(self) -> str:
        """The same for everything that is about the same conversion or batch."""
        return self.conversion.batch or self.conversion.id


class News(QObject):
    """What happens several times in one turn of the loop is told once: a text that is approved by itself is done."""

    arrived = Signal(object)
    """An `Arrival`."""

    def __init__(self, queue: ConversionQueue) -> None:
        super().__init__()
        self._queue = queue
        self._batches = Batches(queue)
        self._states: dict[str, State] = {}
        self._moved: dict[str, None] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        queue.added.connect(self._added)
        queue.changed.connect(self._changed)
        queue.removed.connect(self._removed)

    @Slot(str)
    def _added(self, conversion: str) -> None:
        self._states[conversion] = self._queue[conversion].state

    @Slot(str)
    def _changed(self, conversion: str) -> None:
        state = self._queue[conversion].state
        if state is not self._states.get(conversion):
            self._states[conversion] = state
            self._moved[conversion] = None
            self._soon.start()

    @Slot(str)
    def _removed(self, conversion: str) -> None:
        self._states.pop(conversion, None)
        self._moved.pop(conversion, None)

    @Slot()
    def _tell(self) -> None:
        moved, self._moved = self._moved, {}
        latest = {self._queue[name].batch or name: self._queue[name] for name in moved}
        for conversion in latest.values():
            if conversion.batch:
                self._tell_batch(conversion.batch)
            elif conversion.state in _NEWS:
                self.arrived.emit(Arrival(conversion))

    def _tell_batch(self, batch: str) -> None:
        counts = self._batches.counts(batch)
        if counts.busy:
            return
        members = [self._queue[name] for name in self._batches.members(batch)]
        for state in _NEWS:  # a proposal, if there is one, is what the user is wanted for
            for one in members:
                if one.state is state:
                    self.arrived.emit(Arrival(one, counts))
                    return
