"""After starts that ended early, the next one is careful, until one succeeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.starts import ENOUGH, FILE_NAME, begin_start, finish_start


def test_a_start_after_good_ones_uses_the_users_settings(tmp_path: Path) -> None:
    for _ in range(5):
        assert not begin_start(tmp_path)
        finish_start(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_that_ended_early_is_no_reason_but_several_are(tmp_path: Path) -> None:
    assert [begin_start(tmp_path) for _ in range(4)] == [False] * ENOUGH + [True] * (4 - ENOUGH)
    finish_start(tmp_path)
    assert not begin_start(tmp_path)


@pytest.mark.parametrize("content", [b"", b"two", b"-5", b"\xff" * 100, b"9" * 100])
def test_a_damaged_note_stops_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    begin_start(tmp_path)
    finish_start(tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert not begin_start(blocked / "folder")
    finish_start(blocked / "folder")
