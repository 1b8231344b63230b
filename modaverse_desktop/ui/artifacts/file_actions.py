"""What can be done with a file outside the window: save a copy, copy, open, show in its folder, move to the trash."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QMimeDatabase, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import replacing, write_error

_MOST_BYTES = 32 << 20
_COPIED_FILES = "x-special/gnome-copied-files"
"""What GNOME's file manager looks for when something is pasted into a folder."""


def pictures_folder() -> str:
    """Where people look for pictures and keep them, or their home."""
    places = (QStandardPaths.StandardLocation.PicturesLocation, QStandardPaths.StandardLocation.HomeLocation)
    folders = (QStandardPaths.writableLocation(place) for place in places)
    return next((folder for folder in folders if folder and Path(folder).is_dir()), "")


def copy_text(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


@dataclass(frozen=True)
class Content:
    """A file that was read: its pixels if it is a picture, otherwise its bytes if they are not too many."""

    path: Path
    image: QImage
    kind: str
    data: bytes


def read_content(path: Path) -> Content:
    """Read a file for the clipboard; blocks.

    Raises:
        AppError: it is missing, or cannot be read.
    """
    _require(path)
    kind = QMimeDatabase().mimeTypeForFile(str(path)).name()
    if kind.startswith("image/"):
        return Content(path, QImage(str(path)), kind, b"")
    try:
        return Content(path, QImage(), kind, path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b"")
    except OSError as error:
        raise AppError("The file cannot be read", f"{path}: {error.strerror}", kind=ErrorKind.INPUT) from error


def copy_content(content: Content) -> None:
    """Put a file on the clipboard: as a file for file managers, and as pixels or sound for everything else."""
    url = QUrl.fromLocalFile(str(content.path))
    data = QMimeData()
    data.setUrls([url])
    data.setData(_COPIED_FILES, b"copy\n" + url.toEncoded().data())
    if not content.image.isNull():
        data.setImageData(content.image)
    if content.data:
        data.setData(content.kind, content.data)
    QGuiApplication.clipboard().setMimeData(data)


def open_file(path: Path) -> None:
    """Let the desktop open it.

    Raises:
        AppError: there is no such file, or no program for it.
    """
    _require(path)
    _open(path, "No program could be found to open it")


def show_in_folder(path: Path) -> None:
    """Let the desktop open the folder that it lies in.

    Raises:
        AppError: there is no such file, or no file manager.
    """
    _require(path)
    _open(path.parent, "No file manager could be found")


def save_copy(source: Path, target: Path) -> None:
    """Copy a file to where the user wants it, whole or not at all; blocks. A sound gets the form that its name says.

    Raises:
        AppError: the disk is full, or `target` cannot be written.
    """
    _require(source)
    from modaverse_desktop.media.sound_forms import changes_form, save_in_form

    if changes_form(source, target):
        save_in_form(source, target)
        return
    try:
        if target.exists() and target.samefile(source):
            return
        with replacing(target) as part:
            shutil.copyfile(source, part)
    except OSError as error:
        raise write_error(target, error) from error


def trash(path: Path) -> None:
    """Move a file to the desktop's trash, from where it can be restored; never delete it for good. Blocks.

    Raises:
        AppError: it is missing, or its disk has no trash.
    """
    from send2trash import send2trash

    _require(path)
    try:
        send2trash(str(path))
    except OSError as error:
        raise AppError(
            "The file could not be moved to the trash",
            f"{path}: {error.strerror or error}",
            "Delete it with your file manager: “Show in its folder” opens the place.",
            ErrorKind.RESOURCES,
        ) from error


def plain_copy(source: Path, target: Path) -> None:
    """As `save_copy`, without what the file says about its making."""
    _require(source)
    from modaverse_desktop.media.provenance import strip
    from modaverse_desktop.media.sound_forms import changes_form, save_in_form

    if changes_form(source, target):
        save_in_form(source, target, plain=True)
        return
    strip(source, target)


def _require(path: Path) -> None:
    if not path.is_file():
        raise AppError(
            "The file is not there any more",
            str(path),
            "Was it moved or deleted? Make it again with “Edit and run again”.",
            ErrorKind.INPUT,
        )


def _open(path: Path, problem: str) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise AppError(problem, str(path), "Open it yourself: it lies in this place.", ErrorKind.INPUT)
