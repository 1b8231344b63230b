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


def size_said(size: float) -> str:
    """Bytes in words."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{max(1, round(size / 1e3))} kB"
