"""Small pictures of many files: made on one other thread, the latest wanted first, the least used forgotten."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from modaverse_desktop.core.errors import AppError

SIDE = 96
"""Pixels."""
MOST_KEPT = 256
"""Pixmaps of 36 kB: nine megabytes, however many files there are."""
_MOST_WANTED = 64
"""What was wanted before that has been scrolled out of sight; it is wanted again when it comes back."""


class Thumbnails(QObject):
    """`get` answers at once, with nothing at first; `ready` or `failed` follow."""

    ready = Signal(object)
    """The path whose thumbnail `get` has now."""
    failed = Signal(object, object)
    """A path, and the `AppError` that says why there will be none."""

    def __init__(self, loop: asyncio.AbstractEventLoop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = loop
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="thumbnails")
        self._kept: OrderedDict[Path, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Path, None] = OrderedDict()
        self._hopeless: set[Path] = set()
        self._task: asyncio.Task[None] | None = None
        self._left = False

    def get(self, path: Path) -> QPixmap | None:
        """The thumbnail, if it is there; otherwise it is made."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._hopeless and not self._left:
            self._wanted[path] = None
            self._wanted.move_to_end(path)
            if len(self._wanted) > _MOST_WANTED:
                self._wanted.popitem(last=False)
            if self._task is None or self._task.done():
                self._task = self._loop.create_task(self._make_all())
        return None

    def kept(self) -> int:
        """How many are in memory."""
        return len(self._kept)

    def at_rest(self) -> bool:
        """Whether none is being made."""
        return self._task is None or self._task.done()

    def leave(self) -> None:
        """Make no more, and keep none; what is still drawn while the window closes gets none."""
        self._left = True
        self._wanted.clear()
        if self._task is not None:
            self._task.cancel()
        self._kept.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _make_all(self) -> None:
        while self._wanted:
            path, _ = self._wanted.popitem()
            try:
                image = await self._loop.run_in_executor(self._threads, _small_picture, path)
            except AppError as error:
                self._hopeless.add(path)
                self.failed.emit(path, error)
                continue
            self._kept[path] = QPixmap.fromImage(image)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            self.ready.emit(path)


def _small_picture(path: Path) -> QImage:
    from modaverse_desktop.media.thumbnail import thumbnail

    return QImage.fromData(thumbnail(path, SIDE))
