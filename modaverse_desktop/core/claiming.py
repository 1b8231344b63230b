"""A folder belongs to one run at a time; whatever ends the run, the system itself lets go of it."""

from __future__ import annotations

import importlib.util
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_error

LOCK = ".running"


def claim(folder: Path) -> IO[bytes]:
    """A file that keeps `folder`, which is made if need be, until it is closed or its process has ended.

    Where the file system knows no locks, nobody is kept out. Raises AppError(USAGE) if another run has the folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK).open("ab")
    except OSError as error:
        raise write_error(folder, error) from error
    try:
        _lock(stream)
    except BlockingIOError as error:
        stream.close()
        hint = "Wait until it has ended, or choose another folder."
        raise AppError("Another run works in this folder", str(folder), hint, ErrorKind.USAGE) from error
    return stream


@contextmanager
def claimed(folder: Path) -> Generator[None]:
    """See `claim`."""
    with claim(folder):
        yield


def _lock(stream: IO[bytes]) -> None:
    """Raises BlockingIOError if another has it."""
    if importlib.util.find_spec("fcntl") is None:  # Windows
        return
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if isinstance(error, BlockingIOError):
            raise
