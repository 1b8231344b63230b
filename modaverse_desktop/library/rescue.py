"""What can still be read of a damaged history goes into the new one."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.record import from_record
from modaverse_desktop.library.saving import save_conversion
from modaverse_desktop.library.transaction import transaction

_MOST_LOST = 500
"""After so many unreadable entries in a row nothing more is expected."""


def rescue(damaged: Path, connection: sqlite3.Connection) -> int:
    """Copy every entry that can be read from the damaged file, and return how many those are. Never changes it.

    An entry that has lost its time gets the time of the one before it.

    Raises:
        sqlite3.Error: the new history cannot be written.
    """
    count, when = 0, datetime.fromtimestamp(0, UTC)
    with contextlib.closing(_open(damaged)) as old, transaction(connection):
        for number, record, versions in _records(old):
            created, starred, deleted = _entry(old, number)
            when = datetime.fromtimestamp(created, UTC) if created else when
            with contextlib.suppress(AppError, ValueError, TypeError):
                conversion = from_record(json.loads(record))
                save_conversion(connection, conversion, when, json.loads(versions))
                count += 1
                values = (starred, deleted, conversion.id)
                connection.execute("UPDATE entries SET starred = ?, deleted = ? WHERE id = ?", values)
    return count


def _open(damaged: Path) -> sqlite3.Connection:
    """With its log, if there is one; without, no file of SQLite's own is left beside it."""
    logged = damaged.with_name(damaged.name + "-wal").exists()
    return sqlite3.connect(f"file:{quote(bytes(damaged))}?{'mode=ro' if logged else 'immutable=1'}", uri=True)


def _records(old: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Number, record and versions of the entries that can be read, one by one: a damaged page hides only its own."""
    sql = "SELECT entry, record, versions FROM records WHERE entry >= ? ORDER BY entry LIMIT 1"
    number, lost = 0, 0
    while lost < _MOST_LOST:
        try:
            found = old.execute(sql, (number,)).fetchone()
        except sqlite3.Error:
            number, lost = number + 1, lost + 1
            continue
        if found is None:
            return
        yield found
        number, lost = found[0] + 1, 0


def _entry(old: sqlite3.Connection, number: int) -> tuple[float, int, float | None]:
    """Time, star and deletion of an entry, as far as they are known."""
    with contextlib.suppress(sqlite3.Error):
        sql = "SELECT created, starred, deleted FROM entries WHERE number = ?"
        return old.execute(sql, (number,)).fetchone() or (0.0, 0, None)
    return 0.0, 0, None
