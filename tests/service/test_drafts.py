"""What was begun outlives the program, also one that is killed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.service.drafts import MOST_RECENT, MOST_SENT, Drafts, DraftStore, from_dict, read_drafts, to_dict

FULL = Drafts(
    "Make an icon\nof this é😀",
    (Path("/tmp/a b#%.png"), Path(os.fsdecode(b"/tmp/\xff.png"))),
    batch=True,
    sent=("What is this?", "Describe it"),
    recent=(Path("/tmp/c.wav"),),
)


def opened(qtbot: QtBot, path: Path) -> tuple[DraftStore, Drafts]:
    store = DraftStore(path)
    with qtbot.waitSignal(store.found, timeout=20_000) as found:
        store.open()
    return store, found.args[0]


def test_drafts_come_back_as_they_were_also_odd_names(qtbot: QtBot, tmp_path: Path) -> None:
    store, drafts = opened(qtbot, tmp_path / "drafts.json")
    assert drafts == Drafts()
    store.keep(FULL)
    store.leave()
    again, drafts = opened(qtbot, tmp_path / "drafts.json")
    assert drafts == FULL
    again.leave()


def test_they_are_told_again_while_the_program_runs_and_not_to_a_window_that_is_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    store, _ = opened(qtbot, tmp_path / "drafts.json")
    store.keep(FULL)
    with qtbot.waitSignal(store.found) as found:
        store.recall()
    assert found.args == [FULL]
    store.leave()
    with qtbot.assertNotEmitted(store.found):
        store.recall()


def test_they_are_on_the_disk_soon_and_not_only_in_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "drafts.json"
    store, _ = opened(qtbot, path)
    for length in range(1, 30):
        store.keep(Drafts("x" * length))
    qtbot.waitUntil(lambda: read_drafts(path) == Drafts("x" * 29), timeout=20_000)
    assert [file.name for file in path.parent.iterdir()] == ["drafts.json"]
    store.leave()


def test_nothing_is_written_before_the_earlier_ones_were_found(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(json.dumps(to_dict(FULL)))
    store = DraftStore(path)
    store.keep(Drafts("new"))
    store.leave()
    assert read_drafts(path) == FULL


def test_what_has_not_changed_is_not_written_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(json.dumps(to_dict(FULL)))
    store, drafts = opened(qtbot, path)
    path.unlink()
    store.keep(drafts)
    store.leave()
    assert not path.exists()


def test_a_disk_that_refuses_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store, _ = opened(qtbot, tmp_path / "file" / "drafts.json")
    said: list[AppError] = []
    store.failed.connect(said.append)
    for text in ("a", "b"):
        with qtbot.waitSignal(store._refused, timeout=20_000):
            store.keep(Drafts(text))
    assert [error.title for error in said] == ["Your draft cannot be kept over a restart"]
    assert said[0].hint
    store.leave()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"text": 1, "media": 2}', "[" * 100_000, "\xff"])
def test_a_broken_file_is_no_drafts(tmp_path: Path, content: str) -> None:
    (tmp_path / "drafts.json").write_text(content, encoding="latin-1")
    assert read_drafts(tmp_path / "drafts.json") == Drafts()


def test_what_makes_no_sense_is_left_out_and_lists_stay_short() -> None:
    drafts = from_dict(
        {
            "media": ["relative.png", 7, "/a\0b", "/c.png"],
            "batch": "yes",
            "sent": [str(number) for number in range(500)],
            "recent": [f"/{number}" for number in range(500)],
        }
    )
    assert drafts.media == (Path("/c.png"),)
    assert drafts.batch is False
    assert len(drafts.sent) == MOST_SENT
    assert drafts.sent[-1] == "499"
    assert len(drafts.recent) == MOST_RECENT
