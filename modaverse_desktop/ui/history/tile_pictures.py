"""Thumbnails for the tiles: made on another thread, what was asked for last comes first, some are kept in memory."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from modaverse_desktop.core.errors import AppError

if TYPE_CHECKING:
    from modaverse_desktop.library.thumbnails import ThumbnailCache

_MOST_KEPT = 150
"""Pixmaps of at most 400 kB."""
_MOST_WANTED = 80
"""Whoever scrolls past does not wait for more."""


class TilePictures(QObject):
    """`pixmap` never blocks; `ready` says that one more is there."""

    ready = Signal()
    _made = Signal(object, object)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._cache: ThumbnailCache | None = None
        self._kept: OrderedDict[Path, QPixmap | None] = OrderedDict()
        self._asked: set[Path] = set()
        self._wanted: OrderedDict[Path, None] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="thumbnails")
        self._made.connect(self._keep)

    def pixmap(self, path: Path) -> QPixmap | None:
        """The thumbnail, or None while it is made and where there is none."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._asked:
            self._asked.add(path)
            self._wanted[path] = None
            self._thread.submit(self._make_one)
        else:
            with contextlib.suppress(KeyError):  # it is being made just now
                self._wanted.move_to_end(path)
        while len(self._wanted) > _MOST_WANTED:
            self._asked.discard(self._wanted.popitem(last=False)[0])
        return None

    def at_rest(self) -> bool:
        """Whether none is being made."""
        return not self._asked

    def forget_missing(self) -> None:
        """Try again where there was no thumbnail: the file may be there now."""
        for path in [path for path, pixmap in self._kept.items() if pixmap is None]:
            del self._kept[path]

    def leave(self) -> None:
        """Make no more, and keep none."""
        self._wanted.clear()
        self._kept.clear()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _make_one(self) -> None:
        """On the other thread."""
        try:
            path, _ = self._wanted.popitem()
        except KeyError:
            return
        try:
            image = QImage.fromData(self._disk().get(path))
        except AppError:
            image = QImage()
        self._made.emit(path, image)

    def _disk(self) -> ThumbnailCache:
        if self._cache is None:
            from modaverse_desktop.library.thumbnails import ThumbnailCache  # Pillow and numpy

            self._cache = ThumbnailCache(self._folder)
            self._cache.prune()
        return self._cache

    @Slot(object, object)
    def _keep(self, path: Path, image: QImage) -> None:
        self._asked.discard(path)
        self._kept[path] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self.ready.emit()
