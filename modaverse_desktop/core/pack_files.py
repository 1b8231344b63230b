"""Where the files of a pack lie, and whether they are the ones that its manifest names."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.pack import Manifest, PackFile

_CHUNK = 1 << 20


class ProblemKind(Enum):
    """What is wrong with a file of a pack."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Problem:
    """One file of a pack that is not as its manifest says; `file` as the manifest writes it."""

    kind: ProblemKind
    file: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file} is {self.kind.value}: {self.detail}"


def package_folder(package: str) -> Path:
    """Where an installed Python package lies, without importing it.

    Raises:
        AppError: it is not installed.
    """
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise AppError(
            f"The package {package} is not installed",
            hint="Run `make run` again: it installs the starter weights.",
            kind=ErrorKind.MODEL,
        )
    return Path(next(iter(spec.submodule_search_locations)))


def locate(manifest: Manifest, file: PackFile) -> Path:
    """The absolute path of one of the pack's files; it need not exist.

    Raises:
        AppError: the package that the file lies in is not installed.
    """
    root = package_folder(file.package) if file.package else manifest.root
    return root / file.path


def hash_file(path: Path, report_bytes: Callable[[int], None] | None = None) -> str:
    """The sha256 of a file as 64 hexadecimal digits. `report_bytes` is told how many bytes each piece had.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            if report_bytes:
                report_bytes(len(piece))
    return digest.hexdigest()


def verify(
    manifest: Manifest, report_fraction: Callable[[float], None] | None = None, *, hashes: bool = True
) -> tuple[Problem, ...]:
    """What is wrong with the files of a pack: missing, of another size, of another sha256. Empty: all is well.

    `report_fraction` is told how much is read, 0 to 1, and may raise to stop. Without `hashes` only names and sizes
    are looked at, which takes no time.
    """
    done = 0
    total = max(1, manifest.size)

    def count(size: int) -> None:
        nonlocal done
        done += size
        if report_fraction:
            report_fraction(min(1.0, done / total))

    found = (_check(manifest, file, count if hashes else None) for file in manifest.files)
    return tuple(problem for problem in found if problem)


def _check(manifest: Manifest, file: PackFile, count: Callable[[int], None] | None) -> Problem | None:
    name = f"{file.package}/{file.path}" if file.package else file.path
    try:
        path = locate(manifest, file)
        if not path.is_file():
            return Problem(ProblemKind.MISSING, name, f"{path} does not exist")
        size = path.stat().st_size
        if size != file.size:
            return Problem(ProblemKind.CHANGED, name, f"it has {size} bytes and should have {file.size}")
        if count and hash_file(path, count) != file.sha256.lower():
            return Problem(ProblemKind.CHANGED, name, "its content is not what was installed (sha256 differs)")
    except AppError as error:
        return Problem(ProblemKind.MISSING, name, error.title)
    except OSError as error:
        return Problem(ProblemKind.UNREADABLE, name, error.strerror or str(error))
    return None
