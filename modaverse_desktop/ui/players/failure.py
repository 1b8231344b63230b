"""What is said when a file does not play."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.files import shown_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("players", text)


def never_began(path: Path, seconds: float) -> AppError:
    """Neither an error nor a beginning."""
    return AppError(
        _tr("“{name}” does not begin to play").format(name=shown_name(path)),
        _tr("Nothing was heard or seen of it within {seconds:g} seconds.").format(seconds=seconds),
        _tr("It may be damaged or incomplete. Try to open it with another program."),
        ErrorKind.INPUT,
    )


def refused(path: Path, words: str) -> AppError:
    """The decoder says no. QtMultimedia has none for moving WebP pictures, however whole they are."""
    damaged = _tr("It may be damaged or incomplete. Try to open it with another program.")
    webp = _tr("Animated WebP is not played here. Open it with a browser.")
    return AppError(
        _tr("“{name}” cannot be played").format(name=shown_name(path)),
        words,
        webp if path.suffix.lower() == ".webp" else damaged,
        ErrorKind.INPUT,
    )


def no_pictures(path: Path, *, sound: bool) -> AppError:
    """A video of which nothing can be seen, as with AV1 where there is no decoder for it."""
    title = _tr("The sound plays, but the pictures of “{name}” cannot be shown here")
    silent = _tr("The pictures of “{name}” cannot be shown here")
    return AppError(
        (title if sound else silent).format(name=shown_name(path)),
        _tr("There is no decoder for its kind of pictures, or they are damaged."),
        _tr("Open it with another program."),
        ErrorKind.INPUT,
    )
