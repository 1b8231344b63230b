"""QtMultimedia, brought in on another thread: on the window's own it would be a stutter of a tenth of a second."""

from __future__ import annotations

import contextlib
import ctypes
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLoggingCategory

_QUIET = "qt.multimedia.*.info=false\nqt.multimedia.symbolsresolver=false"
"""It would describe every file on the terminal, and every library that it can do without."""


def load_backend() -> None:
    """Import the module and load the decoders' library, so that making a player costs a millisecond."""
    QLoggingCategory.setFilterRules(_QUIET)
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "multimedia"
    for library in folder.glob("*ffmpegmediaplugin*"):
        with contextlib.suppress(OSError):  # then Qt loads it itself, later and slower
            ctypes.CDLL(str(library))
    import PySide6.QtMultimedia  # noqa: F401
