"""Writing one conversion into the tables; the caller holds the transaction."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.record import to_record
from modaverse_desktop.library.rows import packs_of, tasks_of, to_columns
from modaverse_desktop.library.search_words import searched_text


def save_conversion(
    connection: sqlite3.Connection, conversion: Conversion, when: datetime, versions: Mapping[str, str]
) -> None:
    """Write a conversion as it stands into all tables; the first time as a new entry made at `when`."""
    number = _save_entry(connection, conversion, when)
    connection.execute(
        "INSERT INTO records (entry, record, versions) VALUES (?, ?, ?)"
        " ON CONFLICT (entry) DO UPDATE SET record = excluded.record, versions = excluded.versions",
        (number, json.dumps(to_record(conversion)), json.dumps(dict(versions))),
    )
    _save_names(connection, "tasks", number, [task.value for task in tasks_of(conversion)])
    _save_names(connection, "packs", number, [_valid(pack) for pack in packs_of(conversion)])
    _save_artifacts(connection, number, conversion)
    _save_media(connection, number, conversion)
    _save_words(connection, number, searched_text(conversion))


def _save_entry(connection: sqlite3.Connection, conversion: Conversion, when: datetime) -> int:
    columns = {**to_columns(conversion), "created": when.timestamp(), "changed": when.timestamp()}
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in ("id", "created"))
    sql = (
        f"INSERT INTO entries ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"
        f" ON CONFLICT (id) DO UPDATE SET {updates} RETURNING number"
    )
    return int(connection.execute(sql, columns).fetchall()[0]["number"])


def _save_names(connection: sqlite3.Connection, table: str, number: int, names: list[str]) -> None:
    column = table.removesuffix("s")
    connection.execute(f"DELETE FROM {table} WHERE entry = ?", (number,))
    connection.executemany(
        f"INSERT OR IGNORE INTO {table} ({column}, entry) VALUES (?, ?)", [(name, number) for name in names]
    )


def _save_artifacts(connection: sqlite3.Connection, number: int, conversion: Conversion) -> None:
    lines = [
        (number, position, artifact.task.value, os.fsencode(artifact.path) if artifact.path else None)
        for position, artifact in enumerate(conversion.artifacts)
    ]
    connection.executemany("INSERT OR REPLACE INTO artifacts (entry, position, task, path) VALUES (?, ?, ?, ?)", lines)


def _save_media(connection: sqlite3.Connection, number: int, conversion: Conversion) -> None:
    """Media never change after a conversion was made: what was seen of them the first time stays."""
    known = connection.execute("SELECT count(*) FROM media WHERE entry = ?", (number,)).fetchone()[0]
    for position, media in enumerate(conversion.media[known:], known):
        path = os.fsencode(media.path)
        size, modified = _look(media.path)
        same = connection.execute(
            "SELECT sha256 FROM media WHERE path = ? AND size = ? AND modified = ? AND sha256 IS NOT NULL",
            (path, size, modified),
        ).fetchone()
        connection.execute(
            "INSERT INTO media (entry, position, path, modality, size, modified, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, position, path, media.modality.value, size, modified, same["sha256"] if same else None),
        )


def _look(path: Path) -> tuple[int | None, int | None]:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None, None
    return status.st_size, status.st_mtime_ns


def _save_words(connection: sqlite3.Connection, number: int, words: str) -> None:
    before = connection.execute("SELECT words FROM search WHERE rowid = ?", (number,)).fetchone()
    if before is None:
        connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (number, words))
    elif before["words"] != words:
        connection.execute("UPDATE search SET words = ? WHERE rowid = ?", (words, number))


def _valid(text: str) -> str:
    """As SQLite can keep it: without lone surrogates."""
    return text.encode("utf-8", "replace").decode()
