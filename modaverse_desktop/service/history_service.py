"""The window's door to the history: every method returns at once, every answer is a signal on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.service.history_worker import HistoryWorker

if TYPE_CHECKING:
    from modaverse_desktop.library.entry import Filter
    from modaverse_desktop.library.history import History

_AGAIN_MS = 15_000
"""What could not be written is tried again after this long, and whenever something else is to be written."""


class HistoryService(QObject):
    """Lives on the window's thread; one other thread uses the file. `open` after the window is seen, `leave` last."""

    left_over = Signal(object)
    """Once after `open`: a list of the conversions that an earlier run left unfinished, oldest first."""
    changed = Signal()
    """Entries were added, changed, starred, deleted or restored."""
    found = Signal(int, object)
    """The ticket of a `find`, and its rows."""
    counted = Signal(int, int)
    """The ticket of a `count`, and how many."""
    ids_found = Signal(int, object)
    """The ticket of an `ids`, and a list of them."""
    got = Signal(object)
    """An `Entry`."""
    packs_found = Signal(object)
    """The ids of all packs that took part."""
    files_found = Signal(object)
    """The files that only the asked entries made."""
    exported = Signal(int)
    """So many pairs were written."""
    edits_found = Signal(object)
    """A list of pairs: what the user corrected, as plain values."""
    trashed = Signal(int)
    """So many files were moved to the trash."""
    failed = Signal(object)
    """An `AppError`: the history cannot be used now. What is to be kept is kept in memory and tried again."""
    refused = Signal(object)
    """An `AppError`: what was asked for is not there any more, or cannot be read."""
    noticed = Signal(object)
    """An `AppError` about the file, once: it was damaged, is read-only, or of a newer version."""

    _answered = Signal(object, object)

    def __init__(self, path: Path, masks: Path | None = None) -> None:
        """`masks`: the folder of painted masks; those that no entry uses go after a while."""
        super().__init__()
        self._worker = HistoryWorker(path, self._notice, masks)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="history")
        self._saved: dict[str, Conversion] = {}
        self._asked: dict[int, Future[None]] = {}
        self._tickets = 0
        self._left = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._write_soon)
        self._answered.connect(self._deliver)

    def open(self) -> None:
        """Open the file and tell what was left over."""
        self._ask(lambda history: history.unfinished(), self.left_over.emit)

    def leave(self) -> None:
        """Write what is still to be written and let go of the file; blocks for that long, some seconds at most."""
        for asked in self._asked.values():
            asked.cancel()
        self._again.stop()
        self._submit(self._worker.write, _nobody)
        self._submit(self._worker.close, _nobody)
        self._left = True
        self._thread.shutdown(wait=True)

    # --- changing -------------------------------------------------------------------------------------------------

    def save(self, conversion: Conversion) -> None:
        """Keep a conversion as it stands. What only matters while it runs may change as often as it likes."""
        lasting = _lasting(conversion)
        if self._saved.get(conversion.id) == lasting:
            return
        self._saved[conversion.id] = lasting
        if conversion.state.terminal:
            del self._saved[conversion.id]
        self._worker.put(conversion)
        self._write_soon()

    def star(self, ids: Iterable[str], on: bool) -> None:
        """Mark entries, or take the marks away."""
        wanted = list(ids)
        self._change(lambda history: history.star(wanted, on))

    def delete(self, ids: Iterable[str]) -> None:
        """Hide entries; for a day `restore` brings them back. Files are not touched."""
        wanted = list(ids)
        self._change(lambda history: history.delete(wanted, datetime.now(UTC)))

    def restore(self, ids: Iterable[str]) -> None:
        """Undo `delete`."""
        wanted = list(ids)
        self._change(lambda history: history.restore(wanted))

    def know_packs(self, versions: Mapping[str, str]) -> None:
        """The versions of the installed packs, by id, to be noted with what is made from now on."""
        self._worker.know_packs(dict(versions))

    # --- looking --------------------------------------------------------------------------------------------------

    def find(self, wanted: Filter, offset: int, limit: int) -> int:
        """Ask for a page, the newest entries first; the ticket comes back with `found`."""
        return self._ask(lambda history: history.find(wanted, offset, limit), self.found.emit, ticketed=True)

    def count(self, wanted: Filter) -> int:
        """Ask how many entries there are; the ticket comes back with `counted`."""
        return self._ask(lambda history: history.count(wanted), self.counted.emit, ticketed=True)

    def drop(self, ticket: int) -> None:
        """The answer is not needed any more."""
        asked = self._asked.pop(ticket, None)
        if asked is not None:
            asked.cancel()

    def ids(self, wanted: Filter, runs: Sequence[tuple[int, int]], count: int) -> int:
        """Ask for the ids at these positions of what is found; the ticket comes back with `ids_found`."""
        return self._ask(lambda history: history.ids(wanted, runs, count), self.ids_found.emit, ticketed=True)

    def get(self, id: str) -> None:
        """Ask for all about an entry."""
        self._ask(lambda history: history.get(id), self.got.emit)

    def packs(self) -> None:
        """Ask which packs took part in any entry."""
        self._ask(lambda history: history.packs(), self.packs_found.emit)

    def files_of(self, ids: Iterable[str]) -> None:
        """Ask which files these entries made and no other entry uses."""
        wanted = list(ids)
        self._ask(lambda history: history.files_of(wanted), self.files_found.emit)

    def export_edits(self, wanted: Filter, target: Path) -> None:
        """Write what the user corrected as training pairs, see `library.pairs`."""

        def write(history: History) -> int:
            from modaverse_desktop.library.pairs import write_pairs

            return write_pairs(history, wanted, target)

        self._ask(write, self.exported.emit)

    def edits(self) -> None:
        """Ask for all that the user corrected, see `library.pairs`."""
        from modaverse_desktop.library.entry import Filter

        def read(history: History) -> list[object]:
            from modaverse_desktop.library.pairs import edited_pairs

            return list(edited_pairs(history, Filter()))

        self._ask(read, self.edits_found.emit)

    def trash(self, files: Sequence[Path]) -> None:
        """Move files to the desktop's trash."""
        from modaverse_desktop.service.trash import to_trash

        self._submit(partial(to_trash, tuple(files)), self.trashed.emit)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _ask(self, work: Callable[[History], object], tell: Callable[..., object], *, ticketed: bool = False) -> int:
        self._tickets += 1
        ticket = self._tickets
        then = partial(tell, ticket) if ticketed else tell
        self._asked[ticket] = self._submit(partial(self._worker.use, work), partial(self._tell, ticket, then))
        return ticket

    def _tell(self, ticket: int, then: Callable[[object], object], answer: object) -> None:
        """Unless nobody wants to know any more."""
        if self._asked.pop(ticket, None) is not None:
            then(answer)

    def _change(self, work: Callable[[History], None]) -> None:
        self._submit(partial(self._worker.use, work), self._has_changed)

    def _has_changed(self, answer: object) -> None:
        if answer != 0:
            self.changed.emit()

    @Slot()
    def _write_soon(self) -> None:
        self._submit(self._worker.write, self._wrote)

    def _wrote(self, count: object) -> None:
        self._has_changed(count)
        self._hash_soon(True)

    def _hash_soon(self, more: object) -> None:
        """Step by step, so that what is asked meanwhile comes first."""
        if more:
            self._submit(self._worker.hash_some, self._hash_soon)

    def _submit(self, work: Callable[[], object], then: Callable[[object], object]) -> Future[None]:
        return Future() if self._left else self._thread.submit(self._run, work, then)

    def _run(self, work: Callable[[], object], then: Callable[[object], object]) -> None:
        """On the history's thread."""
        try:
            self._answered.emit(then, work())
        except AppError as error:
            self._answered.emit(self._failed, error)
        except Exception as error:
            self._answered.emit(_mistake, error)

    def _notice(self, notice: AppError) -> None:
        """On the history's thread."""
        self._answered.emit(self.noticed.emit, notice)

    @Slot(object, object)
    def _deliver(self, then: Callable[[object], object], answer: object) -> None:
        """On the window's thread."""
        then(answer)

    def _failed(self, error: object) -> None:
        if isinstance(error, AppError) and error.kind is not ErrorKind.RESOURCES:
            self.refused.emit(error)
            return
        self._again.start()
        self.failed.emit(error)


def _lasting(conversion: Conversion) -> Conversion:
    """Without what is not worth writing down each time that it changes."""
    response = "" if conversion.state is State.INTERPRETING else conversion.meta_response
    return replace(conversion, step="", fraction=None, running=None, meta_response=response)


def _mistake(error: object) -> None:
    """Ours: it belongs on the window's thread, where the application says so."""
    assert isinstance(error, Exception)
    raise error


def _nobody(answer: object) -> None:
    """Wants to know."""
