"""Where a cargo is put together: a hidden folder beside the packs, which becomes theirs when all was compared."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.files import write_atomically, write_error
from modaverse_desktop.core.pack import FILE_NAME
from modaverse_desktop.core.travel.cargo import Cargo, Carried, Say, Source, damaged, pieces

_PREFIX = ".adding-"
_NOTE = "from.json"


@dataclass(frozen=True)
class Unfinished:
    """What an interrupted adding has left: `size` bytes of the pack `id`, which came from `source`."""

    id: str
    source: Path
    folder: Path
    size: int


class Staging:
    """The folder in which a cargo gathers in `models`; the same for the same cargo, wherever it comes from."""

    def __init__(self, cargo: Cargo, models: Path, source: Path) -> None:
        self._cargo = cargo
        self._source = source
        self.folder = models / f"{_PREFIX}{_digest(cargo)}"

    def there(self) -> int:
        """Bytes that an earlier run has left."""
        return sum(min(file.size, _size(self.folder / file.path)) for file in self._cargo.files)

    def gather(self, source: Source, say: Say) -> None:
        """Copy what is not there yet, and compare all of it with its sha256.

        Raises:
            AppError: the source is damaged or cannot be read any more; the disk is full. What was copied stays.
            Interrupted: `say` said so; what was copied stays.
        """
        self._note()
        done, total = 0, max(1, self._cargo.size)
        for file in self._cargo.files:
            for size in self._copy(source, file):
                done += size
                say(EngineProgress("Copying", min(1.0, done / total)))

    def become(self, folder: Path) -> None:
        """Write the manifests and move to where packs are looked for: all of them appear at once.

        Raises:
            AppError: RESOURCES, the system refuses.
        """
        for pack, text in self._cargo.manifests.items():
            write_atomically(self.folder / pack / FILE_NAME, text.encode("utf-8"))
        inner = self.folder if len(self._cargo.manifests) > 1 else self.folder / next(iter(self._cargo.manifests))
        try:
            (self.folder / _NOTE).unlink(missing_ok=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            inner.rename(folder)
            if inner != self.folder:
                shutil.rmtree(self.folder, ignore_errors=True)
        except OSError as error:
            raise write_error(folder, error) from error

    def _copy(self, source: Source, file: Carried) -> Iterator[int]:
        """The sizes of what was read: first what is there already, then what comes."""
        target = self.folder / file.path
        if _size(target) > file.size:
            self._drop(target)
        digest = hashlib.sha256()
        with _reading(target, self._source):
            if target.exists():
                with target.open("rb") as earlier:
                    for piece in pieces(earlier):
                        digest.update(piece)
                        yield len(piece)
        there = _size(target)
        if there == file.size and target.exists() and digest.hexdigest() == file.sha256:
            return
        if there == file.size and there:
            self._drop(target)
            digest, there = hashlib.sha256(), 0
        for piece in self._fetch(source, file, target, there):
            digest.update(piece)
            yield len(piece)
        if digest.hexdigest() != file.sha256 or _size(target) != file.size:
            self._drop(target)
            raise damaged(self._source.name, f"“{file.path}” is not what was packed (sha256 differs)")

    def _fetch(self, source: Source, file: Carried, target: Path, offset: int) -> Iterator[bytes]:
        with _writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor = target.open("ab")
        with descriptor:
            left = file.size - offset
            with _reading(self._source, self._source), source.open(file, offset) as stream:
                for piece in stream:
                    if len(piece) > left:
                        raise damaged(self._source.name, f"“{file.path}” is longer than it says")
                    left -= len(piece)
                    with _writing(target):
                        descriptor.write(piece)
                    yield piece
            with _writing(target):
                descriptor.flush()
                os.fsync(descriptor.fileno())

    def _note(self) -> None:
        data = {"id": self._cargo.id, "source": str(self._source)}
        write_atomically(self.folder / _NOTE, json.dumps(data).encode())

    def _drop(self, path: Path) -> None:
        with _writing(path):
            path.unlink()


def unfinished(models: Path) -> tuple[Unfinished, ...]:
    """What lies half copied in a models folder. Never raises."""
    found: list[Unfinished] = []
    with contextlib.suppress(OSError):
        for folder in sorted(models.glob(f"{_PREFIX}*")):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                data = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
                size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
                found.append(Unfinished(str(data["id"]), Path(data["source"]), folder, size))
    return tuple(found)


def forget(left: Unfinished) -> None:
    """Remove what an interrupted adding has left."""
    if left.folder.name.startswith(_PREFIX):
        shutil.rmtree(left.folder, ignore_errors=True)


@contextlib.contextmanager
def _reading(path: Path, source: Path) -> Generator[None]:
    """An `OSError` while reading is a disk that was taken away, or a bad one; one while writing is not meant here."""
    try:
        yield
    except OSError as error:
        raise AppError(
            f"“{source.name}” cannot be read any more",
            f"{error.filename or path}: {error.strerror or error}",
            "Is the disk connected? Add the model again then: what is copied already stays and is used.",
            ErrorKind.INPUT,
        ) from error


@contextlib.contextmanager
def _writing(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO):
            raise AppError(
                "The disk of your models folder cannot be written to any more",
                f"{path}: {error.strerror or error}",
                "Is it connected? Add the model again then: what is copied already stays and is used.",
                ErrorKind.RESOURCES,
            ) from error
        raise write_error(path, error) from error


def _digest(cargo: Cargo) -> str:
    content = [cargo.id, dict(cargo.manifests), sorted((each.path, each.size, each.sha256) for each in cargo.files)]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()[:16]


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0
