"""The engine process's own words: its log, and whatever libraries print, in one file in the data folder."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import sys
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.paths import data_folder

_LARGEST = 1 << 20
_KEPT = 3


def path() -> Path:
    """Where the log is."""
    return data_folder() / "logs" / "engine.log"


def begin() -> None:
    """Send standard output, standard error, the log and reports of native crashes to the log file.

    Older logs are kept as ``engine.log.1`` to ``.3``. If there is no room for a log, there is none.
    """
    try:
        stream = _open(path())
    except (OSError, AppError):
        stream = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    sys.stderr.flush()
    for target in (1, 2):
        os.dup2(stream, target)
    os.close(stream)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    with contextlib.suppress(OSError, ValueError):
        faulthandler.enable()


def _open(log: Path) -> int:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LARGEST:
        for number in range(_KEPT, 0, -1):
            older = log.with_name(f"{log.name}.{number}")
            newer = log.with_name(f"{log.name}.{number - 1}") if number > 1 else log
            if newer.exists():
                newer.replace(older)
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
