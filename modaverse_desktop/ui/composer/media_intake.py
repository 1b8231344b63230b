"""From dropped paths to media with thumbnails: probed and scaled on other threads, in the order they were given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_new
from modaverse_desktop.core.media import Media
from modaverse_desktop.ui.composer.media_look import MediaLook, look_at

__all__ = ["MOST_TOGETHER", "MediaIntake", "MediaLook", "look_at"]

MOST_TOGETHER = 8
"""Media of one conversion: more than that is meant as a batch, and no model we have reads them together."""
_THREADS = 1
"""One at a time: a big picture needs its full size in memory while it is scaled."""


class MediaIntake(QObject):
    """`take` returns at once; `looked` and `refused` come one by one."""

    looked = Signal(object)
    refused = Signal(object)
    replaced = Signal(object, object)
    """The `Media` that is to go, and the `MediaLook` of what takes its place."""
    many = Signal(object)
    """The paths of many files, or with a folder among them: to be asked about."""
    busy_changed = Signal(bool)

    def __init__(self, loop: asyncio.AbstractEventLoop, pasted_folder: Path) -> None:
        super().__init__()
        self.loop = loop
        self._pasted_folder = pasted_folder
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="media")
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, paths: Sequence[Path]) -> None:
        """Look at these files, or ask about them through `many`."""
        self._start(self._take(tuple(paths)))

    def take_image(self, image: QImage) -> None:
        """Keep image data from the clipboard as a file, and look at it."""
        self._start(self._keep(partial(_as_png, image.copy()), ".png"))

    def take_picture(self, content: bytes, suffix: str) -> None:
        """Keep the bytes of a picture, as a browser gives them, as a file, and look at it."""
        self._start(self._keep(lambda: content, suffix))

    def replace(self, old: Media, path: Path) -> None:
        """Look at a file that is to take another one's place."""
        self._start(self._replace(old, path))

    @property
    def busy(self) -> bool:
        """Whether files are being looked at."""
        return bool(self._tasks)

    @Slot()
    def leave(self) -> None:
        """Take nothing more; what runs ends by itself."""
        for task in self._tasks:
            task.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _start(self, work: asyncio._CoroutineLike[None]) -> None:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        self.busy_changed.emit(True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not self._tasks:
            self.busy_changed.emit(False)

    async def _take(self, paths: tuple[Path, ...]) -> None:
        if len(paths) > MOST_TOGETHER or await self.loop.run_in_executor(self._threads, _has_folder, paths):
            self.many.emit(paths)
        else:
            await self._look_at_all(paths)

    async def _look_at_all(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            try:
                self.looked.emit(await self.loop.run_in_executor(self._threads, look_at, path))
            except AppError as error:
                self.refused.emit(error)

    async def _replace(self, old: Media, path: Path) -> None:
        try:
            self.replaced.emit(old, await self.loop.run_in_executor(self._threads, look_at, path))
        except AppError as error:
            self.refused.emit(error)

    async def _keep(self, content: Callable[[], bytes], suffix: str) -> None:
        def save() -> Path:
            return write_new(self._pasted_folder, "pasted", suffix, content())

        try:
            path = await self.loop.run_in_executor(self._threads, save)
        except AppError as error:
            self.refused.emit(error)
            return
        await self._look_at_all((path,))


def _has_folder(paths: Sequence[Path]) -> bool:
    return any(path.is_dir() for path in paths)


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise AppError(
            "The pasted picture cannot be read", hint="Save it as a file first, then drop that.", kind=ErrorKind.INPUT
        )
    return bytes(buffer.data().data())
