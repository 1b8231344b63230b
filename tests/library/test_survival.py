"""The history survives what happens to files: damage, a full disk, a read-only folder, other versions, kill -9."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.library import schema
from modaverse_desktop.library.entry import Filter
from modaverse_desktop.library.history import History
from modaverse_desktop.library.transaction import Damaged
from tests.library.making import at, picture, waiting

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def filled(path: Path, *ids: str) -> None:
    history = History(path)
    for id in ids:
        history.save(picture(id), at(0))
    history.close()


def kept(path: Path) -> list[str]:
    """The ids in the file, the newest first; it must be whole, and the search must know what the entries know."""
    history = History(path)
    try:
        connection = history._connection
        assert [line[0] for line in connection.execute("PRAGMA integrity_check")] == ["ok"]
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        ids = [row.id for row in history.find(limit=-1)]
        assert history.count(Filter("icon")) == len(ids)
        return ids
    finally:
        history.close()


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A child process that has these names already."""
    names = """
        import os, sys
        from pathlib import Path
        from modaverse_desktop.core.errors import AppError
        from modaverse_desktop.library.history import History
        from tests.library.making import at, picture
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(names) + textwrap.dedent(code), *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


# --- damage -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"this is not a database at all, only words" * 100, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_file_that_is_no_history_is_set_aside_and_said(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    history = History(path)
    assert history.notice is not None
    assert history.notice.title == "The history was damaged; a new one was begun"
    (aside,) = path.parent.glob("history.sqlite.damaged-*")
    assert str(aside) in history.notice.detail
    assert aside.read_bytes() == content
    history.save(picture("new"), at(0))
    history.close()
    assert kept(path) == ["new"]


def test_an_empty_file_becomes_a_history(path: Path) -> None:
    path.touch()
    filled(path, "a")
    assert kept(path) == ["a"]


def test_a_write_that_was_cut_off_by_a_power_cut_is_forgotten(path: Path) -> None:
    history = History(path)
    history.save(picture("a"), at(0))
    history.save(picture("b"), at(1))
    log = path.with_name(path.name + "-wal")
    copy = path.parent / "copy"
    copy.mkdir()
    shutil.copy(path, copy)
    (copy / log.name).write_bytes(log.read_bytes()[:-2000] + b"\0" * 2000)
    history.close()
    assert kept(copy / path.name) == ["a"]


def test_a_damaged_file_in_use_is_an_error_of_its_own(path: Path) -> None:
    filled(path, *"abcdefgh")
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    history = History(path)
    with pytest.raises(Damaged):
        history.save(picture("new"), at(1))
    history.close()


def test_what_can_be_read_of_a_damaged_file_is_in_the_new_one(path: Path) -> None:
    history = History(path)
    for number in range(300):
        history.save(picture(str(number), "icon " * 30), at(number), {"torch": "2.13.0"})
    history.star(["150"], True)
    history.delete(["151"], at(400))
    history.close()
    data = bytearray(path.read_bytes())
    middle = data.index(b'"id": "100"') // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    history = History(path, Damaged("One page of it is broken"))
    assert history.notice is not None
    assert "conversions could be read and are in the new one" in history.notice.detail
    rows = {row.id: row for row in history.find(limit=-1)}
    history.close()
    assert 290 <= len(rows) < 299
    assert "100" not in rows
    assert "151" not in rows
    assert rows["150"].starred
    assert rows["299"].created == at(299)
    assert kept(path) == list(rows)


def test_a_file_that_another_process_has_begun_anew_is_not_set_aside_again(path: Path) -> None:
    filled(path, "a")
    history = History(path, Damaged("It was damaged a moment ago"))
    assert history.notice is None
    history.close()
    assert kept(path) == ["a"]


# --- disks --------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_what_was_kept_stays(path: Path) -> None:
    history = History(path)
    history.save(picture("a"), at(0))
    pages = history._connection.execute("PRAGMA page_count").fetchone()[0]
    history._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(AppError, match="the disk is full") as full:
        history.save(picture("b", "long " * 20_000), at(1))
    assert full.value.kind is ErrorKind.RESOURCES
    assert [row.id for row in history.find()] == ["a"]
    history._connection.execute("PRAGMA max_page_count = 1000000")
    history.save(picture("b"), at(2))
    history.close()
    assert kept(path) == ["b", "a"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="cannot be opened") as refused:
        History(tmp_path / "file" / "history.sqlite")
    assert refused.value.kind is ErrorKind.RESOURCES
    assert refused.value.hint


@pytest.fixture
def everyones(path: Path) -> Iterator[Path]:
    """A folder that others may look into; pytest's own may not."""
    folder = Path(tempfile.mkdtemp(prefix="modaverse-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
@pytest.mark.parametrize("there", [True, False])
def test_in_a_read_only_folder_the_history_can_be_read_and_says_so(everyones: Path, there: bool) -> None:
    if there:
        filled(everyones / "history.sqlite", "a")
    everyones.chmod(0o555)
    child = python(
        """
        if os.geteuid() == 0:
            os.setuid(65534)  # the administrator may write anywhere
        try:
            history = History(Path(sys.argv[1]))
            print([row.id for row in history.find()], history.read_only, history.unfinished())
            history.save(picture("b"), at(0))
        except AppError as error:
            print(error.title)
        """,
        everyones / "history.sqlite",
    )
    output, _ = child.communicate(timeout=60)
    words = ["['a'] True []", "The history may only be read"] if there else ["The history cannot be opened"]
    assert output.splitlines() == words


def test_a_history_of_a_newer_version_is_read_and_never_changed(path: Path) -> None:
    filled(path, "a")
    with sqlite3.connect(path) as newer:
        newer.execute("ALTER TABLE entries ADD COLUMN mood TEXT NOT NULL DEFAULT 'good'")
        newer.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    history = History(path)
    assert history.notice is not None
    assert "newer version" in history.notice.title
    assert [row.id for row in history.find()] == ["a"]
    assert history.get("a").conversion == picture("a")
    for change in (
        lambda: history.save(picture("b"), at(0)),
        lambda: history.delete(["a"], at(0)),
        lambda: history.star(["a"], True),
    ):
        with pytest.raises(AppError, match="newer version"):
            change()
    history.close()
    assert path.read_bytes() == before


def test_a_history_of_an_older_version_is_brought_up_to_date(path: Path) -> None:
    filled(path, "a")
    connection = sqlite3.connect(path, isolation_level=None)
    added = (*schema.MIGRATIONS, ("ALTER TABLE entries ADD COLUMN mood TEXT NOT NULL DEFAULT 'good'",))
    schema.migrate(connection, added)
    assert schema.version_of(connection) == len(added)
    assert connection.execute("SELECT id, mood FROM entries").fetchall() == [("a", "good")]
    schema.migrate(connection, added)  # nothing to do
    connection.close()


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    filled(path, "a")
    connection = sqlite3.connect(path, isolation_level=None)
    wrong = (*schema.MIGRATIONS, ("ALTER TABLE entries ADD COLUMN mood TEXT", "CREATE TABLE entries (x)"))
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(connection, wrong)
    assert schema.version_of(connection) == len(schema.MIGRATIONS)
    connection.close()
    assert kept(path) == ["a"]


# --- processes ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_kill_9_in_the_middle_of_writing_loses_nothing_that_was_saved(path: Path) -> None:
    told: list[str] = []
    for round in range(3):
        child = python(
            """
            history = History(Path(sys.argv[1]))
            number = 0
            while True:
                id = f"{sys.argv[2]}-{number}"
                history.save(picture(id, "icon " * 2000), at(number))
                print(id, flush=True)
                number += 1
            """,
            path,
            round,
        )
        assert child.stdout is not None
        with child:
            told += [child.stdout.readline().strip() for _ in range(40 + 7 * round)]
            child.send_signal(signal.SIGKILL)
            told += child.stdout.read().split()
    there = kept(path)
    assert set(told) <= set(there)
    assert len(there) - len(told) <= 3  # each may have been killed between the write and the word


def test_two_processes_write_at_once_and_both_are_kept(path: Path) -> None:
    code = """
        history = History(Path(sys.argv[1]))
        for number in range(60):
            history.save(picture(f"{sys.argv[2]}-{number}"), at(number))
            history.star([f"{sys.argv[2]}-{number}"], True)
        history.close()
    """
    children = [python(code, path, name) for name in ("left", "right")]  # both make the file, too
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    assert sorted(kept(path)) == sorted(f"{name}-{number}" for name in ("left", "right") for number in range(60))


def test_a_history_that_is_locked_too_long_is_said_to_be_in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modaverse_desktop.library.opening._PATIENCE", 0.05)
    filled(path, "a")
    other = sqlite3.connect(path, isolation_level=None)
    history = History(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(AppError, match="in use"):
        history.save(waiting("w"), at(0))
    assert [row.id for row in history.find()] == ["a"]  # reading goes on
    other.execute("ROLLBACK")
    history.save(waiting("w"), at(0))
    history.close()
    other.close()


def test_a_file_that_is_taken_away_while_it_is_used_is_said_not_crashed(path: Path) -> None:
    history = History(path)
    history.save(picture("a"), at(0))
    for file in path.parent.glob("history.sqlite*"):
        file.unlink()
    with pytest.raises(AppError, match="moved or deleted") as gone:
        history.save(picture("b"), at(1))
    assert gone.value.kind is ErrorKind.RESOURCES
    history.close()
    filled(path, "b")  # as the service does, which tries again
    assert kept(path) == ["b"]
