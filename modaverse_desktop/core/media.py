"""An input file and its modality."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.modality import Modality


@dataclass(frozen=True)
class Media:
    """A file that the user gave. `path` is absolute; `modality` is what probing found, not what the name says."""

    path: Path
    modality: Modality
