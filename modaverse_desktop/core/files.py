"""Writing files whole or not at all, and never over another one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Generator
from pathlib import Path
from typing import BinaryIO

from modaverse_desktop.core.errors import AppError, ErrorKind

Content = bytes | Callable[[BinaryIO], object]
"""The bytes, or a function that writes them into the open file."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_GONE = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE)


def write_error(path: Path, error: OSError) -> AppError:
    """What to tell the user when `path` cannot be written: a full disk, or the system's own words."""
    if error.errno in _FULL:
        return AppError(
            "The disk is full",
            f"{path} could not be written",
            "Free some space, or choose another folder in the settings.",
            ErrorKind.RESOURCES,
        )
    return AppError(
        "The file could not be written",
        f"{path}: {error.strerror or error}",
        "Is the disk connected? If not, connect it, or choose another folder in the settings."
        if disk_is_gone(error)
        else "Choose another folder in the settings, or change who may write to this one.",
        ErrorKind.RESOURCES,
    )


def disk_is_gone(error: Exception) -> bool:
    """Whether the disk itself does not answer: it was unplugged, or fails."""
    return isinstance(error, OSError) and error.errno in _GONE


def check_place(path: Path) -> None:
    """What stands there, if anything does, is a file, so that another may take its place: whoever may do everything
    would otherwise replace a device or a pipe of the system (`/dev/null`) by a file.

    Raises:
        AppError: it is none; of kind USAGE.
    """
    try:
        mode = path.stat().st_mode  # of what a link leads to: /dev/stdout
    except (OSError, ValueError):
        return
    if not stat.S_ISREG(mode):
        raise AppError(
            "The file could not be written",
            f"{path} is a folder" if stat.S_ISDIR(mode) else f"{path} is a device or a pipe, not a file",
            "Give the name of a file.",
            ErrorKind.USAGE,
        )


@contextlib.contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A temporary path beside `path`, with the same suffix; when the block ends well, its file takes `path`'s place.

    The folder is made if need be. Whatever happens in the block, nothing half-written is left.

    Raises:
        AppError: the disk is full, the folder cannot be written to, or what stands there is no file.
    """
    check_place(path)
    with _part(path) as part:
        yield part
        _flush(part)
        part.replace(path)
    _flush_folder(path.parent)


def write_atomically(path: Path, content: Content) -> None:
    """Write a file whole or not at all: temporary name in its folder, fsync, `os.replace`. An old one is replaced.

    Raises:
        AppError: as `replacing`.
    """
    with replacing(path) as part:
        _write(part, content)


def write_new(folder: Path, stem: str, suffix: str, content: Content) -> Path:
    """Write a new file, whole or not at all, under the first free name (see `free_name`), and return its path.

    Raises:
        AppError: the disk is full, or the folder cannot be written to.
    """
    with _part(folder / f"{stem}{suffix}") as part:
        _write(part, content)
        _flush(part)
        path = free_name(folder, stem, suffix)  # only now: a crash while writing leaves no empty file
        part.replace(path)
    _flush_folder(folder)
    return path


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Reserve ``stem.suffix``, or ``stem-2.suffix`` and so on, by creating an empty file there; never an existing one.

    Two processes never get the same. `suffix` begins with its dot. Replace the file (`write_atomically`) or remove it.

    Raises:
        AppError: the folder cannot be written to.
    """
    number = 1
    while True:
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.open("xb").close()
        except FileExistsError as error:
            if not folder.is_dir():
                raise write_error(folder, error) from error
            number += 1
        except OSError as error:
            raise write_error(path, error) from error
        else:
            return path


@contextlib.contextmanager
def _part(path: Path) -> Generator[Path]:
    """A temporary path beside `path`, gone in the end; an `OSError` becomes the `AppError` about `path`."""
    part = path.parent / f".{secrets.token_hex(8)}{path.suffix}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _write(path: Path, content: Content) -> None:
    with path.open("xb") as file:
        if callable(content):
            content(file)
        else:
            file.write(content)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
