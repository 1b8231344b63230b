"""What the user wants done with an artifact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QImage

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
    """An action and its artifact; `image` is what a preview has decoded already."""

    wish: Wish
    artifact: Artifact
    image: QImage | None = None
