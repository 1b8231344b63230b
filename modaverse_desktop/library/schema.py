"""The tables, and how a file of an earlier version becomes one of this."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from modaverse_desktop.library.transaction import transaction

_FIRST = (
    """CREATE TABLE entries (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        created REAL NOT NULL,
        changed REAL NOT NULL,
        deleted REAL,
        state TEXT NOT NULL,
        ended INTEGER NOT NULL,
        starred INTEGER NOT NULL DEFAULT 0,
        edited INTEGER NOT NULL,
        instruction TEXT NOT NULL,
        answer TEXT NOT NULL,
        tasks TEXT NOT NULL,
        picture BLOB,
        shown TEXT NOT NULL,
        artifacts INTEGER NOT NULL
    )""",
    "CREATE INDEX entries_created ON entries (created)",
    "CREATE INDEX entries_starred ON entries (number) WHERE starred",
    "CREATE INDEX entries_edited ON entries (number) WHERE edited",
    "CREATE INDEX entries_unfinished ON entries (number) WHERE NOT ended",
    "CREATE INDEX entries_deleted ON entries (number) WHERE deleted IS NOT NULL",
    # apart from the entries, so that walking over those reads little
    """CREATE TABLE records (
        entry INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        record TEXT NOT NULL,
        versions TEXT NOT NULL
    )""",
    """CREATE TABLE media (
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        position INTEGER NOT NULL,
        path BLOB NOT NULL,
        modality TEXT NOT NULL,
        size INTEGER,
        modified INTEGER,
        sha256 TEXT,
        PRIMARY KEY (entry, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX media_path ON media (path, size, modified)",
    "CREATE INDEX media_unread ON media (entry) WHERE sha256 IS NULL",
    """CREATE TABLE artifacts (
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        position INTEGER NOT NULL,
        task TEXT NOT NULL,
        path BLOB,
        PRIMARY KEY (entry, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX artifacts_path ON artifacts (path)",
    """CREATE TABLE tasks (
        task TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        PRIMARY KEY (task, entry)
    ) WITHOUT ROWID""",
    "CREATE INDEX tasks_entry ON tasks (entry)",
    """CREATE TABLE packs (
        pack TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        PRIMARY KEY (pack, entry)
    ) WITHOUT ROWID""",
    "CREATE INDEX packs_entry ON packs (entry)",
    "CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = 'unicode61', prefix = '1 2 3')",
    "CREATE TRIGGER entries_gone AFTER DELETE ON entries BEGIN DELETE FROM search WHERE rowid = old.number; END",
)

MIGRATIONS: Sequence[Sequence[str]] = (_FIRST,)
"""The statements from each version to the next. Only ever add tables and columns: an older program reads on."""


def migrate(connection: sqlite3.Connection, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> None:
    """Bring the file to the last version, wholly or not at all; another process may do the same at this moment."""
    if version_of(connection) >= len(migrations):
        return
    with transaction(connection):
        for version in range(version_of(connection), len(migrations)):
            for statement in migrations[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the file's tables; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
