"""What can be done with a file outside the window: save a copy, copy, open, show in its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import replacing, write_error


def pictures_folder() -> str:
    """Where people look for pictures and keep them, or their home."""
    places = (QStandardPaths.StandardLocation.PicturesLocation, QStandardPaths.StandardLocation.HomeLocation)
    folders = (QStandardPaths.writableLocation(place) for place in places)
    return next((folder for folder in folders if folder and Path(folder).is_dir()), "")


def copy_text(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def file_data(path: Path, image: QImage | None = None) -> QMimeData:
    """A file as file managers take it, and its pixels for everything else."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    if image is not None and not image.isNull():
        data.setImageData(image)
    return data


def copy_file(path: Path, image: QImage | None = None) -> None:
    """Put a file on the clipboard, and its pixels."""
    QGuiApplication.clipboard().setMimeData(file_data(path, image))


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
    """Copy a file to where the user wants it, whole or not at all; blocks.

    Raises:
        AppError: the disk is full, or `target` cannot be written.
    """
    _require(source)
    try:
        if target.exists() and target.samefile(source):
            return
        with replacing(target) as part:
            shutil.copyfile(source, part)
    except OSError as error:
        raise write_error(target, error) from error


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
