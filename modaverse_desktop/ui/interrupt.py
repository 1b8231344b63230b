"""Ctrl-C in the terminal closes the window. Python looks at signals between its own instructions; a socket wakes it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class Interrupt(QObject):
    """While entered, SIGINT and SIGTERM call `close` on the GUI thread."""

    def __init__(self, close: Callable[[], object]) -> None:
        super().__init__()
        self.happened = False
        self._close = close
        self._ours, self._pythons = socket.socketpair()
        for end in (self._ours, self._pythons):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._awake)

    def __enter__(self) -> Interrupt:
        self._wakeup = signal.set_wakeup_fd(self._pythons.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._handlers.items():
            signal.signal(number, before)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._pythons.close()

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.happened = True

    @Slot()
    def _awake(self) -> None:
        self._ours.recv(64)
        if self.happened:
            self._close()
