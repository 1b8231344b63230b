"""The checks that come before any decoder: only regular, readable, non-empty files are ever opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import disk_is_gone

_SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def bad_input(title: str, detail: str = "", hint: str = "") -> AppError:
    """An `AppError` of kind INPUT."""
    return AppError(title, detail, hint, ErrorKind.INPUT)


def shown_name(path: Path) -> str:
    """The file's name as it can be shown in one line: valid Unicode, no control characters, at most 80 of them."""
    text = os.fsencode(path.name or str(path)).decode("utf-8", "replace")
    shown = "".join(char if char.isprintable() or char == "\u200d" else "\ufffd" for char in text)
    return shown if len(shown) <= 80 else f"{shown[:50]}…{shown[-29:]}"


def regular_file(path: Path) -> Path:
    """The absolute path of a regular file that is not empty. Never opens it: a FIFO would hang.

    Raises AppError(INPUT) for a missing file, a folder, a pipe, socket or device, and an empty file.
    """
    try:
        absolute = path.absolute()
        status = absolute.stat()
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from error
    name = shown_name(absolute)
    if stat.S_ISDIR(status.st_mode):
        raise bad_input(f"“{name}” is a folder", "Only single files can be used", "Choose a file inside it.")
    for is_kind, words in _SPECIAL:
        if is_kind(status.st_mode):
            raise bad_input(
                f"“{name}” is {words}, not a file", "Reading it might never end", "Save its content as a file first."
            )
    if status.st_size == 0:
        raise bad_input(f"“{name}” is empty", "It has 0 bytes", "Copy or download the file again.")
    return absolute


def read_start(path: Path, count: int = 4096) -> bytes:
    """The first `count` bytes of a file that `regular_file` accepted. Raises AppError(INPUT) if it is unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _cannot_open(path: Path, error: OSError | ValueError) -> AppError:
    name = shown_name(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return bad_input(f"“{name}” was not found", "", "Check the path, or choose the file again.")
    if isinstance(error, PermissionError):
        return bad_input(f"“{name}” may not be read", "You lack the permission", "Change its permissions, or copy it.")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    if disk_is_gone(error):
        return bad_input(
            f"“{name}” cannot be opened",
            f"{reason}",
            "Is the disk that it lies on connected? Otherwise choose another file.",
        )
    return bad_input(f"“{name}” cannot be opened", f"{reason}", "Check the path, or choose another file.")
