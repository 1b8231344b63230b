"""From dropped paths to media with thumbnails: probed and scaled on other threads, in the order they were given."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_new
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui import words

THUMBNAIL_SIDE = 480
"""Pixels: enough for a large card, also on a dense screen."""
SMALL_SIDE = 96
"""Pixels: for the list of conversions."""
_THREADS = 1
"""One at a time: a big picture needs its full size in memory while it is scaled."""


@dataclass(frozen=True)
class MediaLook:
    """A medium and what its card shows."""

    media: Media
    facts: str
    """Size in pixels, duration and size on disk, in words."""
    thumbnail: QImage | None = None

    def small(self) -> MediaLook:
        """The same with a thumbnail that may be kept by the hundred."""
        if self.thumbnail is None or self.thumbnail.width() <= SMALL_SIDE >= self.thumbnail.height():
            return self
        side = QSize(SMALL_SIDE, SMALL_SIDE)
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
        return replace(self, thumbnail=self.thumbnail.scaled(side, ratio, smooth))


class MediaIntake(QObject):
    """`take` returns at once; `looked` and `refused` come one by one."""

    looked = Signal(object)
    refused = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, loop: asyncio.AbstractEventLoop, pasted_folder: Path) -> None:
        super().__init__()
        self._loop = loop
        self._pasted_folder = pasted_folder
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="media")
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, paths: Sequence[Path]) -> None:
        """Look at these files."""
        self._start(self._look_at_all(tuple(paths)))

    def take_image(self, image: QImage) -> None:
        """Keep image data from the clipboard or a browser as a file, and look at it."""
        self._start(self._keep(image.copy()))

    @Slot()
    def leave(self) -> None:
        """Take nothing more; what runs ends by itself."""
        for task in self._tasks:
            task.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _start(self, work: asyncio._CoroutineLike[None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        self.busy_changed.emit(True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not self._tasks:
            self.busy_changed.emit(False)

    async def _look_at_all(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            try:
                self.looked.emit(await self._loop.run_in_executor(self._threads, look_at, path))
            except AppError as error:
                self.refused.emit(error)

    async def _keep(self, image: QImage) -> None:
        try:
            path = await self._loop.run_in_executor(self._threads, _save_pasted, image, self._pasted_folder)
        except AppError as error:
            self.refused.emit(error)
            return
        await self._look_at_all((path,))


def look_at(path: Path) -> MediaLook:
    """Probe one file and make its thumbnail; blocks, needs no GUI thread.

    Raises:
        AppError: it cannot be used.
    """
    from modaverse_desktop.media.probe import describe  # Pillow and numpy: not before the first file
    from modaverse_desktop.media.thumbnail import thumbnail

    info = describe(path)
    facts = [f"{info.width} × {info.height}"] if info.width and info.modality is not Modality.AUDIO else []
    facts += [words.duration(info.duration)] if info.duration is not None else []
    facts.append(words.file_size(info.size_bytes))
    picture = None
    if info.modality in (Modality.IMAGE, Modality.VIDEO):
        picture = QImage.fromData(thumbnail(path, THUMBNAIL_SIDE))
    return MediaLook(Media(path.absolute(), info.modality), " · ".join(facts), picture)


def _save_pasted(image: QImage, folder: Path) -> Path:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise AppError(
            "The pasted picture cannot be read", hint="Save it as a file first, then drop that.", kind=ErrorKind.INPUT
        )
    return write_new(folder, "pasted", ".png", bytes(buffer.data().data()))
