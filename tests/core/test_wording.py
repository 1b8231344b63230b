"""Numbers in words."""

from __future__ import annotations

import pytest

from modaverse_desktop.core.wording import counted, said


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
