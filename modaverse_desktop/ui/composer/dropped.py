"""What a drop or the clipboard holds, as far as the window can use it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality

MOST_FILES = 32


@dataclass(frozen=True)
class Dropped:
    """Files, or the pixels of one image."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None


def can_take(data: QMimeData) -> bool:
    """Whether `read_dropped` would find something or has a sentence about it."""
    return data.hasUrls() or data.hasImage()


def read_dropped(data: QMimeData) -> Dropped:
    """The files or the image in `data`.

    Raises:
        AppError: there are only links to the net, too many files, or nothing.
    """
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if len(paths) > MOST_FILES:
        raise AppError(
            "That is too much at once",
            f"These are {len(paths)} files; {MOST_FILES} can be taken.",
            "Drop fewer of them.",
            ErrorKind.INPUT,
        )
    if paths:
        return Dropped(paths)
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Dropped(image=image)
    raise AppError(
        "Nothing here can be used",
        "A link to the net is not a file, and this program never goes online." if data.hasUrls() else "",
        "Save the picture first, then drop the file.",
        ErrorKind.INPUT,
    )


def unreadable(media: Media) -> AppError:
    """The sentence about a medium that no installed model has an encoder for."""
    kind = {
        Modality.TEXT: "text files",
        Modality.IMAGE: "pictures",
        Modality.AUDIO: "sounds",
        Modality.VIDEO: "videos",
    }[media.modality]
    return AppError(
        f"No installed model can understand {kind} yet",
        f"“{media.path.name}” was left out.",
        "Use a picture, or add a model that can.",
        ErrorKind.INPUT,
    )
