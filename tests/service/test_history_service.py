"""The window asks and saves; the file is used on another thread, and a failing disk loses nothing."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop import __version__
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.library.entry import Entry, Filter
from modaverse_desktop.library.history import History
from modaverse_desktop.service.history_service import HistoryService
from tests.library.making import at, picture, waiting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def service(qtbot: QtBot, path: Path) -> Iterator[HistoryService]:
    made = HistoryService(path)
    yield made
    made.leave()


def kept(path: Path) -> list[str]:
    """What lies in the file, the newest first."""
    history = History(path)
    try:
        return [row.id for row in history.find()]
    finally:
        history.close()


def save(qtbot: QtBot, service: HistoryService, *ids: str) -> None:
    for id in ids:
        with qtbot.waitSignal(service.changed):
            service.save(picture(id))


def test_what_was_left_over_is_told_once_after_opening(qtbot: QtBot, service: HistoryService, path: Path) -> None:
    before = History(path)
    before.save(waiting("w", State.PROPOSED), at(0))
    before.save(picture("c"), at(1))
    before.close()
    with qtbot.waitSignal(service.left_over) as told:
        service.open()
    assert told.args == [[waiting("w", State.PROPOSED)]]


def test_answers_come_on_the_windows_thread_with_their_tickets(qtbot: QtBot, service: HistoryService) -> None:
    save(qtbot, service, "a", "b", "c")
    threads: list[threading.Thread] = []
    service.found.connect(lambda ticket, rows: threads.append(threading.current_thread()))
    with qtbot.waitSignals([service.found, service.counted]):
        counted, found = service.count(Filter("icon")), service.find(Filter("icon"), 1, 2)
    assert counted != found
    assert threads == [threading.main_thread()]
    with qtbot.waitSignal(service.found, check_params_cb=lambda ticket, rows: ticket == asked):
        asked = service.find(Filter(), 0, 100)


def test_a_dropped_ticket_is_never_answered(qtbot: QtBot, service: HistoryService) -> None:
    answered: list[int] = []
    service.found.connect(lambda ticket, rows: answered.append(ticket))
    tickets = [service.find(Filter(), 0, 100) for _ in range(3)]
    service.drop(tickets[0])
    service.drop(tickets[1])
    service.drop(tickets[1])
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [tickets[2]]


def test_only_what_lasts_is_written(qtbot: QtBot, service: HistoryService, path: Path) -> None:
    saved: list[object] = []
    service.changed.connect(lambda: saved.append(1))
    running = waiting("w", State.INTERPRETING)
    with qtbot.waitSignal(service.changed):
        service.save(running)
    for step in range(50):
        service.save(replace(running, step=f"step {step}", fraction=step / 50, meta_response="x" * step))
    with qtbot.waitSignal(service.changed):
        service.save(replace(running, state=State.PROPOSED, meta_response="all of it"))
    assert len(saved) == 2
    service.leave()
    history = History(path)
    assert history.get("w").conversion.meta_response == "all of it"
    history.close()


def test_entries_are_starred_deleted_and_brought_back(qtbot: QtBot, service: HistoryService, path: Path) -> None:
    save(qtbot, service, "a", "b")
    with qtbot.waitSignal(service.changed):
        service.star(["a"], True)
    with qtbot.waitSignal(service.changed):
        service.delete(["a", "b"])
    assert kept(path) == []
    with qtbot.waitSignal(service.changed):
        service.restore(["a"])
    assert kept(path) == ["a"]
    with qtbot.waitSignal(service.got) as got:
        service.get("a")
    (entry,) = got.args
    assert isinstance(entry, Entry)
    assert entry.row.starred


def test_versions_and_hashes_are_noted_with_what_was_made(
    qtbot: QtBot, service: HistoryService, path: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(b"pixels")
    service.know_packs({"painter": "3", "starter": "2", "other": "1"})
    with qtbot.waitSignal(service.changed):
        service.save(picture("c", media=(photo,)))
    history = History(path)
    entry = history.get("c")
    assert entry.versions["modaverse-desktop"] == __version__
    assert (entry.versions["painter"], entry.versions["starter"]) == ("3", "2")
    assert "torch" in entry.versions
    assert "other" not in entry.versions
    qtbot.waitUntil(lambda: history.get("c").media[0].sha256 is not None)
    assert history.get("c").media[0].sha256 == hashlib.sha256(b"pixels").hexdigest()
    history.close()


def test_the_packs_of_all_entries_are_told(qtbot: QtBot, service: HistoryService) -> None:
    save(qtbot, service, "a")
    with qtbot.waitSignal(service.packs_found) as told:
        service.packs()
    assert told.args == [["painter", "starter"]]


def test_what_is_saved_last_is_written_before_leaving(qtbot: QtBot, path: Path) -> None:
    service = HistoryService(path)
    for number in range(20):
        service.save(picture(str(number)))
    service.leave()
    assert len(kept(path)) == 20


def test_after_leaving_nothing_is_asked_and_nothing_breaks(qtbot: QtBot, path: Path) -> None:
    service = HistoryService(path)
    service.leave()
    service.save(picture("late"))
    service.find(Filter(), 0, 1)
    service.star(["late"], True)
    assert not path.exists()


def test_what_is_not_there_is_refused_and_nothing_has_failed(qtbot: QtBot, service: HistoryService) -> None:
    with qtbot.assertNotEmitted(service.failed), qtbot.waitSignal(service.refused) as refused:
        service.get("nobody")
    assert "not in the history" in refused.args[0].title


# --- when the disk fails ------------------------------------------------------------------------------------------


def test_what_cannot_be_written_now_is_written_later(qtbot: QtBot, service: HistoryService, path: Path) -> None:
    path.parent.parent.joinpath("data").write_text("in the way")
    with qtbot.waitSignal(service.failed) as failed:
        service.save(picture("a"))
    (error,) = failed.args
    assert isinstance(error, AppError)
    assert "again" in error.hint
    path.parent.unlink()
    with qtbot.waitSignal(service.changed):
        service.save(picture("b"))
    assert sorted(kept(path)) == ["a", "b"]


def test_a_file_that_is_damaged_while_it_is_used_is_begun_anew(
    qtbot: QtBot, service: HistoryService, path: Path
) -> None:
    notices: list[AppError] = []
    service.noticed.connect(notices.append)
    before = History(path)
    for id in "abcdefgh":
        before.save(picture(id), at(0))
    before.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)  # the first page, which is read when it is opened, is whole
    path.write_bytes(data)
    with qtbot.waitSignal(service.changed):
        service.save(picture("new"))
    assert kept(path) == ["new"]
    assert [notice.title for notice in notices] == ["The history was damaged; a new one was begun"]
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == data


def test_a_broken_search_index_alone_is_mended(qtbot: QtBot, service: HistoryService, path: Path) -> None:
    save(qtbot, service, "a", "b")
    with sqlite3.connect(path) as other:
        other.execute("UPDATE search_data SET block = x'00' WHERE id > 10")
    other.close()
    with qtbot.waitSignal(service.found) as found:
        service.find(Filter("icon"), 0, 9)
    assert [row.id for row in found.args[1]] == ["b", "a"]


def test_a_mistake_of_ours_is_not_swallowed(qtbot: QtBot, service: HistoryService) -> None:
    with qtbot.captureExceptions() as caught:
        service._ask(lambda history: 1 / 0, print)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
