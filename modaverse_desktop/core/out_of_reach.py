"""A model's files that were there and can no longer be read: a disk was unplugged, or fails, while it was used.

Weights are mapped into memory: what cannot be read any more ends the process that looks at it (SIGBUS), with no
exception that anybody could catch.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import disk_is_gone
from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.pack_files import locate

_WINDOWS_CODE = 0xC0000006
"""STATUS_IN_PAGE_ERROR."""
SIGNAL: int | None = getattr(signal, "SIGBUS", None)
"""What ends such a process, where there are signals."""


def ended_by_lost_files(exit_code: int | None) -> bool:
    """Whether a process that ended so had files mapped that cannot be read any more; negative for a signal."""
    return exit_code == _WINDOWS_CODE or (SIGNAL is not None and exit_code == -SIGNAL)


def lost_files() -> AppError:
    """What to tell about a process that ended so: which file it was, nobody knows."""
    return AppError(
        "The files of a model can no longer be read",
        "The disk that they lie on was unplugged or fails, or they were changed while they were in use.",
        "Connect the disk again, then try again. Nothing else is lost.",
        ErrorKind.MODEL,
    )


def files_are_away(manifest: Manifest) -> bool:
    """Whether the folder elsewhere that a pack's files lie in is not there now, or the disk does not give them."""
    if manifest.files_in is not None and not _is_readable_folder(manifest.files_in):
        return True
    largest = max((file for file in manifest.files if not file.package), key=lambda file: file.size, default=None)
    try:
        if largest is not None:
            _read_ends(locate(manifest, largest))
    except OSError as error:
        return disk_is_gone(error)  # what is missing on a disk that is there is damage
    return False


def out_of_reach(manifest: Manifest) -> AppError | None:
    """What to tell if the first or the last byte of a file of the pack cannot be read; None if all can."""
    for file in manifest.files:
        try:
            _read_ends(locate(manifest, file))
        except OSError as error:
            return _unreadable(manifest, file.path, error)
        except AppError:  # its package is not installed, which is another matter
            continue
    return None


def _unreadable(manifest: Manifest, file: str, error: OSError) -> AppError:
    return AppError(
        f"The files of {manifest.name} can no longer be read",
        f"{file}: {error.strerror or error}",
        "Is the disk connected? If it is, it may be failing: copy the model from elsewhere.",
        ErrorKind.MODEL,
    )


def _read_ends(path: Path) -> None:
    """Raises OSError."""
    with path.open("rb") as stream:
        stream.read(1)
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - 1))
        stream.read(1)


def _is_readable_folder(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is not None
    except OSError:
        return False
