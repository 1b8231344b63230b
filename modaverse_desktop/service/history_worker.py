"""What happens on the history's own thread: opens the file, tries again what could not be written, hashes media."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from modaverse_desktop import __version__
from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.errors import AppError, ErrorKind

if TYPE_CHECKING:
    from modaverse_desktop.library.history import History

T = TypeVar("T")

_LIBRARIES = ("torch", "transformers", "diffusers", "peft")
_UNDO = timedelta(days=1)
"""Deleted entries older than this are dropped when the history is opened."""
_UNUSED = timedelta(days=30)
"""Masks that nothing uses are dropped then when they are older than this."""
_END = object()


class HistoryWorker:
    """`put` and `know_packs` may be called from any thread, everything else only from one."""

    def __init__(self, path: Path, notice: Callable[[AppError], None], masks: Path | None = None) -> None:
        """`masks`: the folder of painted masks, to be tidied when the history is opened."""
        self._path = path
        self._masks = masks
        self._notice = notice
        self._history: History | None = None
        self._lock = threading.Lock()
        self._unsaved: dict[str, tuple[Conversion, datetime]] = {}
        self._hashing: Iterator[None] | None = None
        self._libraries: Mapping[str, str] | None = None
        self._pack_versions: Mapping[str, str] = {}

    def put(self, conversion: Conversion) -> None:
        """Have it written by the next `write`; of several states of one conversion only the last is."""
        with self._lock:
            self._unsaved[conversion.id] = (conversion, datetime.now(UTC))

    def know_packs(self, versions: Mapping[str, str]) -> None:
        """The versions of the installed packs, by id, to be noted with what is made from now on."""
        self._pack_versions = versions

    def use(self, work: Callable[[History], T]) -> T:
        """Do `work` with the history. If the file is damaged, it is begun anew and the work done with the new one.

        Raises:
            AppError: the history cannot be used now; a later call tries again.
        """
        from modaverse_desktop.library.history import History
        from modaverse_desktop.library.transaction import Damaged

        try:
            try:
                return work(self._opened())
            except Damaged as damaged:
                self.close()
                self._keep(History(self._path, damaged))
                return work(self._opened())
        except AppError as error:
            if error.kind is ErrorKind.RESOURCES:
                self.close()
            raise

    def write(self) -> int:
        """Write what was put, and say how many that were. What cannot be written is kept for the next time.

        Raises:
            AppError: the history cannot be used now.
        """
        with self._lock:
            taken, self._unsaved = self._unsaved, {}
        count = len(taken)
        try:
            while taken:
                id, (conversion, when) = next(iter(taken.items()))
                self.use(lambda history, c=conversion, w=when: self._save(history, c, w))
                del taken[id]
        finally:
            with self._lock:
                self._unsaved = {**taken, **self._unsaved}
        return count

    def hash_some(self) -> bool:
        """A short step of hashing the media that were used; False if there is nothing to do."""
        from modaverse_desktop.library.hashing import next_hashing

        try:
            self._hashing = self._hashing or self.use(next_hashing)
            if self._hashing is None:
                return False
            if next(self._hashing, _END) is _END:
                self._hashing = None
        except AppError:
            self._hashing = None
            return False
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._hashing = None
        if self._history is not None:
            self._history.close()
            self._history = None

    def _opened(self) -> History:
        from modaverse_desktop.library.history import History

        if self._history is None:
            self._keep(History(self._path))
        assert self._history is not None
        return self._history

    def _keep(self, history: History) -> None:
        self._history = history
        if history.notice is not None:
            self._notice(history.notice)
        if not history.read_only:
            history.purge(datetime.now(UTC) - _UNDO)
            if self._masks is not None:
                from modaverse_desktop.library.masks import drop_unused

                drop_unused(history, self._masks, datetime.now(UTC) - _UNUSED)

    def _save(self, history: History, conversion: Conversion, when: datetime) -> None:
        if not history.read_only:  # the user knows: see `History.notice`
            history.save(conversion, when, self._versions(conversion))

    def _versions(self, conversion: Conversion) -> dict[str, str]:
        from modaverse_desktop.library.rows import packs_of

        if self._libraries is None:
            from importlib import metadata  # it brings in the whole of `email`

            self._libraries = {name: metadata.version(name) for name in _LIBRARIES}
        packs = {pack: self._pack_versions[pack] for pack in packs_of(conversion) if pack in self._pack_versions}
        return {"modaverse-desktop": __version__, **self._libraries, **packs}
