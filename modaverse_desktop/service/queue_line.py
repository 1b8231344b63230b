"""Who is with the engine, who waits for it in which order, and why nobody is let in for the moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from modaverse_desktop.core.errors import ErrorKind
from modaverse_desktop.core.events import Cancelled, Failed, Finished, Proposed

End = Proposed | Finished | Failed | Cancelled
"""With one of these the engine is free again."""
_MOST_FAILURES = 2
"""In a row and not because of what was asked: the others would only fail as well, and are kept instead."""


class Pause(Enum):
    """Why nothing more is given to the engine."""

    USER = "user"
    """The user wants it so; kept over restarts."""
    LEFT_OVER = "left_over"
    """What waits is from an earlier run, which may have ended because of it: the user decides when to go on."""
    FAILURES = "failures"
    """Several failed in a row."""


class QueueLine:
    """Names of conversions only; who moves them along is `ConversionQueue`."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        """The next one first."""
        self.running: str | None = None
        self.pause: Pause | None = None
        self._failures = 0

    def ahead_of(self, conversion: str) -> int:
        """How many are done before this one; 0 if it is running or not waiting."""
        if conversion not in self.waiting:
            return 0
        return self.waiting.index(conversion) + (self.running is not None)

    def put_first(self, conversions: Iterable[str], order: Sequence[str]) -> bool:
        """Let those of an earlier run wait before all others, as `order` says; whether there are any."""
        places = {conversion: place for place, conversion in enumerate(order)}
        back = sorted(conversions, key=lambda conversion: places.get(conversion, len(places)))
        self.waiting[:0] = back
        if back and self.pause is None:
            self.pause = Pause.LEFT_OVER
        return bool(back)

    def move(self, conversion: str, place: int) -> bool:
        """Let a waiting one be the `place`-th, from 0; whether that is something new."""
        before = list(self.waiting)
        if conversion in before:
            self.waiting.remove(conversion)
            self.waiting.insert(max(0, place), conversion)
        return self.waiting != before

    def drop(self, conversions: Iterable[str]) -> None:
        """Let them wait no more."""
        gone = set(conversions)
        self.waiting = [conversion for conversion in self.waiting if conversion not in gone]

    def resume(self) -> None:
        """Let them in again."""
        self.pause = None
        self._failures = 0

    def let_in(self) -> str | None:
        """Who is with the engine from now on, if somebody may."""
        if self.running is not None or self.pause is not None or not self.waiting:
            return None
        self.running = self.waiting.pop(0)
        return self.running

    def let_out(self, end: End) -> None:
        """It is not with the engine any more. Pauses when several failures in a row seem to have their cause here."""
        self.running = None
        if isinstance(end, Proposed | Finished):
            self._failures = 0
        elif isinstance(end, Failed) and end.error.kind not in (ErrorKind.INPUT, ErrorKind.USAGE):
            self._failures += 1
        if self._failures >= _MOST_FAILURES and self.waiting and self.pause is None:
            self.pause = Pause.FAILURES
