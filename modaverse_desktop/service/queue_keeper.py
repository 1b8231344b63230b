"""Keeps the queue over restarts and crashes: each conversion in the history, the order of the waiting in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.service.queue_file import KeptLine, read_line, write_line
from modaverse_desktop.service.queue_line import Pause

_SOON_MS = 200
"""What changes within this time is written once."""
_HANDFUL = 100


class QueueKeeper(QObject):
    """Lives on the window's thread; its file is read and written on another. `open` after the window is seen."""

    failed = Signal(object)
    """An `AppError`, once until it goes well again: the order and the pause will not be known after a restart."""

    _read = Signal(object)
    _wrote = Signal(object, object)

    def __init__(self, queue: ConversionQueue, history: HistoryService, path: Path) -> None:
        super().__init__()
        self._queue = queue
        self._history = history
        self._path = path
        self._found = KeptLine()
        self._kept = KeptLine()
        self._unsaved: dict[str, Conversion] = {}
        self._failing = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="queue")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._write)
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.timeout.connect(self._save)
        self._read.connect(self._take_line)
        self._wrote.connect(self._written)
        history.left_over.connect(self._restore)
        queue.added.connect(self._keep)
        queue.changed.connect(self._keep)

    def open(self) -> None:
        """Read what an earlier run left, and have the history opened."""
        self._thread.submit(lambda: self._read.emit(read_line(self._path)))

    def leave(self) -> None:
        """Write what is still to be written; blocks for that long. The history is left by whoever made it."""
        while self._unsaved:
            self._save()
        self._save_soon.stop()
        if self._soon.isActive():
            self._soon.stop()
            self._write()
        self._thread.shutdown(wait=True)

    @Slot(object)
    def _take_line(self, line: KeptLine) -> None:
        self._kept = self._found = line
        if line.paused:
            self._queue.pause()
        self._queue.line_changed.connect(self._soon.start)
        self._history.open()

    @Slot(object)
    def _restore(self, conversions: Sequence[Conversion]) -> None:
        self._queue.restore(conversions, self._found.order)

    @Slot(str)
    def _keep(self, conversion: str) -> None:
        self._unsaved[conversion] = self._queue[conversion]
        self._save_soon.start()

    @Slot()
    def _save(self) -> None:
        """Hand over a handful: a thousand at once would be felt by who is typing."""
        for conversion in list(self._unsaved)[:_HANDFUL]:
            self._history.save(self._unsaved.pop(conversion))
        if self._unsaved:
            self._save_soon.start()

    @Slot()
    def _write(self) -> None:
        running = self._queue.running()
        order = (*([running] if running else []), *self._queue.waiting())
        paused = self._queue.paused() is Pause.USER
        if not self._kept.tells(order, paused=paused):
            line = KeptLine(order, paused)
            self._thread.submit(self._on_thread, lambda: write_line(self._path, line), line)

    def _on_thread(self, write: Callable[[], None], line: KeptLine) -> None:
        try:
            write()
        except AppError as error:
            self._wrote.emit(line, error)
        else:
            self._wrote.emit(line, None)

    @Slot(object, object)
    def _written(self, line: KeptLine, error: AppError | None) -> None:
        if error is None:
            self._kept = line
        elif not self._failing:
            self.failed.emit(error)
        self._failing = error is not None
