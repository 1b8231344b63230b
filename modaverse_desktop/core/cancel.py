"""One flag that may be set from any thread, and a `report` that looks at it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.events import Event

Report = Callable[[Event], None]
"""Forwards an event; raises `Interrupted` when the user asked to stop. Tests pass ``events.append``."""


class CancelToken:
    """Set once; the work that holds it stops at its next `check`."""

    def __init__(self) -> None:
        self._flag = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._flag.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._flag.is_set()

    def check(self) -> None:
        """Raise `Interrupted` if somebody asked to stop."""
        if self.cancelled:
            raise Interrupted


def cancellable(report: Report, token: CancelToken) -> Report:
    """Progress and cancel in one: a `report` that forwards to `report` and raises `Interrupted` once `token` is set."""

    def forward(event: Event) -> None:
        token.check()
        report(event)

    return forward
