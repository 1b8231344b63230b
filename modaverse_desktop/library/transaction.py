"""All or nothing, and what SQLite says in words for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PRIMARY = 0xFF  # the low byte of an extended code is the code


class Damaged(AppError):
    """The file is no history any more, or not wholly."""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything in the block is written, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises in the block into an `AppError` about the history in `path`.

    Raises:
        Damaged: the file is broken.
        AppError: of kind RESOURCES: the disk is full, the folder read-only, the file in use.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _explain(path, error) from error


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 if there is none."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & _PRIMARY


def _explain(path: Path, error: sqlite3.Error | OSError) -> AppError:
    code = code_of(error) if isinstance(error, sqlite3.Error) else sqlite3.SQLITE_CANTOPEN
    detail = f"{path}: {error}"
    if code in _DAMAGED:
        return Damaged("The history is damaged", detail, "It is set aside and a new one begun.", ErrorKind.RESOURCES)
    titles = {
        sqlite3.SQLITE_FULL: ("The history could not be written: the disk is full", "Free some space."),
        sqlite3.SQLITE_BUSY: ("The history is in use", "Close the other program that has it open."),
        sqlite3.SQLITE_READONLY: ("The history may not be written", "Change who may write to its folder."),
        sqlite3.SQLITE_CANTOPEN: ("The history cannot be opened", "Check that its folder is there and may be read."),
    }
    title, hint = titles.get(code, ("The history could not be used", "Check the disk that it lies on."))
    return AppError(title, detail, f"{hint} Nothing is lost until you quit: it is tried again.", ErrorKind.RESOURCES)
