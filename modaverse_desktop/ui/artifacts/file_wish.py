"""What the user wants done with an artifact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from modaverse_desktop.core.invocation import Artifact


class Wish(Enum):
    """The actions. "Plain" is without what the file says about its making."""

    SAVE = "save"
    SAVE_PLAIN = "save-plain"
    COPY = "copy"
    COPY_PLAIN = "copy-plain"
    OPEN = "open"
    SHOW = "show"
    USE = "use"
    ENLARGE = "enlarge"
    COMPARE = "compare"
    AGAIN = "again"
    VARY = "vary"
    DELETE = "delete"


@dataclass(frozen=True)
class FileWish:
    """An action and its artifact."""

    wish: Wish
    artifact: Artifact
    inputs: tuple[Path, ...] = ()
    """The pictures that it was made from, to compare it with."""
    count: int = 0
    """How many variations."""
