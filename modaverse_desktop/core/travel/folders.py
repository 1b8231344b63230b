"""A pack's folder as a source: only the files that its manifest names, and none that a link leads out of it for."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.pack_files import package_folder
from modaverse_desktop.core.pack_reading import read_manifest
from modaverse_desktop.core.pack_writing import to_toml
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.core.travel.bundling import licence_files
from modaverse_desktop.core.travel.cargo import Cargo, Carried, carried_files, check_paths, pieces, refused


@dataclass(frozen=True)
class FolderSource:
    """Packs that lie in folders."""

    cargo: Cargo
    places: dict[str, Path]
    """Where each pack lies."""

    @contextmanager
    def open(self, file: Carried, offset: int) -> Generator[Iterator[bytes]]:
        """The bytes of a file from `offset` on.

        Raises:
            AppError: it is a link out of its folder.
            OSError: it cannot be read.
        """
        pack, _, inner = file.path.partition("/")
        with _inside(self.places[pack], inner).open("rb") as stream:
            stream.seek(offset)
            yield pieces(stream)


def open_folder(folder: Path) -> FolderSource:
    """The pack in `folder`.

    Raises:
        AppError: its manifest cannot be read, a file is not there, or is a link out of the folder.
    """
    return open_packs([read_manifest(folder)])


def open_packs(packs: list[Manifest]) -> FolderSource:
    """Packs from where each of them lies, the one that is meant last.

    Raises:
        AppError: as `open_folder`.
    """
    by_id = {manifest.id: manifest for manifest in packs}
    licences = [file for manifest in packs for file in licence_files(manifest)]
    files = tuple(dict.fromkeys((*carried_files(by_id), *licences)))
    check_paths(files)
    missing = [file.path for file in files if not _is_there(by_id, file)]
    if missing:
        raise AppError(
            f"The model {packs[-1].id} is not whole",
            f"Missing: {', '.join(missing[:5])}",
            "Copy the missing files into its folder.",
            ErrorKind.MODEL,
        )
    texts = {name: to_toml(replace(manifest, files_in=None)) for name, manifest in by_id.items()}
    cargo = Cargo(packs[-1].id, texts, tuple(packs), files, missing_packages(packs))
    return FolderSource(cargo, {name: manifest.root for name, manifest in by_id.items()})


def missing_packages(packs: list[Manifest]) -> tuple[str, ...]:
    """Sentences about Python packages that hold files of these packs and are not installed here."""
    wanted = dict.fromkeys(file.package for manifest in packs for file in manifest.files if file.package)
    notes: list[str] = []
    for package in wanted:
        try:
            package_folder(package)
        except AppError:
            notes.append(f"Some of its files lie in the Python package {package}, which is not installed here.")
    return tuple(notes)


def _is_there(packs: dict[str, Manifest], file: Carried) -> bool:
    pack, _, inner = file.path.partition("/")
    return _inside(packs[pack].root, inner).is_file()


def _inside(folder: Path, inner: str) -> Path:
    path = folder / inner
    if not path.resolve().is_relative_to(folder.resolve()) and not _both_ours(folder, path):
        raise refused(f"“{inner}” is a link that leads out of the pack's folder")
    return path


def _both_ours(folder: Path, path: Path) -> bool:
    """Whether they are of the application itself, whose packs may share weights."""
    ours = resources_folder().resolve()
    return folder.resolve().is_relative_to(ours) and path.resolve().is_relative_to(ours)
