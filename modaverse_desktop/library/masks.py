"""Painted masks that nothing uses any more: every stroke that was kept made a file, and few of them were used."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime
from pathlib import Path

from modaverse_desktop.library.history import History

_NAME = re.compile(r"[0-9a-f]{64}\.png")


def drop_unused(history: History, folder: Path, before: datetime) -> int:
    """Remove masks that were painted before this time and that no entry names, deleted ones included; how many.

    What waits in the queue has an entry, too. A history that is empty, new or not whole tells nothing of masks: then
    all of them stay.
    """
    old = [path for path in _kept(folder) if _is_older(path, before)]
    if not old or history.notice is not None or history.is_empty():
        return 0
    used = {name for record in history.records_with("mask") for name in _NAME.findall(record)}
    gone = 0
    for path in old:
        if path.name not in used:
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
    return gone


def _kept(folder: Path) -> list[Path]:
    """Those that the mask painter wrote; what else lies there is not ours."""
    with contextlib.suppress(OSError):
        return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return []


def _is_older(path: Path, before: datetime) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime < before.timestamp()
    return False
