"""Several parts of a file are decoded at once, and come in their order."""

from __future__ import annotations

import threading

import pytest

from modaverse_desktop.media.piped import at_once


def test_parts_are_read_at_the_same_time_and_come_in_order() -> None:
    both = threading.Barrier(2, timeout=10)

    def read(part: int) -> int:
        both.wait()  # which would break if one came after the other
        return part * 10

    assert at_once(read, [2, 1]) == [20, 10]
    assert at_once(read, []) == []


def test_what_one_part_raises_is_raised() -> None:
    def read(part: int) -> int:
        raise ValueError(part)

    with pytest.raises(ValueError, match="7"):
        at_once(read, [7])
