"""The outlook of the conversions in the queue: knows since when the running step runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.outlook import Outlook, Times, outlook

_MOST_ASKED = 50
_Step = tuple[str, State, int | None]


class Forecast(QObject):
    """Ask it as often as the window is drawn; it costs nothing while nobody asks."""

    def __init__(self, queue: ConversionQueue, times: Times, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._queue = queue
        self._times = times
        self._clock = clock
        self._step: _Step | None = None
        self._begun = 0.0
        queue.changed.connect(self._changed)

    def of(self, conversion: str) -> Outlook:
        """How one of them stands now."""
        one = self._queue[conversion]
        elapsed = self._clock() - self._begun if _step(one) == self._step else 0.0
        return outlook(one, self._times, elapsed)

    def seconds(self, conversions: Iterable[str]) -> float | None:
        """How long the engine needs for all of these, judged by the first of them; unknown if it is so for one."""
        names = list(conversions)
        parts = [self.of(conversion).seconds for conversion in names[:_MOST_ASKED]]
        if None in parts:
            return None
        return sum(part or 0.0 for part in parts) * (len(names) / len(parts) if parts else 1.0)

    def of_many(self, conversions: Iterable[str]) -> Outlook:
        """How several stand together, each as wide as the others; what waits for the user has been read."""
        names = list(conversions)
        busy = [name for name in names if not _is_at_rest(self._queue[name])]
        read: float | None = None
        done = 0.0
        for name in names:
            one = self._queue[name]
            if one.state.terminal:
                done += 1
            elif name == self._queue.running():
                done += self.of(name).fraction or 0.0
            elif one.state in (State.PROPOSED, State.APPROVED):
                if read is None:
                    read = outlook(replace(one, state=State.APPROVED), self._times).fraction or 0.0
                done += read
        return Outlook(done / len(names) if names else None, self.seconds(busy))

    @Slot(str)
    def _changed(self, conversion: str) -> None:
        if conversion == self._queue.running():
            step = _step(self._queue[conversion])
            if step != self._step:
                self._step, self._begun = step, self._clock()


def _is_at_rest(conversion: Conversion) -> bool:
    return conversion.state is State.PROPOSED or conversion.state.terminal


def _step(conversion: Conversion) -> _Step:
    return conversion.id, conversion.state, conversion.running
