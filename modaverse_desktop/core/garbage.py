"""Collecting Python's garbage where and when it is convenient, instead of where and when it happens; and giving back to
the system what is free.
"""

from __future__ import annotations

import gc
import sys

_ARENAS, _OWN_PIECE = -8, -3
"""What glibc's malloc.h calls M_ARENA_MAX and M_MMAP_THRESHOLD."""
_LARGE = 256 << 10


def collect_due() -> None:
    """Collect the oldest generation whose measure is full, as Python would have by itself."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
    if due:
        gc.collect(due[-1])


def collect_all() -> None:
    """Collect all that is garbage now."""
    gc.collect()


def give_back_what_is_free() -> None:
    """From now on, let blocks that are as large as a small picture go back to the system as soon as they are free.

    By itself glibc keeps them: the measure above which it gives them back grows with the largest that it has seen, to
    32 MB, and every thread keeps its own. Does nothing where there is another malloc.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    change = getattr(ctypes.CDLL(None), "mallopt", None)
    if change is not None:
        change(_ARENAS, 2)
        change(_OWN_PIECE, _LARGE)
