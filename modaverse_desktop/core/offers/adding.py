"""An offer becomes a pack: its files are hashed where they lie, and a `pack.toml` that points at them is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import FILE_NAME, Manifest, PackFile, hash_file, write_manifest
from modaverse_desktop.core.offers.offer import Offer

_TOGETHER_WITH = ("base", "like")
"""In a pack's `config`: what else it is made of."""


def hashed(manifest: Manifest, report_fraction: Callable[[float], None] | None = None) -> Manifest:
    """The manifest with sizes and hashes of its files as they are now. `report_fraction` may raise to stop.

    Raises:
        AppError: MODEL, a file cannot be read.
    """
    total = max(1, manifest.size)
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        if report_fraction:
            report_fraction(min(1.0, done / total))

    files: list[PackFile] = []
    for file in manifest.files:
        path = manifest.root / file.path
        try:
            files.append(replace(file, sha256=hash_file(path, count), size=path.stat().st_size))
        except OSError as error:
            raise AppError(
                f"A file of {manifest.name} cannot be read",
                f"{path}: {error.strerror or error}",
                "Is the disk connected?",
                ErrorKind.MODEL,
            ) from error
    return replace(manifest, files=tuple(files))


def add_offer(
    offer: Offer,
    models: Path,
    taken: Collection[str] = (),
    report_fraction: Callable[[float], None] | None = None,
    *,
    beside: bool = False,
) -> Manifest:
    """Write the `pack.toml` of an offer into a folder of its own below `models`, pointing at the files.

    With `beside` it is written into the folder of the files, which a models folder must then hold. No file is copied
    or changed. `taken` are the ids of installed packs; the new one gets another.

    Raises:
        AppError: MODEL, a file cannot be read; USAGE, there is a `pack.toml` already; RESOURCES.
    """
    manifest = offer.manifest
    name = free_id(manifest.id, taken)
    folder = manifest.root if beside else models / name
    if (folder / FILE_NAME).exists():
        raise AppError(
            f"“{folder.name}” is a pack already",
            f"{folder / FILE_NAME} exists.",
            "Remove the pack first, or give this one another id.",
            ErrorKind.USAGE,
        )
    manifest = hashed(replace(manifest, id=name), report_fraction)
    manifest = replace(manifest, folder=folder, files_in=None if beside else manifest.files_in)
    write_manifest(manifest)
    return manifest


def added_before(offer: Offer, installed: Iterable[Manifest]) -> Manifest | None:
    """The installed pack that is made of the very same files in the same way, if there is one."""
    made_of = [offer.manifest.root / file.path for file in offer.manifest.files]
    fixed = {name: offer.manifest.config.get(name) for name in _TOGETHER_WITH}
    for manifest in installed:
        same = [manifest.root / file.path for file in manifest.files] == made_of
        if same and all(manifest.config.get(name) == value for name, value in fixed.items()):
            return manifest
    return None


def files_in_use(manifests: Iterable[Manifest]) -> tuple[Path, ...]:
    """What installed packs are made of: the folder of each, and the file of those that are a single file."""
    found: list[Path] = []
    for manifest in manifests:
        single = len(manifest.files) == 1 and manifest.files_in is not None
        found.append(manifest.root / manifest.files[0].path if single else manifest.root)
    return tuple(found)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number behind it that makes it free."""
    number = 2
    name = wanted
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
