"""`packs add`: what a path is, what it would bring, and bringing it: compared while copying, and there all at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.pack import FILE_NAME, Manifest
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.travel.archives import is_archive, open_archive
from modaverse_desktop.core.travel.cargo import Cargo, Say, Source, source_name
from modaverse_desktop.core.travel.folders import open_folder
from modaverse_desktop.core.travel.parts import SUFFIX, open_parted
from modaverse_desktop.core.travel.room import check_room, free_bytes
from modaverse_desktop.core.travel.staging import Staging


class What(Enum):
    """What a path is that is to be added."""

    MVPACK = "mvpack"
    FOLDER = "folder"
    """With a manifest."""
    ARCHIVE = "archive"
    OTHER = "other"
    """Perhaps a model that was published elsewhere."""


@dataclass(frozen=True)
class Offer:
    """What adding `path` would bring. `there` are packs of it that are installed already, the same."""

    path: Path
    source: Source
    cargo: Cargo
    """Without what is there."""
    there: tuple[str, ...] = ()

    @property
    def packs(self) -> tuple[Manifest, ...]:
        """Those that would be new; none if all of them are there."""
        return self.cargo.packs


@dataclass(frozen=True)
class Added:
    """The new packs by id, the one that was asked for last, in `folder`; `notes` are what the user should know."""

    ids: tuple[str, ...]
    folder: Path
    size: int
    notes: tuple[str, ...] = ()


def what_is(path: Path) -> What:
    """By name and content; never raises."""
    with contextlib.suppress(OSError):
        if path.is_dir():
            return What.FOLDER if (path / FILE_NAME).is_file() else What.OTHER
        if path.suffix.lower() == SUFFIX:
            return What.MVPACK
        if path.is_file() and path.name == FILE_NAME:
            return What.FOLDER
    return What.ARCHIVE if is_archive(path) else What.OTHER


def look(path: Path, installed: Packs) -> Offer:
    """What adding `path` would bring; reads no weights, and changes nothing.

    Raises:
        AppError: INPUT or MODEL, it is no pack, or a damaged one; USAGE, another version of it is installed.
    """
    if not path.exists():
        raise AppError(
            f"“{source_name(path)}” is not there", str(path), "Is the disk connected? Check the name.", ErrorKind.INPUT
        )
    opener = _OPENERS.get(what_is(path))
    if opener is None:
        raise AppError(
            f"“{source_name(path)}” is not a model that can be added",
            f"It is neither a {SUFFIX}, nor an archive or a folder with a {FILE_NAME}",
            "Choose the file or folder that the model came as.",
            ErrorKind.INPUT,
        )
    source = opener(path)
    there = tuple(manifest.id for manifest in source.cargo.packs if _same(manifest, installed))
    return Offer(path, source, _without(source.cargo, there), there)


def add(offer: Offer, models: Path, say: Say) -> Added:
    """Bring the packs into `models`. An interrupted run is continued by the next, from wherever the same packs come.

    Raises:
        AppError: RESOURCES, no room, or the disk refuses; INPUT, MODEL: the source is gone or damaged.
        Interrupted: `say` said so; what was copied stays for the next run.
    """
    cargo = offer.cargo
    if not cargo.packs:
        raise AppError(f"{offer.source.cargo.id} is installed already", "", "There is nothing to do.", ErrorKind.USAGE)
    folder = models / cargo.id
    if folder.exists():
        hint = "Remove the folder, or move it away, then add the model again."
        raise AppError(f"There is a folder called {cargo.id} already", str(folder), hint, ErrorKind.USAGE)
    staging = Staging(cargo, models, offer.path)
    check_room(cargo.size - staging.there(), free_bytes(models), models)
    staging.gather(offer.source, say)
    staging.become(folder)
    return Added(tuple(manifest.id for manifest in cargo.packs), folder, cargo.size, cargo.notes)


def _same(manifest: Manifest, installed: Packs) -> bool:
    """Whether it is installed, with the same files.

    Raises:
        AppError: USAGE; another one of this id is.
    """
    found = installed.manifests.get(manifest.id)
    if found is None:
        return False
    if _content(found) == _content(manifest):
        return True
    raise AppError(
        f"Another {manifest.id} is installed already",
        f"Version {found.version} lies in {found.folder}; this is version {manifest.version}",
        "Remove the one that is installed, then add this one.",
        ErrorKind.USAGE,
    )


def _content(manifest: Manifest) -> object:
    """What makes a pack the same, wherever its files lie."""
    return manifest.version, manifest.kind, manifest.stack, sorted(file.sha256.lower() for file in manifest.files)


def _without(cargo: Cargo, there: tuple[str, ...]) -> Cargo:
    manifests = {folder: text for folder, text in cargo.manifests.items() if folder not in there}
    files = tuple(file for file in cargo.files if file.path.partition("/")[0] in manifests)
    packs = tuple(manifest for manifest in cargo.packs if manifest.id not in there)
    return replace(cargo, manifests=manifests, packs=packs, files=files)


def _open_folder(path: Path) -> Source:
    return open_folder(path if path.is_dir() else path.parent)


_OPENERS: dict[What, Callable[[Path], Source]] = {
    What.MVPACK: open_parted,
    What.FOLDER: _open_folder,
    What.ARCHIVE: open_archive,
}
