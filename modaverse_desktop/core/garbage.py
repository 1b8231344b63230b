"""Collecting Python's garbage where and when it is convenient, instead of where and when it happens."""

from __future__ import annotations

import gc


def collect_due() -> None:
    """Collect the oldest generation whose measure is full, as Python would have by itself."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
    if due:
        gc.collect(due[-1])
