"""What the history gives and is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.modality import Modality


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; an empty one wants all. Times have a time zone."""

    text: str = ""
    """Words, the last of which may be unfinished; all of them must occur, in any order."""
    tasks: frozenset[Modality] = frozenset()
    """Any of these; empty for all."""
    since: datetime | None = None
    until: datetime | None = None
    """Not including this moment."""
    pack: str | None = None
    starred: bool = False
    edited: bool = False
    """Only those in which the user changed what the model proposed."""


@dataclass(frozen=True)
class Row:
    """What a tile shows of an entry. Long texts are cut."""

    id: str
    created: datetime
    state: State
    instruction: str
    answer: str
    """The first text that was made, or nothing."""
    tasks: tuple[Modality, ...]
    picture: Path | None
    """The first artifact that can be seen, or else the first such medium. It may be gone."""
    shown: Modality
    """What the entry is mostly about: of the first artifact, else of the first task, else of the first medium."""
    artifacts: int
    starred: bool
    edited: bool


@dataclass(frozen=True)
class MediaFact:
    """A medium as it was when it was used. Size and hash are None while nobody has looked."""

    path: Path
    modality: Modality
    size: int | None = None
    """Bytes."""
    modified: int | None = None
    """Nanoseconds, as the file system counts."""
    sha256: str | None = None


@dataclass(frozen=True)
class Entry:
    """All that is known about a conversion."""

    row: Row
    conversion: Conversion
    changed: datetime
    media: tuple[MediaFact, ...]
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of the application, of libraries and packs, by name."""
