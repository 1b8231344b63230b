"""What the user wants done with an artifact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from modaverse_desktop.core.invocation import Artifact


class Wish(Enum):
    """The actions."""

    SAVE = "save"
    COPY = "copy"
    OPEN = "open"
    SHOW = "show"
    USE = "use"
    ENLARGE = "enlarge"


@dataclass(frozen=True)
class FileWish:
    """An action and its artifact."""

    wish: Wish
    artifact: Artifact
