"""Whether earlier starts of the window ended before it was of use; then the next one has the standard settings.

A file counts the starts that have not come to their end yet; the first one that does removes it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically

FILE_NAME = "starts-not-finished"
ENOUGH = 2
"""One can be a power cut; two are a reason to be careful."""


def begin_start(folder: Path) -> bool:
    """Note that a start begins; returns whether it should use the standard settings. Never raises."""
    failed = _failed(folder / FILE_NAME)
    with contextlib.suppress(AppError):
        write_atomically(folder / FILE_NAME, f"{failed + 1}\n".encode())
    return failed >= ENOUGH


def finish_start(folder: Path) -> None:
    """The window is of use, or was closed in order. Never raises."""
    with contextlib.suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)


def _failed(file: Path) -> int:
    try:
        return max(0, int(file.read_bytes()[:20]))
    except (OSError, ValueError):
        return 0
