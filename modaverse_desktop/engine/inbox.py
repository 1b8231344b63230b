"""The engine's end of the pipe: orders come one by one, cancels at once; every order is answered by one last event."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from modaverse_desktop.core.cancel import CancelToken
from modaverse_desktop.core.events import ArtifactReady, Cancelled, Event, Failed, Finished, Proposed
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Request, Shutdown

CANCEL_SECONDS = 0.35
"""A cancelled conversion that has not stopped by then, because a model is being loaded, is said to have stopped."""


@dataclass(eq=False)
class Order:
    """A request, and what has become of it. `ended`: the one event that ends it was sent."""

    request: Request
    token: CancelToken = field(default_factory=CancelToken)
    ended: bool = False

    @property
    def conversion(self) -> str:
        """The conversion that it belongs to; only `Interpret` and `Generate` do."""
        assert isinstance(self.request, Interpret | Generate)
        return self.request.conversion


class Inbox:
    """The pipe: reads it on a thread of its own, and writes to it, nothing for an order that has ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._open: list[Order] = []
        """The conversions' orders that have not ended."""
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._read, name="pipe", daemon=True).start()

    def get(self, timeout: float | None = None) -> Order | None:
        """The next order; None if none came within `timeout` seconds."""
        try:
            return self._queue.get(timeout=timeout)
        except queue.Empty:
            return None

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return self._queue.empty()

    def send(self, event: Event, order: Order | None = None) -> None:
        """Send an event, of `order` if it belongs to one. If that has ended already, nobody hears of it."""
        with self._lock:
            if order and order.ended:
                _discard(event)
                return
            if order and isinstance(event, Proposed | Finished | Failed | Cancelled):
                self._end(order)
            self._write(event)

    def _read(self) -> None:
        while True:
            try:
                request = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)  # the window is gone: nobody needs what we are doing
            match request:
                case Cancel(conversion=conversion):
                    self._cancel(conversion)
                case Shutdown():
                    self._cancel(None)
                    self._queue.put(Order(request))
                case _:
                    self._accept(Order(request))

    def _accept(self, order: Order) -> None:
        if isinstance(order.request, Interpret | Generate):
            with self._lock:
                self._open.append(order)
        self._queue.put(order)

    def _cancel(self, conversion: str | None) -> None:
        """Stop the orders of a conversion; None: of all."""
        with self._lock:
            found = [order for order in self._open if conversion in (None, order.conversion)]
        for order in found:
            order.token.cancel()
            timer = threading.Timer(CANCEL_SECONDS, self._stop_waiting, (order,))
            timer.daemon = True
            timer.start()

    def _stop_waiting(self, order: Order) -> None:
        self.send(Cancelled(order.conversion), order)

    def _end(self, order: Order) -> None:
        order.ended = True
        self._open.remove(order)

    def _write(self, event: Event) -> None:
        try:
            self._connection.send(event)
        except OSError:
            os._exit(0)


def _discard(event: Event) -> None:
    """Remove the file of an artifact that nobody will hear of: its conversion was said to be cancelled."""
    if isinstance(event, ArtifactReady) and event.artifact.path is not None:
        with contextlib.suppress(OSError):
            event.artifact.path.unlink()
