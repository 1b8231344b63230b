"""Numbers that are typed."""

from __future__ import annotations

import argparse


def count(text: str) -> int:
    """How many: a whole number from 1 on. For `type` of an argument."""
    value = int(text)
    if not 1 <= value <= 1_000_000_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1 on")
    return value
