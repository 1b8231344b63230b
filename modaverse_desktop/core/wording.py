"""Numbers as the command line and reports say them, in English."""

from __future__ import annotations


def said(seconds: float) -> str:
    """A duration in words."""
    if seconds < 90:
        return counted(max(1, round(seconds)), "second", "seconds")
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def counted(number: int, one: str, several: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else several}"
