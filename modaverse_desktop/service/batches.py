"""Conversions that belong together: one instruction over many files, shown and steered as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.conversion import State
from modaverse_desktop.service.conversion_queue import ConversionQueue


@dataclass(frozen=True)
class Counts:
    """How many of a batch stand where."""

    waiting: int = 0
    running: int = 0
    proposed: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.waiting + self.running + self.ended + self.proposed

    @property
    def ended(self) -> int:
        """Nothing happens to them any more."""
        return self.done + self.failed + self.cancelled

    @property
    def busy(self) -> bool:
        """Whether the engine still has something to do for them, as far as is known."""
        return bool(self.waiting + self.running)


_FIELD = {
    State.QUEUED: "waiting",
    State.APPROVED: "waiting",
    State.INTERPRETING: "running",
    State.GENERATING: "running",
    State.PROPOSED: "proposed",
    State.DONE: "done",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
}


class Batches(QObject):
    """The batches that are in the queue, by id."""

    begun = Signal(str)
    grown = Signal(str, str)
    """A batch, and its new conversion."""
    shrunk = Signal(str, str)
    """A batch, and the conversion that was removed from it."""
    ended = Signal(str)
    """The last of its conversions was removed."""

    def __init__(self, queue: ConversionQueue) -> None:
        super().__init__()
        self._queue = queue
        self._members: dict[str, dict[str, None]] = {}
        self._batch_of: dict[str, str] = {}
        queue.added.connect(self._added)
        queue.removed.connect(self._removed)
        for conversion in queue.conversions():
            self._added(conversion.id)

    def of(self, conversion: str) -> str:
        """The batch that a conversion belongs to; empty if it stands alone."""
        return self._batch_of.get(conversion, "")

    def members(self, batch: str) -> tuple[str, ...]:
        """Its conversions, in the order of the files."""
        return tuple(self._members[batch])

    def counts(self, batch: str) -> Counts:
        """How many of its conversions stand where."""
        return Counts(**Counter(_FIELD[self._queue[name].state] for name in self._members[batch]))

    def approve(self, batch: str) -> None:
        """Approve all its proposals as they stand."""
        self._queue.approve(*self._members[batch])

    def cancel(self, batch: str) -> None:
        """Stop all that runs and waits; proposals stay."""
        states = {name: self._queue[name].state for name in self._members[batch]}
        self._queue.cancel(*[name for name, state in states.items() if state is not State.PROPOSED])

    def remove(self, batch: str) -> None:
        """Forget it; files stay."""
        self._queue.remove(*self._members[batch])

    @Slot(str)
    def _added(self, conversion: str) -> None:
        batch = self._queue[conversion].batch
        if not batch:
            return
        new = batch not in self._members
        self._members.setdefault(batch, {})[conversion] = None
        self._batch_of[conversion] = batch
        if new:
            self.begun.emit(batch)
        else:
            self.grown.emit(batch, conversion)

    @Slot(str)
    def _removed(self, conversion: str) -> None:
        batch = self._batch_of.pop(conversion, "")
        if not batch:
            return
        del self._members[batch][conversion]
        if self._members[batch]:
            self.shrunk.emit(batch, conversion)
        else:
            del self._members[batch]
            self.ended.emit(batch)
