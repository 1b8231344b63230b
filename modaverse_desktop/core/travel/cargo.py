"""What travels: the manifests of some packs and every file that they name, each with its size and sha256."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.pack import FILE_NAME, Manifest

Say = Callable[[EngineProgress], None]
"""Told what happens; may raise `Interrupted`."""
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)[^/]*", re.IGNORECASE)
"""Files of a pack's folder that travel with it although its manifest does not name them."""
LARGEST_LICENCE = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_NAME, _LONGEST_PATH = 255, 1000
"""Bytes, in every file system that counts."""


@dataclass(frozen=True)
class Carried:
    """One file. `path` is relative to the folder that the packs come to lie in: ``<pack>/<file>``, forward slashes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Cargo:
    """Packs that travel together; the last one is the one that was asked for."""

    id: str
    manifests: Mapping[str, str]
    """The text of `pack.toml` by the pack's folder."""
    packs: tuple[Manifest, ...]
    """The same, read."""
    files: tuple[Carried, ...]
    """In the order in which they are best read."""
    notes: tuple[str, ...] = field(default=())
    """What the user should know."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


class Source(Protocol):
    """Where a cargo comes from."""

    @property
    def cargo(self) -> Cargo:
        """What it holds."""
        ...

    def open(self, file: Carried, offset: int) -> AbstractContextManager[Iterator[bytes]]:
        """The bytes of a file from `offset` on, in pieces.

        Raises:
            AppError: a part is missing or is not what it was.
            OSError: it cannot be read.
        """
        ...


def pieces(stream: BinaryIO, size: int = 1 << 20) -> Iterator[bytes]:
    """What is left in a stream."""
    while piece := stream.read(size):
        yield piece


def is_safe(path: str) -> bool:
    """Whether a relative path stays in its folder, on every system."""
    parts = path.split("/")
    strange = "\\" in path or _DRIVE.match(path) or any(not char.isprintable() for char in path)
    too_long = len(path.encode("utf-8", "replace")) > _LONGEST_PATH or any(
        len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in parts
    )
    return not (strange or too_long or ".." in parts or "." in parts or "" in parts)


def carried_files(packs: Mapping[str, Manifest]) -> tuple[Carried, ...]:
    """The files that manifests, by folder, name in their own folders."""
    return tuple(
        Carried(f"{folder}/{file.path}", file.size, file.sha256.lower())
        for folder, manifest in packs.items()
        for file in manifest.files
        if not file.package
    )


def check_paths(files: Sequence[Carried]) -> None:
    """Refuse paths that leave their folder, or that would be one file on some system.

    Raises:
        AppError: MODEL.
    """
    seen: set[str] = set()
    for file in files:
        if not is_safe(file.path) or (file.path.split("/")[-1] == FILE_NAME and file.path.count("/") == 1):
            raise refused(f"“{file.path}” is not a path inside the pack's folder")
        if file.path.casefold() in seen:
            raise refused(f"“{file.path}” is there twice")
        seen.add(file.path.casefold())


def refused(why: str) -> AppError:
    """What somebody made so that it cannot be taken."""
    return AppError(
        "This cannot be added: it is not made as a pack is",
        why,
        "Do not use it, and ask where you have it from for a whole one.",
        ErrorKind.MODEL,
    )


def damaged(name: str, why: str) -> AppError:
    """Something that was whole once."""
    return AppError(f"“{name}” is damaged", why, "Copy it again from where you have it.", ErrorKind.MODEL)


def source_name(path: Path) -> str:
    """A path's name as it can be shown in a line."""
    return "".join(char if char.isprintable() else "\ufffd" for char in path.name or str(path))
