"""Which of the files that were dropped or double-clicked are models, and which belong together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from modaverse_desktop.core.travel.parts import SUFFIX, stem_of


def is_travelling(path: Path) -> bool:
    """Whether it is a `.mvpack`, by its name alone: nothing is read on the window's thread."""
    return path.suffix.lower() == SUFFIX


def arriving(paths: Sequence[Path]) -> list[Path]:
    """These, without further parts of an export that one part of is among them."""
    return list({path.with_name(stem_of(path)): path for path in reversed(paths)}.values())[::-1]
