"""Many files for one instruction: what they are is found out in steps on another thread; a list for the view."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QPixmap

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer.thumbnails import Thumbnails
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import task_word

MOST_FILES = 10_000
"""The walk through a folder ends here."""
_STEP_SECONDS = 0.1
_STEP_FILES = 64

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Examined:
    """A file and what it is, or why it cannot be used."""

    path: Path
    media: Media | None
    error: AppError | None = None


class Batch(QAbstractListModel):
    """The usable files are its rows. `begin` looks, `changed` tells of progress, `ended` that all have been seen."""

    changed = Signal()
    ended = Signal()

    def __init__(
        self, loop: asyncio.AbstractEventLoop, theme: Theme, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._loop = loop
        self._theme = theme
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="batch")
        self._thumbnails = thumbnails
        self._thumbnails.ready.connect(self._thumbnail_ready)
        self._thumbnails.failed.connect(self._thumbnail_failed)
        self._media: list[Media] = []
        self._rows: dict[Path, int] = {}
        self._task: asyncio.Task[None] | None = None
        self.refused: list[AppError] = []
        self.cut_off = False
        """Whether there were more than `MOST_FILES`."""

    # --- looking --------------------------------------------------------------------------------------------------

    def media(self) -> tuple[Media, ...]:
        """The usable files."""
        return tuple(self._media)

    @property
    def looking(self) -> bool:
        """Whether there are files left to look at."""
        return self._task is not None and not self._task.done()

    def begin(self, paths: Sequence[Path], can_read: Callable[[Modality], bool]) -> None:
        """Look at these files, and at what is in these folders, besides those that are there."""
        earlier = self._task if self.looking else None
        self._task = self._loop.create_task(self._look(tuple(paths), can_read, earlier))
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Stop looking and forget everything."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.beginResetModel()
        self._media.clear()
        self._rows.clear()
        self.refused.clear()
        self.cut_off = False
        self.endResetModel()
        self.changed.emit()

    def remove(self, rows: Sequence[int]) -> None:
        """Leave these files out."""
        gone = set(rows)
        if len(gone) == 1:  # the grid stays where it is scrolled to
            (row,) = gone
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._media[row]
            self.endRemoveRows()
        else:
            self.beginResetModel()
            self._media = [media for row, media in enumerate(self._media) if row not in gone]
            self.endResetModel()
        self._rows = {media.path: row for row, media in enumerate(self._media)}
        self.changed.emit()

    def leave(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _look(
        self, paths: tuple[Path, ...], can_read: Callable[[Modality], bool], earlier: asyncio.Task[None] | None
    ) -> None:
        if earlier is not None:
            await earlier
        files = iter(_examined(paths))
        while found := await self._loop.run_in_executor(self._threads, partial(_some, files)):
            self._take([one for one in found if one.path not in self._rows], can_read)
            if len(self._media) + len(self.refused) >= MOST_FILES:
                self.cut_off = True
                break
        self._loop.call_soon(self.ended.emit)  # when this task counts as done

    def _take(self, found: Sequence[Examined], can_read: Callable[[Modality], bool]) -> None:
        errors = [one.error or _no_model(one) for one in found if one.media is None or not can_read(one.media.modality)]
        usable = [one.media for one in found if one.media is not None and can_read(one.media.modality)]
        self.refused += errors
        if usable:
            first = len(self._media)
            self.beginInsertRows(QModelIndex(), first, first + len(usable) - 1)
            self._media += usable
            self._rows.update({media.path: first + row for row, media in enumerate(usable)})
            self.endInsertRows()
        self.changed.emit()

    # --- the list -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many files can be used."""
        return 0 if parent.isValid() else len(self._media)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The thumbnail and, for tool tips and screen readers, the name."""
        if not index.isValid():
            return None
        media = self._media[index.row()]
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(media)
            case Qt.ItemDataRole.ToolTipRole:
                return str(media.path)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{task_word(media.modality)}: {media.path.name}"
            case _:
                return None

    def _picture(self, media: Media) -> QPixmap:
        has_picture = media.modality in (Modality.IMAGE, Modality.VIDEO)
        found = self._thumbnails.get(media.path) if has_picture else None
        return found if found is not None else self._theme.pixmap(media.modality.value, "muted")

    @Slot(object)
    def _thumbnail_ready(self, path: Path) -> None:
        row = self._rows.get(path)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    @Slot(object, object)
    def _thumbnail_failed(self, path: Path, error: AppError) -> None:
        """Its beginning looked well, its pixels cannot be read."""
        row = self._rows.get(path)
        if row is not None:
            self.refused.append(error)
            self.remove([row])


def _examined(paths: Sequence[Path]) -> Iterator[Examined]:
    from modaverse_desktop.media.gather import gather
    from modaverse_desktop.media.probe import probe

    for path in gather(paths):
        try:
            yield Examined(path, probe(path))
        except AppError as error:
            yield Examined(path, None, error)


def _some(files: Iterator[Examined]) -> list[Examined]:
    """The next few: as many as a moment allows, so that the count moves and a wish to stop is heard."""
    found: list[Examined] = []
    end = time.monotonic() + _STEP_SECONDS
    for file in islice(files, _STEP_FILES):
        found.append(file)
        time.sleep(0)  # the window's turn: reading headers is mostly Python, and one interpreter serves both
        if time.monotonic() > end:
            break
    return found


def _no_model(file: Examined) -> AppError:
    return AppError(f"“{file.path.name}”: no installed model can understand it yet")
