"""Painted masks go when they are old and nothing names them, and never when that is not known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import MASK
from modaverse_desktop.library.history import History
from modaverse_desktop.library.masks import drop_unused
from modaverse_desktop.service.history_worker import HistoryWorker
from tests.library.making import at, picture, waiting

NOW = datetime(2026, 11, 25, tzinfo=UTC)
LIMIT = NOW - timedelta(days=30)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "history.sqlite")
    yield made
    made.close()


def kept_mask(folder: Path, digit: str, days_ago: float) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{digit * 64}.png"
    path.write_bytes(b"png")
    when = (NOW - timedelta(days=days_ago)).timestamp()
    os.utime(path, (when, when))
    return path


def uses(history: History, id: str, mask: Path, *, made: bool = True) -> None:
    conversion = picture(id) if made else waiting(id)
    (first, *rest) = picture(id).invocations
    marked = replace(first, parameters={MASK: str(mask)})
    history.save(replace(conversion, invocations=(marked, *rest)), at(0))


def test_old_ones_that_no_entry_names_go(history: History, tmp_path: Path) -> None:
    used, queued, deleted, unused, new = (
        kept_mask(tmp_path / "masks", digit, days) for digit, days in zip("abcde", (99, 99, 99, 99, 3), strict=True)
    )
    others = tmp_path / "masks" / "notes.txt"
    others.write_text("mine")
    os.utime(others, (0, 0))
    uses(history, "one", used)
    uses(history, "two", queued, made=False)
    uses(history, "three", deleted)
    history.delete(["three"], NOW)
    assert drop_unused(history, tmp_path / "masks", LIMIT) == 1
    assert [path.exists() for path in (used, queued, deleted, unused, new, others)] == [
        True,
        True,
        True,
        False,
        True,
        True,
    ]


def test_what_is_not_known_to_be_unused_stays(history: History, tmp_path: Path) -> None:
    mask = kept_mask(tmp_path / "masks", "a", 99)
    assert drop_unused(history, tmp_path / "masks", LIMIT) == 0  # an empty history
    history.save(picture("one"), at(0))
    history.notice = AppError("It was damaged")
    assert drop_unused(history, tmp_path / "masks", LIMIT) == 0
    history.notice = None
    assert drop_unused(history, tmp_path / "nowhere", LIMIT) == 0
    assert mask.exists()


def test_the_history_tidies_them_when_it_is_opened(history: History, tmp_path: Path) -> None:
    mask = kept_mask(tmp_path / "masks", "a", 99)
    os.utime(mask, (0, 0))
    history.save(picture("one"), at(0))
    worker = HistoryWorker(tmp_path / "history.sqlite", lambda notice: None, tmp_path / "masks")
    assert worker.use(lambda opened: opened.count()) == 1
    worker.close()
    assert not mask.exists()
