"""An input file, its modality, and which part of its time is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.modality import Modality

SHORTEST_PART = 0.1
"""Seconds."""
_FRAGMENT = re.compile(r"(.+)#t=([0-9:.]*)(?:,([0-9:.]+))?", re.DOTALL)
_CLOCK = re.compile(r"(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d*)?)")


@dataclass(frozen=True)
class Part:
    """Seconds of a sound or a video that are meant, `start` < `end`; the rest is as if it were not there."""

    start: float
    end: float


@dataclass(frozen=True)
class Media:
    """A file that the user gave. `path` is absolute; `modality` is what probing found, not what the name says."""

    path: Path
    modality: Modality
    part: Part | None = None
    """None: all of it."""

    @property
    def spelled(self) -> Path:
        """The path with the part after it, as `split_part` reads it: what a list of paths can keep."""
        if self.part is None:
            return self.path
        return self.path.with_name(f"{self.path.name}#t={_plain(self.part.start)},{_plain(self.part.end)}")


def split_part(path: Path) -> tuple[Path, float, float | None] | None:
    """``talk.mp3#t=60,1:15`` as path, start and end in seconds (None: until its end); None without such an ending.

    Source: Media Fragments URI 1.0, section 4.2.1, normal play time without its prefix.
    """
    found = _FRAGMENT.fullmatch(path.name)
    if found is None or not (found[2] or found[3]):
        return None
    start, end = _seconds(found[2] or "0"), _seconds(found[3]) if found[3] else None
    if start is None or (found[3] and end is None):
        return None
    return path.with_name(found[1]), start, end


def _plain(seconds: float) -> str:
    """To the millisecond, however long the recording is."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def _seconds(clock: str) -> float | None:
    found = _CLOCK.fullmatch(clock)
    if found is None or (found[2] and float(found[3]) >= 60):
        return None
    return 3600 * int(found[1] or 0) + 60 * int(found[2] or 0) + float(found[3])
