"""Reading every byte of a pack again, in as many runs as that takes: what was read once is not read twice."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.manifest import Manifest, PackFile, Problem, locate, verify
from modaverse_desktop.core.paths import cache_folder

_FOLDER = "checks"


def check_pack(
    manifest: Manifest, report_fraction: Callable[[float], None], folder: Path | None = None
) -> tuple[Problem, ...]:
    """What is wrong with a pack's files, every one of them read; empty if all is well.

    `report_fraction` is told how much is read, 0 to 1, and may raise to stop. A later call goes on with the files that
    are left; of those that were found good before, only one that has changed since is read again.
    """
    begun = _Begun((folder or cache_folder() / _FOLDER) / f"{manifest.id}.json")
    done, total = 0, max(1, manifest.size)
    problems: list[Problem] = []
    for file in manifest.files:
        if not begun.has(manifest, file):
            found = verify(
                replace(manifest, files=(file,)),
                lambda share, size=file.size, base=done: report_fraction(min(1.0, (base + share * size) / total)),
            )
            problems += found
            if not found:
                begun.add(manifest, file)
        done += file.size
        report_fraction(min(1.0, done / total))
    begun.end()
    return tuple(problems)


class _Begun:
    """Which files were found good since the check began: path, and the state that it was in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._good: dict[str, list[object]] = {}
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._good = dict(json.loads(path.read_text(encoding="utf-8")))

    def has(self, manifest: Manifest, file: PackFile) -> bool:
        with contextlib.suppress(OSError, AppError):
            path = locate(manifest, file)
            return self._good.get(str(path)) == _state(path, file)
        return False

    def add(self, manifest: Manifest, file: PackFile) -> None:
        with contextlib.suppress(OSError, AppError):  # on a full disk it is read again next time
            path = locate(manifest, file)
            self._good[str(path)] = _state(path, file)
            write_atomically(self._path, json.dumps(self._good).encode())

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


def _state(path: Path, file: PackFile) -> list[object]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, file.sha256.lower()]
