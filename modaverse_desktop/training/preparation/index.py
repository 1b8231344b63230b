"""Which media there are, how far each has come, and where its embedding lies: an SQLite file beside the shards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.modality import Modality

_SCHEMA = """
CREATE TABLE IF NOT EXISTS media (
    path TEXT NOT NULL, modality TEXT NOT NULL, size INTEGER, modified INTEGER, key TEXT, why TEXT,
    PRIMARY KEY (path, modality)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS embeddings (
    encoder TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (encoder, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waiting ON media (path) WHERE key IS NULL AND why IS NULL;
"""
_PAGE = 512


@dataclass(frozen=True)
class Known:
    """A medium as the index knows it. `key` is its content's; both empty: not looked at yet."""

    path: str
    modality: Modality
    key: str = ""
    why: str = ""
    size: int = -1
    modified: int = -1


class Index:
    """Open it with `with`. All that is written between two calls of `commit` is there whole or not at all.

    What writes raises AppError(RESOURCES) if the disk is full: a page may have to go there before `commit`.
    """

    def __init__(self, path: Path) -> None:
        """Raises AppError if the file is damaged or cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path)
            self._base.executescript(_SCHEMA)
            self._base.execute("PRAGMA cache_size = -16000")
        except (sqlite3.Error, OSError) as error:
            hint = "Delete it; what it lists is looked at again."
            raise AppError(f"The index {path} cannot be used", str(error), hint, ErrorKind.INPUT) from error

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *error: object) -> None:
        self._base.close()

    def commit(self) -> None:
        """Make what was written last."""
        with _writing():
            self._base.commit()

    def add(self, media: Iterable[tuple[str, str]]) -> None:
        """Note paths and modalities; those that are known stay as they are."""
        with _writing():
            self._base.executemany("INSERT OR IGNORE INTO media (path, modality) VALUES (?, ?)", media)

    def forget_broken(self) -> None:
        """What could not be used may be whole now."""
        with _writing():
            self._base.execute("UPDATE media SET why = NULL WHERE why IS NOT NULL")

    def forget(self, medium: Known) -> None:
        """It has changed: look at it anew."""
        key = (medium.path, medium.modality.value)
        with _writing():
            self._base.execute("UPDATE media SET key = NULL, why = NULL WHERE path = ? AND modality = ?", key)

    def note(self, medium: Known) -> None:
        """What came of looking at it."""
        state = (medium.key or None, medium.why or None, medium.size, medium.modified)
        with _writing():
            self._base.execute(
                "UPDATE media SET key = ?, why = ?, size = ?, modified = ? WHERE path = ? AND modality = ?",
                (*state, medium.path, medium.modality.value),
            )

    def place(self, encoder: str, key: str, position: int) -> None:
        """Where an embedding lies."""
        with _writing():
            self._base.execute("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", (encoder, key, position))

    def position(self, encoder: str, key: str) -> int | None:
        """Where the embedding of a content lies; None if there is none yet."""
        found = self._base.execute("SELECT position FROM embeddings WHERE encoder = ? AND key = ?", (encoder, key))
        row = found.fetchone()
        return None if row is None else int(row[0])

    def count(self, encoder: str) -> int:
        """How many embeddings of an encoder are sure."""
        found = self._base.execute("SELECT MAX(position) FROM embeddings WHERE encoder = ?", (encoder,)).fetchone()[0]
        return 0 if found is None else int(found) + 1

    def get(self, path: str, modality: Modality) -> Known | None:
        """One medium."""
        row = self._base.execute(
            "SELECT path, modality, key, why, size, modified FROM media WHERE path = ? AND modality = ?",
            (path, modality.value),
        ).fetchone()
        return None if row is None else _known(row)

    def waiting(self) -> list[Known]:
        """Some that have not been looked at yet."""
        found = self._base.execute(
            "SELECT path, modality, key, why, size, modified FROM media WHERE key IS NULL AND why IS NULL LIMIT ?",
            (_PAGE,),
        )
        return [_known(row) for row in found]

    def done(self) -> Iterator[Known]:
        """All that have an embedding, a page at a time, so that the index may be written meanwhile."""
        return self._pages("key IS NOT NULL")

    def broken(self) -> Iterator[Known]:
        """All that cannot be used."""
        return self._pages("why IS NOT NULL")

    def totals(self) -> tuple[int, int, int]:
        """How many are waiting, done, broken."""
        row = self._base.execute(
            "SELECT COALESCE(SUM(key IS NULL AND why IS NULL), 0), COALESCE(SUM(key IS NOT NULL), 0),"
            " COALESCE(SUM(why IS NOT NULL), 0) FROM media"
        ).fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    def _pages(self, condition: str) -> Iterator[Known]:
        last = ("", "")
        while rows := self._base.execute(
            f"SELECT path, modality, key, why, size, modified FROM media WHERE {condition}"
            " AND (path, modality) > (?, ?) ORDER BY path, modality LIMIT ?",
            (*last, _PAGE),
        ).fetchall():
            yield from map(_known, rows)
            last = (rows[-1][0], rows[-1][1])


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        hint = "Free some space, then run it again: it goes on."
        raise AppError("The index could not be written", str(error), hint, ErrorKind.RESOURCES) from error


def _known(row: tuple[str, str, str | None, str | None, int | None, int | None]) -> Known:
    path, modality, key, why, size, modified = row
    sizes = [-1 if each is None else each for each in (size, modified)]
    return Known(path, Modality(modality), key or "", why or "", *sizes)
