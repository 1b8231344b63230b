"""The history's file: conversions in, entries out. To be used from one thread; two processes may do so at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.record import from_record
from modaverse_desktop.library.entry import Entry, Filter, MediaFact, Row
from modaverse_desktop.library.opening import open_database, reopen_damaged
from modaverse_desktop.library.query import query_of
from modaverse_desktop.library.rows import COLUMNS, to_media_fact, to_row, to_time
from modaverse_desktop.library.saving import save_conversion
from modaverse_desktop.library.transaction import Damaged, explained, transaction

_ALL = Filter()


class History:
    """Every method raises `AppError` when the file cannot be used, `Damaged` when it is broken; see `explained`."""

    def __init__(self, path: Path, damaged: Damaged | None = None) -> None:
        """Open or make the file; with what was wrong with it, if it was found `damaged` a moment ago."""
        self._path = path
        opened = reopen_damaged(path, damaged) if damaged else open_database(path)
        self._connection = opened.connection
        self._file = _identity(path)
        self.read_only = opened.read_only
        """Nothing can be kept: `save` and everything else that changes raises."""
        self.notice = opened.notice
        """What the user should be told about the file: it was damaged, is read-only, of a newer version."""

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # --- looking --------------------------------------------------------------------------------------------------

    def find(self, wanted: Filter = _ALL, offset: int = 0, limit: int = 100) -> list[Row]:
        """One page of the entries, the newest first."""
        query = query_of(wanted)
        sql = f"SELECT {COLUMNS} {query.source} ORDER BY {query.order} DESC LIMIT ? OFFSET ?"
        with explained(self._path):
            return [to_row(values) for values in self._connection.execute(sql, (*query.values, limit, offset))]

    def count(self, wanted: Filter = _ALL) -> int:
        """How many entries `find` would give in all its pages."""
        query = query_of(wanted)
        with explained(self._path):
            return int(self._connection.execute(f"SELECT count(*) {query.source}", query.values).fetchone()[0])

    def ids(self, wanted: Filter, runs: Iterable[tuple[int, int]], count: int) -> list[str]:
        """The ids at these positions (first, last) of what `find` gives, if it still gives `count` in all.

        Raises:
            AppError: entries came or went, and the positions mean others now.
        """
        query = query_of(wanted)
        sql = f"SELECT id {query.source} ORDER BY {query.order} DESC LIMIT ? OFFSET ?"
        if self.count(wanted) != count:
            raise AppError("The history has just changed", hint="Select them again.", kind=ErrorKind.INPUT)
        with explained(self._path):
            pages = [(last - first + 1, first) for first, last in runs]
            return [values["id"] for page in pages for values in self._connection.execute(sql, (*query.values, *page))]

    def get(self, id: str) -> Entry:
        """All about one entry, also about a deleted one.

        Raises:
            AppError: there is none, or it cannot be read.
        """
        with explained(self._path):
            sql = f"SELECT {COLUMNS}, number, changed FROM entries WHERE id = ?"
            values = self._connection.execute(sql, (id,)).fetchone()
            if values is None:
                raise _unknown(id)
            number = values["number"]
            record = self._connection.execute("SELECT * FROM records WHERE entry = ?", (number,)).fetchone()
            media = self._connection.execute("SELECT * FROM media WHERE entry = ? ORDER BY position", (number,))
            facts = tuple(to_media_fact(line) for line in media)
        conversion = from_record(json.loads(record["record"]))
        return Entry(to_row(values), conversion, to_time(values["changed"]), facts, json.loads(record["versions"]))

    def unfinished(self) -> list[Conversion]:
        """The conversions that have not ended, oldest first; none from a file that may only be read."""
        if self.read_only:
            return []
        sql = "SELECT record FROM entries JOIN records ON entry = number WHERE NOT ended AND deleted IS NULL"
        with explained(self._path):
            records = [values["record"] for values in self._connection.execute(f"{sql} ORDER BY number")]
        return [conversion for conversion in map(_readable, records) if conversion is not None]

    def is_empty(self) -> bool:
        """Whether there is no entry at all, not even a deleted one."""
        with explained(self._path):
            return self._connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None

    def records_with(self, word: str) -> Iterator[str]:
        """The records that hold this word, as they were written, of deleted entries too."""
        with explained(self._path):
            for values in self._connection.execute("SELECT record FROM records WHERE instr(record, ?)", (word,)):
                yield values["record"]

    def packs(self) -> list[str]:
        """The ids of all packs that took part in an entry."""
        with explained(self._path):
            return [values[0] for values in self._connection.execute("SELECT DISTINCT pack FROM packs ORDER BY pack")]

    def maker(self, artifact: Path) -> str | None:
        """The id of the latest conversion that made this file."""
        sql = "SELECT id FROM artifacts JOIN entries ON number = entry WHERE path = ? ORDER BY number DESC LIMIT 1"
        with explained(self._path):
            values = self._connection.execute(sql, (os.fsencode(artifact),)).fetchone()
        return values["id"] if values else None

    def files_of(self, ids: Iterable[str]) -> list[Path]:
        """The files that these entries made and that no other entry, unless deleted, made or used, in order."""
        sql = """
            SELECT DISTINCT path FROM artifacts AS made JOIN entries ON number = made.entry
            WHERE id IN (SELECT value FROM json_each(:ids)) AND path IS NOT NULL AND path NOT IN (
                SELECT path FROM artifacts JOIN entries ON number = entry
                WHERE path = made.path AND deleted IS NULL AND id NOT IN (SELECT value FROM json_each(:ids))
                UNION ALL
                SELECT path FROM media JOIN entries ON number = entry
                WHERE path = made.path AND deleted IS NULL AND id NOT IN (SELECT value FROM json_each(:ids))
            )
            ORDER BY number, position
        """
        with explained(self._path):
            found = self._connection.execute(sql, {"ids": json.dumps(list(ids))}).fetchall()
        return [Path(os.fsdecode(values["path"])) for values in found]

    # --- changing -------------------------------------------------------------------------------------------------

    def save(self, conversion: Conversion, when: datetime, versions: Mapping[str, str] | None = None) -> None:
        """Keep a conversion as it stands, in one transaction; the first time as a new entry made at `when`."""
        with self._writing():
            save_conversion(self._connection, conversion, when, versions or {})

    def star(self, ids: Iterable[str], on: bool) -> None:
        """Mark entries, or take the marks away."""
        with self._writing():
            lines = [(on, id) for id in ids]
            self._connection.executemany("UPDATE entries SET starred = ? WHERE id = ?", lines)

    def delete(self, ids: Iterable[str], when: datetime) -> None:
        """Hide entries until `restore`, or until `purge` drops them. Files are not touched."""
        with self._writing():
            lines = [(when.timestamp(), id) for id in ids]
            self._connection.executemany("UPDATE entries SET deleted = ? WHERE id = ?", lines)

    def restore(self, ids: Iterable[str]) -> None:
        """Undo `delete`."""
        with self._writing():
            self._connection.executemany("UPDATE entries SET deleted = NULL WHERE id = ?", [(id,) for id in ids])

    def purge(self, before: datetime) -> None:
        """Drop the entries that were deleted before this time, for good."""
        with self._writing():
            self._connection.execute("DELETE FROM entries WHERE deleted < ?", (before.timestamp(),))

    # --- hashes ---------------------------------------------------------------------------------------------------

    def unhashed(self) -> MediaFact | None:
        """A medium whose hash is still to be computed, of the latest entry first."""
        sql = "SELECT * FROM media WHERE sha256 IS NULL AND size IS NOT NULL ORDER BY entry DESC LIMIT 1"
        with explained(self._path):
            values = self._connection.execute(sql).fetchone()
        return to_media_fact(values) if values and not self.read_only else None

    def note_hash(self, media: MediaFact, sha256: str) -> None:
        """Keep the hash of a medium for all entries that used the same file; empty if it cannot be known any more."""
        with self._writing():
            self._connection.execute(
                "UPDATE media SET sha256 = ? WHERE path = ? AND size = ? AND modified = ? AND sha256 IS NULL",
                (sha256, os.fsencode(media.path), media.size, media.modified),
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise self.notice or AppError("The history may only be read", kind=ErrorKind.RESOURCES)
        if _identity(self._path) != self._file:
            raise _taken_away(self._path)
        with explained(self._path), transaction(self._connection):
            yield


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there; SQLite would go on writing into one that was deleted or set aside."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _taken_away(path: Path) -> AppError:
    return AppError(
        "The history was moved or deleted while it was in use",
        str(path),
        "A new one is begun in its place; put the old one back before you start the program again.",
        ErrorKind.RESOURCES,
    )


def _readable(record: str) -> Conversion | None:
    """An entry that cannot be read stays in the history and is passed over."""
    try:
        return from_record(json.loads(record))
    except (AppError, ValueError):
        return None


def _unknown(id: str) -> AppError:
    return AppError("This entry is not in the history any more", id, "It may have been deleted.", ErrorKind.INPUT)
