"""The order and the pause come back; a file that is damaged or strange is no reason not to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.service.queue_file import KeptLine, read_line, write_line


def test_the_line_comes_back_as_it_was(tmp_path: Path) -> None:
    line = KeptLine(("b", "a"), paused=True)
    write_line(tmp_path / "new folder" / "queue.json", line)
    assert read_line(tmp_path / "new folder" / "queue.json") == line


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"null", b'{"order": 7, "paused": "yes"}', b"[" * 100_000, b'{"order": [1, null]}'],
)
def test_what_cannot_be_understood_is_an_empty_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "queue.json"
    path.write_bytes(content)
    assert read_line(path) == KeptLine()


def test_no_file_and_a_folder_instead_of_a_file_are_an_empty_line(tmp_path: Path) -> None:
    assert read_line(tmp_path / "queue.json") == KeptLine()
    assert read_line(tmp_path) == KeptLine()


def test_only_a_new_one_or_another_order_has_to_be_written() -> None:
    kept = KeptLine(("a", "b", "c"))
    assert kept.tells(["a", "b", "c"], paused=False)
    assert kept.tells(["c"], paused=False)
    assert kept.tells([], paused=False)
    assert not kept.tells(["c", "b"], paused=False)
    assert not kept.tells(["b", "c", "d"], paused=False)
    assert not kept.tells(["b", "c"], paused=True)
