"""Opening the history's file whatever state it is in: new, old, of a newer version, read-only, damaged."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.library.rescue import rescue
from modaverse_desktop.library.schema import MIGRATIONS, migrate, version_of
from modaverse_desktop.library.transaction import Damaged, code_of, explained

_PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""
_MOMENT = 0.02
"""Seconds between two tries."""
_SIDE_FILES = ("", "-wal", "-shm")
_NOT_WRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


@dataclass(frozen=True)
class Opened:
    """A connection to use on this thread only, and what the user should know about it."""

    connection: sqlite3.Connection
    read_only: bool = False
    notice: AppError | None = None


def open_database(path: Path) -> Opened:
    """Open or make the file. A damaged one is set aside and a new one begun; see `Opened.notice`.

    Raises:
        AppError: it cannot be opened at all.
    """
    try:
        return _open(path)
    except Damaged as damaged:
        return _begin_anew(path, damaged)


def reopen_damaged(path: Path, damaged: Damaged) -> Opened:
    """Open a file again that was found damaged while it was used: mend its search index, or else begin a new one.

    It may also be whole: another process has put a new one in its place.

    Raises:
        AppError: it cannot be opened at all.
    """
    opened: Opened | None = None
    try:
        with explained(path):
            opened = _open(path)
            sound = opened.connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            if sound and not opened.read_only:
                opened.connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    except Damaged:
        sound = False
    if opened is not None and sound:
        return opened
    if opened is not None:
        opened.connection.close()
    return _begin_anew(path, damaged)


def _begin_anew(path: Path, damaged: Damaged) -> Opened:
    aside = _set_aside(path)
    opened = _open(path)
    rescued = 0
    with contextlib.suppress(sqlite3.Error):  # the old one is kept, whatever happens
        rescued = rescue(aside, opened.connection)
    return Opened(opened.connection, opened.read_only, _was_damaged(damaged, aside, rescued))


def _set_aside(path: Path) -> Path:
    """Rename a damaged file, with what belongs to it, and return its new name; nothing is lost."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}")
    with explained(path):
        for ending in _SIDE_FILES:
            file = path.with_name(path.name + ending)
            if file.exists():
                file.rename(aside.with_name(aside.name + ending))
    return aside


def _open(path: Path) -> Opened:
    with explained(path):
        try:
            return _open_to_write(path)
        except (sqlite3.Error, OSError) as error:
            if not path.exists() or (isinstance(error, sqlite3.Error) and code_of(error) not in _NOT_WRITABLE):
                raise
            return _open_to_read(path)


def _open_to_write(path: Path) -> Opened:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        if version_of(connection) > len(MIGRATIONS):
            connection.execute("PRAGMA query_only = on")
            return Opened(connection, read_only=True, notice=_too_new(path))
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = normal")  # a crash loses nothing, a power cut at most the last moment
        connection.execute("PRAGMA foreign_keys = on")
        migrate(connection)
        connection.execute("BEGIN IMMEDIATE")  # says now if it may not be written
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return Opened(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """SQLite's patience does not count here: that another process makes the same file is said at once."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_MOMENT)


def _open_to_read(path: Path) -> Opened:
    """`immutable`: in a read-only folder SQLite could not make the files through which readers find each other."""
    connection = sqlite3.connect(f"file:{quote(bytes(path))}?immutable=1", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        version_of(connection)
        connection.execute("SELECT 1 FROM entries LIMIT 1")
    except BaseException:
        connection.close()
        raise
    return Opened(connection, read_only=True, notice=_not_writable(path))


def _was_damaged(damaged: Damaged, aside: Path, rescued: int) -> AppError:
    saved = f"{rescued:,} conversions could be read and are in the new one" if rescued else "Nothing in it can be read"
    return AppError(
        "The history was damaged; a new one was begun",
        f"{damaged.detail}. {saved}. The old one is kept as {aside}",
        "Pictures, sounds and clips are not touched: they lie where they were.",
        ErrorKind.RESOURCES,
    )


def _too_new(path: Path) -> AppError:
    return AppError(
        "The history was written by a newer version of the application",
        f"{path} can be read, and nothing is added to it or changed in it",
        "Start the newer version, or move the file away to begin a new history.",
        ErrorKind.RESOURCES,
    )


def _not_writable(path: Path) -> AppError:
    return AppError(
        "The history may only be read",
        f"{path} or its folder is read-only: what you do now is not added to it",
        "Change who may write to the folder, then start the program again.",
        ErrorKind.RESOURCES,
    )
