"""A pack in a zip or tar as a source. Nothing is unpacked but what the manifest names, at the size that it says."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.pack import FILE_NAME, Manifest
from modaverse_desktop.core.pack_reading import parse_manifest
from modaverse_desktop.core.pack_writing import to_toml
from modaverse_desktop.core.travel.cargo import (
    LARGEST_LICENCE,
    LICENCE_FILE,
    Cargo,
    Carried,
    carried_files,
    check_paths,
    damaged,
    is_safe,
    pieces,
    refused,
    source_name,
)
from modaverse_desktop.core.travel.folders import missing_packages

_SUFFIXES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
_MOST_MEMBERS = 100_000
_MOST_UNPACKED = 200
"""Times the archive's own size: weights hardly shrink, texts do by ten."""
_LARGEST_MANIFEST = 1 << 20
_MOST_LICENCES = 10


@dataclass(frozen=True)
class Member:
    """A file in an archive."""

    name: str
    size: int


class Archive(Protocol):
    """A zip or a tar that is open."""

    def members(self) -> Iterator[Member]:
        """Its regular files; raises AppError for anything that is neither file nor folder."""
        ...

    def open(self, name: str) -> BinaryIO:
        """The content of a member."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


@dataclass(frozen=True)
class ArchiveSource:
    """A pack that is in an archive, in the folder `inner` (empty, or ending with a slash)."""

    path: Path
    cargo: Cargo
    names: Mapping[str, str]
    """What each file is called in the archive."""

    @contextmanager
    def open(self, file: Carried, offset: int) -> Generator[Iterator[bytes]]:
        """The bytes of a file from `offset` on.

        Raises:
            AppError: the archive is damaged.
            OSError: it cannot be read.
        """
        with _errors(self.path), _opened(self.path) as archive, archive.open(self.names[file.path]) as stream:
            stream.seek(offset)
            yield pieces(stream)


def is_archive(path: Path) -> bool:
    """Whether it is a zip or a tar by its content; or by its name, since one that was cut short has no such content."""
    named = path.name.lower().endswith(_SUFFIXES)
    try:
        return path.is_file() and (named or zipfile.is_zipfile(path) or tarfile.is_tarfile(path))
    except (OSError, EOFError, ValueError):
        return False


def open_archive(path: Path) -> ArchiveSource:
    """The one pack in an archive: at its top, or in one folder.

    Raises:
        AppError: there is none, or the archive is damaged, or made to do harm: paths that leave it, links, bombs.
    """
    with _errors(path), _opened(path) as archive:
        members = _checked(path, archive)
        homes = [name for name in members if name.rpartition("/")[2] == FILE_NAME and name.count("/") <= 1]
        if len(homes) != 1:
            raise AppError(
                f"“{source_name(path)}” holds no pack" if not homes else f"“{source_name(path)}” holds several packs",
                f"There must be one {FILE_NAME}, at the top or in a folder at the top",
                "Unpack it, and add the folder that is the model.",
                ErrorKind.INPUT,
            )
        if members[homes[0]] > _LARGEST_MANIFEST:
            raise refused(f"{FILE_NAME} is larger than a manifest can be")
        home = homes[0].removesuffix(FILE_NAME)
        manifest = parse_manifest(_text(_read(archive, homes[0])), path / home)
        licences = _licences(archive, manifest, home, members)
    return _source(path, manifest, licences, home, members)


def _licences(archive: Archive, manifest: Manifest, home: str, members: Mapping[str, int]) -> list[Carried]:
    """Licences that lie beside the manifest and that it does not name."""
    named = {file.path for file in manifest.files}
    names = [name.removeprefix(home) for name in members if name.startswith(home)]
    wanted = [name for name in names if LICENCE_FILE.fullmatch(name) and name not in named]
    small = [name for name in wanted if members[home + name] <= LARGEST_LICENCE][:_MOST_LICENCES]
    read = {name: _read(archive, home + name) for name in small}
    return [
        Carried(f"{manifest.id}/{name}", len(data), hashlib.sha256(data).hexdigest()) for name, data in read.items()
    ]


def _source(
    path: Path, manifest: Manifest, licences: list[Carried], home: str, members: Mapping[str, int]
) -> ArchiveSource:
    files = (*carried_files({manifest.id: manifest}), *licences)
    check_paths(files)
    names = {file.path: home + file.path.partition("/")[2] for file in files}
    for file in files:
        size = members.get(names[file.path])
        if size != file.size:
            why = "is missing" if size is None else f"has {size} bytes and should have {file.size}"
            raise damaged(source_name(path), f"“{names[file.path]}” {why}")
    order = {name: place for place, name in enumerate(members)}
    files = tuple(sorted(files, key=lambda file: order[names[file.path]]))
    texts = {manifest.id: to_toml(manifest)}
    return ArchiveSource(path, Cargo(manifest.id, texts, (manifest,), files, missing_packages([manifest])), names)


def _checked(path: Path, archive: Archive) -> dict[str, int]:
    """Names and sizes of all members, in order."""
    found: dict[str, int] = {}
    limit = _MOST_UNPACKED * path.stat().st_size + (1 << 20)
    for member in archive.members():
        name = member.name
        if not is_safe(name):
            raise refused(f"“{name}” would leave the folder that it is unpacked into")
        if len(found) >= _MOST_MEMBERS or member.size > limit:
            raise refused("It would unpack to far more than it is")
        limit -= member.size
        found[name] = member.size
    return found


def _read(archive: Archive, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_LARGEST_MANIFEST)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refused(f"{FILE_NAME} is not UTF-8") from error


@contextmanager
def _opened(path: Path) -> Generator[Archive]:
    archive: Archive = _Zip(path) if zipfile.is_zipfile(path) else _Tar(path)
    try:
        yield archive
    finally:
        archive.close()


@contextmanager
def _errors(path: Path) -> Generator[None]:
    """What zipfile, tarfile and the decompressors raise."""
    import lzma
    import zlib

    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, NotImplementedError) as error:
        raise damaged(source_name(path), str(error) or "it ends too early") from error
    except RuntimeError as error:  # zipfile, about a password
        raise damaged(source_name(path), str(error)) from error


class _Zip:
    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)

    def members(self) -> Iterator[Member]:
        for info in self._zip.infolist():
            mode = info.external_attr >> 16
            if mode & 0o170000 not in (0, 0o100000, 0o040000):
                raise refused(f"“{info.filename}” is a link or a device")
            if not info.is_dir():
                yield Member(info.filename, info.file_size)

    def open(self, name: str) -> BinaryIO:
        return cast("BinaryIO", self._zip.open(name))

    def close(self) -> None:
        self._zip.close()


class _Tar:
    def __init__(self, path: Path) -> None:
        self._tar = tarfile.open(path, "r:*")  # noqa: SIM115 - closed by `close`
        self._names: dict[str, tarfile.TarInfo] = {}
        self._limit = _MOST_UNPACKED * path.stat().st_size + (1 << 20)

    def members(self) -> Iterator[Member]:
        while (info := self._tar.next()) is not None:
            if info.offset_data + info.size > self._limit:  # before it is unpacked to be skipped
                raise refused("It would unpack to far more than it is")
            if not (info.isreg() or info.isdir()):
                raise refused(f"“{info.name}” is a link or a device")
            if info.isreg():
                name = info.name.removeprefix("./")
                self._names[name] = info
                yield Member(name, info.size)

    def open(self, name: str) -> BinaryIO:
        for _ in self.members():  # no further than to it: what follows may have to be unpacked
            if name in self._names:
                break
        stream = self._tar.extractfile(self._names[name])
        assert stream is not None, "only regular files are kept"
        return cast("BinaryIO", stream)

    def close(self) -> None:
        self._tar.close()
