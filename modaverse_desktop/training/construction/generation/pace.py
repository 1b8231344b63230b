"""No faster than an endpoint allows: requests and tokens a minute, and how long to wait before another try."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable


class Pace:
    """Lets one request through at a time, so that neither limit is passed. 0 is no limit. Safe from several threads."""

    def __init__(
        self, requests_per_minute: int, tokens_per_minute: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._request_gap = 60 / requests_per_minute if requests_per_minute else 0.0
        self._token_gap = 60 / tokens_per_minute if tokens_per_minute else 0.0
        self._now, self._lock, self._next = now, threading.Lock(), 0.0

    def reserve(self, tokens: int) -> float:
        """Take the next place; returns the seconds to wait for it."""
        with self._lock:
            now = self._now()
            start = max(now, self._next)
            self._next = start + max(self._request_gap, tokens * self._token_gap)
            return start - now

    def hold_back(self, seconds: float) -> None:
        """The endpoint said that it is too much: nobody goes on before."""
        with self._lock:
            self._next = max(self._next, self._now() + seconds)


def back_off(refusals: int, first: float, longest: float, asked: float | None, dice: random.Random) -> float:
    """Seconds before the next try: what the server `asked` for, else doubled each time, a quarter of it by chance."""
    if asked is not None:
        return min(asked, 10 * longest)
    wait = min(longest, first * 2 ** max(0, refusals - 1))
    return wait * dice.uniform(0.75, 1.0)
