"""`packs export`: a pack, or a stack with all that it names, into a `.mvpack`. The same pack gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import math
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.files import check_place
from modaverse_desktop.core.manifest import Manifest, to_toml
from modaverse_desktop.core.pack_files import locate
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.travel.bundling import bundled, licence_files
from modaverse_desktop.core.travel.cargo import Cargo, Carried, Say, carried_files
from modaverse_desktop.core.travel.index import FILE_NAME, Index, Slice, write_index
from modaverse_desktop.core.travel.parts import SUFFIX, is_part, part_path
from modaverse_desktop.core.travel.room import check_room, check_size, free_bytes
from modaverse_desktop.core.travel.writing import ContinuedFile, finish

LEAST_PART = 1_000_000
_HEADERS = 4096
"""Bytes that tar puts around an entry, at most, with the filling up to whole blocks."""
_BUFFER = 1 << 20
_END = 2 * tarfile.RECORDSIZE


@dataclass(frozen=True)
class Exported:
    """The files that were written."""

    files: tuple[Path, ...]
    size: int
    packs: tuple[str, ...]
    notes: tuple[str, ...] = ()


def export_pack(packs: Packs, name: str, target: Path, say: Say, part_size: int = 0) -> Exported:
    """Write the pack `name`, and what it names if it is a stack, to `target`; in parts of at most `part_size` bytes.

    Every file is compared with its sha256 while it is copied. Each part appears when it is whole; what an interrupted
    run has written is used by the next one.

    Raises:
        AppError: USAGE, the target cannot be one; MODEL, a file is missing or damaged; RESOURCES, no room.
    """
    _check_target(target, name, part_size)
    wanted, notes = _wanted(packs, name)
    cargo, places = _loaded(name, wanted)
    index = _cut(cargo, part_size)
    parts = [replace(index, part=number) for number in range(1, len(index.parts) + 1)]
    paths = [part_path(target, part.part, len(parts)) for part in parts]
    for path in paths:
        check_place(path)
    whole = [is_part(path, part) for path, part in zip(paths, parts, strict=True)]
    others = [path for path, is_whole in zip(paths, whole, strict=True) if path.exists() and not is_whole]
    if others or all(whole):
        there = (others or paths)[0]
        raise AppError(f"“{there.name}” is there already", str(there), "Choose another name.", ErrorKind.USAGE)
    sizes = [_tar_size(part) for part in parts]
    check_size(target.parent, max(sizes))
    left = sum(size for size, is_whole in zip(sizes, whole, strict=True) if not is_whole)
    check_room(left - sum(map(ContinuedFile.begun, paths)), free_bytes(target.parent), target.parent)
    progress = _Progress(say, cargo.size)
    for path, part, is_whole in zip(paths, parts, whole, strict=True):
        if is_whole:
            _read_part(part, places, progress)
        else:
            _write_part(part, path, places, progress)
    return Exported(tuple(paths), sum(path.stat().st_size for path in paths), tuple(cargo.manifests), notes)


def _check_target(target: Path, name: str, part_size: int) -> None:
    if target.suffix.lower() != SUFFIX:
        hint = f"For example {name}{SUFFIX}."
        raise AppError("The file's name must end with .mvpack", str(target), hint, ErrorKind.USAGE)
    if 0 < part_size < LEAST_PART:
        raise AppError("The parts would be too small", "1 MB is the least", kind=ErrorKind.USAGE)


def _wanted(packs: Packs, name: str) -> tuple[list[Manifest], tuple[str, ...]]:
    """The packs to write, the one that was asked for last."""
    manifest = packs.get(name)
    if manifest.stack is None:
        return [manifest], ()
    stack = packs.stack(name)
    missing = [
        f"{pack} is named by {name} and not installed: it is not in the file"
        for pack in stack.missing_generators.values()
    ]
    return [*{part.id: part for part in stack.parts}.values(), manifest], tuple(missing)


def _loaded(name: str, wanted: Sequence[Manifest]) -> tuple[Cargo, dict[Carried, Path]]:
    """What is to be carried, and where each file lies now."""
    places: dict[Carried, Path] = {}
    whole = {manifest.id: bundled(manifest) for manifest in wanted}
    for manifest in wanted:
        inside = [file for file in whole[manifest.id].files if not file.package]
        for file, carried in zip(manifest.files, inside, strict=True):
            places[Carried(f"{manifest.id}/{carried.path}", carried.size, carried.sha256.lower())] = locate(
                manifest, file
            )
        places |= licence_files(manifest)
    files = tuple(dict.fromkeys((*carried_files(whole), *places)))
    texts = {folder: to_toml(manifest) for folder, manifest in whole.items()}
    return Cargo(name, texts, tuple(whole.values()), files), places


def _cut(cargo: Cargo, part_size: int) -> Index:
    """Lay the files end to end and cut them where a part is full; the index, in each part, takes room too."""
    whole = tuple(Slice(number, 0, file.size) for number, file in enumerate(cargo.files))
    index = Index(cargo, (whole,))
    if not part_size or _tar_size(index) <= part_size:
        return index
    room = 1 << 14
    while room < part_size // 2:
        index = Index(cargo, tuple(map(tuple, _slices(cargo, part_size - room - _END))))
        if len(write_index(replace(index, part=len(index.parts)))) + _HEADERS <= room:
            return index
        room *= 2
    raise AppError("The parts would be too small", "there are too many files for that", kind=ErrorKind.USAGE)


def _slices(cargo: Cargo, room: int) -> list[list[Slice]]:
    parts: list[list[Slice]] = [[]]
    left = room
    for number, file in enumerate(cargo.files):
        offset = 0
        while offset < file.size or (not offset and not file.size):
            if left <= _HEADERS:
                parts.append([])
                left = room
            size = min(file.size - offset, left - _HEADERS)
            parts[-1].append(Slice(number, offset, size))
            offset += size
            left -= size + _HEADERS
            if not file.size:
                break
    return parts


def _tar_size(index: Index) -> int:
    """Bytes of a part, within what tar puts around each entry."""
    data = len(write_index(index)) + _HEADERS
    data += sum(cut.size + _HEADERS for cut in index.parts[index.part - 1])
    return math.ceil(data / tarfile.RECORDSIZE) * tarfile.RECORDSIZE + tarfile.RECORDSIZE


def _write_part(index: Index, path: Path, places: dict[Carried, Path], progress: _Progress) -> None:
    with ContinuedFile(path) as target:
        file = cast("IO[bytes]", target)
        with tarfile.TarFile(fileobj=file, mode="w", format=tarfile.PAX_FORMAT, copybufsize=_BUFFER) as tar:
            data = write_index(index)
            tar.addfile(_entry(FILE_NAME, len(data)), io.BytesIO(data))
            for cut, source in _sources(index, places, progress):
                tar.addfile(_entry(cut.name(index.cargo), cut.size), cast("IO[bytes]", source))
        finish(target, path)


def _read_part(index: Index, places: dict[Carried, Path], progress: _Progress) -> None:
    """What an earlier run has written whole is only compared with its sha256."""
    for _, source in _sources(index, places, progress):
        while source.read(_BUFFER):
            pass


def _sources(index: Index, places: dict[Carried, Path], progress: _Progress) -> Iterator[tuple[Slice, _Checked]]:
    for cut in index.parts[index.part - 1]:
        file = index.cargo.files[cut.file]
        with _Checked(places[file], file, cut, progress) as source:
            yield cut, source


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry


class _Progress:
    """Counts bytes, hashes files across the parts that they lie in, and says how far it is."""

    def __init__(self, say: Say, total: int) -> None:
        self._say = say
        self._total = max(1, total)
        self._done = 0
        self.digest = hashlib.sha256()

    def count(self, piece: bytes) -> None:
        self.digest.update(piece)
        self._done += len(piece)
        self._say(EngineProgress("Copying", min(1.0, self._done / self._total)))


class _Checked(io.RawIOBase):
    """A slice of a file to be read by tar; its last one compares the whole file's hash."""

    def __init__(self, path: Path, file: Carried, cut: Slice, progress: _Progress) -> None:
        super().__init__()
        self._file, self._cut, self._progress = file, cut, progress
        self._left = cut.size
        self._stream = _open(path, file)
        self._stream.seek(cut.offset)
        if not cut.offset:
            progress.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes; tar asks for at most what it still needs."""
        piece = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        self._progress.count(piece)
        if self._left and not piece:
            raise _changed(self._file)
        if self._cut.offset + self._cut.size - self._left == self._file.size and (
            self._progress.digest.hexdigest() != self._file.sha256
        ):
            raise _changed(self._file)
        return piece

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        super().close()


def _open(path: Path, file: Carried) -> BinaryIO:
    try:
        if path.stat().st_size != file.size:
            raise _changed(file)
        return path.open("rb")
    except OSError as error:
        raise AppError(
            f"A file of the model cannot be read: {file.path}",
            error.strerror or str(error),
            "Is the disk connected? Verify the model to see what is wrong.",
            ErrorKind.MODEL,
        ) from error


def _changed(file: Carried) -> AppError:
    return AppError(
        f"A file of the model is damaged: {file.path}",
        "Its content is not what was installed (sha256 differs).",
        "Nothing damaged is passed on. Install the model again.",
        ErrorKind.MODEL,
    )
