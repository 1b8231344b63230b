"""A medium and what its card shows, found out on another thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui import words

if TYPE_CHECKING:
    from modaverse_desktop.core.provenance import Provenance

THUMBNAIL_SIDE = 480
"""Pixels: enough for a large card, also on a dense screen."""
SMALL_SIDE = 96
"""Pixels: for the list of conversions."""


@dataclass(frozen=True)
class MediaLook:
    """A medium and what its card shows."""

    media: Media
    facts: str
    """Size in pixels, duration and size on disk, in words."""
    thumbnail: QImage | None = None
    width: int = 0
    height: int = 0
    """Pixels of a picture or a video, as shown."""
    seconds: float = 0.0
    made_here: Provenance | None = None
    """How this application made it, if it did."""

    def small(self) -> MediaLook:
        """The same with a thumbnail that may be kept by the hundred."""
        if self.thumbnail is None or self.thumbnail.width() <= SMALL_SIDE >= self.thumbnail.height():
            return self
        side = QSize(SMALL_SIDE, SMALL_SIDE)
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
        return replace(self, thumbnail=self.thumbnail.scaled(side, ratio, smooth))


def look_at(path: Path) -> MediaLook:
    """Probe one file, or a part of one, and make its thumbnail; blocks, needs no GUI thread.

    Raises:
        AppError: it cannot be used.
    """
    from modaverse_desktop.media.probe import examine  # Pillow and numpy: not before the first file
    from modaverse_desktop.media.thumbnail import thumbnail

    media, info = examine(path)
    facts = [f"{info.width} × {info.height}"] if info.width and info.modality is not Modality.AUDIO else []
    facts += [words.duration(info.duration)] if info.duration is not None else []
    facts.append(words.file_size(info.size_bytes))
    picture = None
    if info.modality in (Modality.IMAGE, Modality.VIDEO):
        picture = QImage.fromData(thumbnail(media.path, THUMBNAIL_SIDE))
    return MediaLook(
        media,
        " · ".join(facts),
        picture,
        info.width or 0,
        info.height or 0,
        info.duration or 0.0,
        _made_here(media.path),
    )


def _made_here(path: Path) -> Provenance | None:
    """A record that cannot be read is no reason not to use the file."""
    from modaverse_desktop.media.provenance import read

    try:
        return read(path)
    except AppError:
        return None
