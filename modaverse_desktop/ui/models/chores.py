"""What is done with models, on a thread that may wait for disks."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.acceptance import Acceptance, licence_text
from modaverse_desktop.core.checking import check_pack
from modaverse_desktop.core.checkup import Checkup, Finding, Health
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.known_packs import found_again
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers import Offer as Found
from modaverse_desktop.core.offers import add_offer, describe_model
from modaverse_desktop.core.offers.companions import completed
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.paths import models_folder, pack_folders
from modaverse_desktop.core.removal import plan_removal, tidy
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.core.travel.adding import Added, Offer, What, add, look, what_is
from modaverse_desktop.core.travel.cargo import Say
from modaverse_desktop.core.travel.exporting import Exported, export_pack
from modaverse_desktop.core.travel.moving import Moved, move_pack
from modaverse_desktop.core.travel.room import is_fat
from modaverse_desktop.service.pack_rows import PackRow, find_rows

FAT_PART = 4_000_000_000
"""Bytes: what every FAT32 disk holds in a file."""


def installed(settings: Settings) -> Packs:
    """The packs in the folders that the settings name."""
    return find_packs(pack_folders(settings))


def look_at(path: Path, settings: Settings) -> Offer | Found:
    """What `path` would bring, as a pack or as a model that could become one. Raises AppError."""
    if path.exists() and what_is(path) is What.OTHER:
        return describe_model(path.absolute())
    return look(path.absolute(), installed(settings))


def find_models(settings: Settings, say: Say) -> tuple[PackRow, ...]:
    """Models of other programs. Raises Interrupted."""
    return find_rows(settings, lambda count: say(EngineProgress("Looking for models")))


def adopt(found: Found, settings: Settings, say: Say, companion: Manifest | None = None) -> Added:
    """Make a pack of a model that lies somewhere, with the other one that it needs. Raises AppError, Interrupted."""
    found = completed(found, companion)
    name = found.manifest.name
    taken = installed(settings).manifests
    made = add_offer(found, models_folder(), taken, lambda share: say(EngineProgress(f"Reading {name}", share)))
    Acceptance().accept([made])
    return Added((made.id,), made.folder, made.size)


def add_pack(offer: Offer, say: Say) -> Added:
    """Bring what was offered, its licences accepted. Raises AppError, Interrupted."""
    added = add(offer, models_folder(), say)
    Acceptance().accept(offer.packs)
    return added


def verify(manifest: Manifest, say: Say) -> Checkup:
    """Read every byte of a pack. Raises Interrupted."""

    def tell(share: float) -> None:
        say(EngineProgress(f"Reading {manifest.name}", share))

    problems = check_pack(manifest, tell)
    about = f"Files of {manifest.id}"
    if problems:
        return Checkup(manifest.id, tuple(Finding(about, Health.BAD, str(problem)) for problem in problems))
    words = f"{len(manifest.files)} are there, all of them, each with its size and sha256."
    return Checkup(manifest.id, (Finding(about, Health.GOOD, words),))


def export(name: str, target: Path, settings: Settings, say: Say) -> Exported:
    """Write a pack into a file, or into parts where the disk holds no large ones. Raises AppError, Interrupted."""
    return export_pack(installed(settings), name, target, say, FAT_PART if is_fat(target.parent) else 0)


def move(manifest: Manifest, folder: Path, say: Say) -> Moved:
    """Move a pack into another folder. Raises AppError, Interrupted."""
    moved = move_pack(manifest, folder, say)
    tidy([manifest.folder], models_folder())
    return moved


def remove(name: str, with_parts: bool, settings: Settings) -> str:
    """Move a pack of the user's to the trash; returns its id. Raises AppError."""
    from modaverse_desktop.service.trash import to_trash

    plan = plan_removal(installed(settings), name, models_folder(), with_parts=with_parts)
    to_trash(plan.folders)
    tidy(plan.folders, models_folder())
    return name


def relink(name: str, folder: Path, settings: Settings) -> Settings:
    """The settings with the place where a pack lies now. Raises AppError."""
    return found_again(installed(settings), settings, name, folder)


def manifest_of(row: PackRow) -> Manifest:
    """That of a row that is installed."""
    assert isinstance(row.what, Manifest), "only what is installed"
    return row.what


def licences_to_read(packs: tuple[Manifest, ...]) -> tuple[str, tuple[Manifest, ...]]:
    """The texts, and the packs whose licences have still to be accepted."""
    acceptance = Acceptance()
    texts = [f"{pack.name}\n{licence_text(pack)}" for pack in packs if pack.licence]
    return "\n\n".join(texts), tuple(pack for pack in packs if not acceptance.has(pack))
