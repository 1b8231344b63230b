"""The files of a `.mvpack`: one, or several numbered ones beside each other; each is a plain tar, its index first."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.travel.cargo import Cargo, Carried, damaged, pieces, source_name
from modaverse_desktop.core.travel.index import FILE_NAME, LARGEST, Index, Slice, read_index

SUFFIX = ".mvpack"
_NUMBERED = re.compile(r"(?P<stem>.+)\.(?P<number>\d{3,5})\.mvpack", re.IGNORECASE)


def part_path(target: Path, number: int, count: int) -> Path:
    """``model.mvpack``, or of several ``model.001.mvpack`` and so on."""
    return target if count == 1 else target.with_name(f"{target.stem}.{number:03}{SUFFIX}")


def stem_of(path: Path) -> str:
    """The name that all parts of one export share; another file's own."""
    found = _NUMBERED.fullmatch(path.name)
    return found["stem"] + SUFFIX if found else path.name


@dataclass
class PartedFile:
    """A `.mvpack` that is there to be read; a `Source`."""

    path: Path
    """Any of its parts."""
    index: Index
    _places: dict[int, dict[str, int]] = field(default_factory=dict[int, dict[str, int]])

    @property
    def cargo(self) -> Cargo:
        """What it holds."""
        return self.index.cargo

    @contextmanager
    def open(self, file: Carried, offset: int) -> Generator[Iterator[bytes]]:
        """The bytes of a file from `offset` on.

        Raises:
            AppError: a part is missing, is another one's or was cut short.
            OSError: it cannot be read.
        """
        yield self._read(self.cargo.files.index(file), offset)

    def _read(self, number: int, offset: int) -> Iterator[bytes]:
        for part, cuts in enumerate(self.index.parts, start=1):
            for cut in cuts:
                if cut.file == number and offset < cut.offset + cut.size:
                    yield from self._slice(part, cut, max(0, offset - cut.offset))

    def _slice(self, part: int, cut: Slice, skip: int) -> Iterator[bytes]:
        path = self._path_of(part)
        place = self._places_in(part, path).get(cut.name(self.cargo))
        if place is None:
            raise damaged(source_name(path), f"it lacks “{cut.name(self.cargo)}”")
        left = cut.size - skip
        with path.open("rb") as stream:
            stream.seek(place + skip)
            for piece in pieces(stream):
                yield piece[:left]
                left -= len(piece[:left])
                if not left:
                    return
        raise damaged(source_name(path), "it is shorter than it was")

    def _places_in(self, part: int, path: Path) -> dict[str, int]:
        if part not in self._places:
            index, places = _open(path)
            if (index.digest, index.part) != (self.index.digest, part):
                raise damaged(source_name(path), "it is part of something else")
            self._places[part] = places
        return self._places[part]

    def _path_of(self, part: int) -> Path:
        found = _NUMBERED.fullmatch(self.path.name)
        if len(self.index.parts) == 1 or not found:
            return self.path
        path = self.path.with_name(f"{found['stem']}.{part:0{len(found['number'])}}{self.path.suffix}")
        if not path.exists() and self.path.parent.exists():
            raise AppError(
                f"Part {part} of {len(self.index.parts)} is missing",
                f"{path} is not there",
                "Put it beside the others, then add the model again: what is copied already stays.",
                ErrorKind.INPUT,
            )
        return path


def open_parted(path: Path) -> PartedFile:
    """The `.mvpack` that `path` is, or is a part of.

    Raises:
        AppError: it cannot be read, or is none.
    """
    try:
        index, places = _open(path)
    except OSError as error:
        raise AppError(
            f"“{source_name(path)}” cannot be read",
            error.strerror or str(error),
            "Is the disk connected?",
            ErrorKind.INPUT,
        ) from error
    found = _NUMBERED.fullmatch(path.name)
    if len(index.parts) > 1 and (not found or int(found["number"]) != index.part):
        raise AppError(
            f"“{source_name(path)}” has another name than it was given",
            f"It is part {index.part} of {len(index.parts)}, which are found by their numbers",
            f"Name the parts as they were: …{index.part:03}{SUFFIX}.",
            ErrorKind.INPUT,
        )
    return PartedFile(path, index, {index.part: places})


def is_part(path: Path, index: Index) -> bool:
    """Whether the file at `path` is this part, whole as far as its length says."""
    try:
        found, _ = _open(path)
    except (OSError, AppError):
        return False
    return (found.digest, found.part) == (index.digest, index.part)


def _open(path: Path) -> tuple[Index, dict[str, int]]:
    """The index of one part, and where each entry's bytes begin. Raises AppError or OSError."""
    name = source_name(path)
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
            if first is None or first.name != FILE_NAME or not first.isreg() or first.size > LARGEST:
                raise damaged(name, f"it does not begin with {FILE_NAME}")
            stream = tar.extractfile(first)
            assert stream is not None, "it is a regular file"
            index = read_index(stream.read(), name)
            return index, _places(tar, index, name)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise damaged(name, "it is not a .mvpack, or was not copied whole") from error


def _places(tar: tarfile.TarFile, index: Index, name: str) -> dict[str, int]:
    """No more entries are looked at than the index names, and each must be the one that it names."""
    places: dict[str, int] = {}
    for cut in index.parts[index.part - 1]:
        member = tar.next()
        if member is None or (member.name, member.size) != (cut.name(index.cargo), cut.size) or not member.isreg():
            raise damaged(name, f"it lacks “{cut.name(index.cargo)}”, or was not copied whole")
        places[member.name] = member.offset_data
    if tar.next() is not None:  # raises if the last one was cut short
        raise damaged(name, "there is more in it than mvpack.json says")
    return places
