"""How many artifacts an invocation makes."""

from __future__ import annotations

import pytest

from modaverse_desktop.core.invocation import MOST, Invocation, count_of
from modaverse_desktop.core.modality import Modality


@pytest.mark.parametrize(
    ("value", "count"), [(None, 1), (1, 1), (4, 4), (0, 1), (-3, 1), (10**9, MOST), (2.5, 1), ("3", 1), (True, 1)]
)
def test_an_invocation_makes_as_many_as_its_count_says_within_reason(value, count: int) -> None:
    parameters = {} if value is None else {"count": value}
    assert count_of(Invocation(Modality.IMAGE, "a cat", parameters=parameters)) == count


def test_a_text_is_made_once() -> None:
    assert count_of(Invocation(Modality.TEXT, "a cat", parameters={"count": 4})) == 1
