"""Numbers in words."""

from __future__ import annotations

import pytest

from modaverse_desktop.core.wording import counted, said, size_said


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 second"),
        (1.2, "1 second"),
        (89, "89 seconds"),
        (90, "2 minutes"),
        (5300, "88 minutes"),
        (9000, "2.5 hours"),
    ],
)
def test_a_duration_is_as_exact_as_it_is_useful(seconds: float, words: str) -> None:
    assert said(seconds) == words


def test_a_number_has_its_noun() -> None:
    assert [counted(number, "query", "queries") for number in (0, 1, 1200)] == ["0 queries", "1 query", "1,200 queries"]


def test_a_size_has_the_unit_that_it_needs() -> None:
    assert [size_said(size) for size in (9, 83_000, 1.3e6, 2.25e9)] == ["1 kB", "83 kB", "1.3 MB", "2.2 GB"]
