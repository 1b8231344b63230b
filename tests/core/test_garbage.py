"""What is due is collected, and no more."""

from __future__ import annotations

import gc

from modaverse_desktop.core.garbage import collect_due


def test_the_oldest_generation_that_is_due_is_collected() -> None:
    gc.collect()
    before = [each["collections"] for each in gc.get_stats()]
    collect_due()
    assert [each["collections"] for each in gc.get_stats()] == before
    kept = [[number] for number in range(2000)]
    collect_due()
    assert [each["collections"] for each in gc.get_stats()] == [before[0] + 1, *before[1:]]
    del kept
