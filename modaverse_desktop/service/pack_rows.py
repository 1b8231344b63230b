"""What a list of models shows: the installed packs, those that are not there now, and what was not finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.known_packs import KnownPack, remember
from modaverse_desktop.core.manifest import Manifest, PackKind, verify
from modaverse_desktop.core.offers import Offer as Found
from modaverse_desktop.core.offers import find_offers, usual_places
from modaverse_desktop.core.offers.adding import files_in_use
from modaverse_desktop.core.out_of_reach import files_are_away
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.paths import models_folder, pack_folders
from modaverse_desktop.core.removal import is_own
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.core.travel.staging import Unfinished, unfinished

_ORDER = (
    PackKind.STACK,
    PackKind.GENERATOR,
    PackKind.BACKBONE,
    PackKind.ADAPTER,
    PackKind.ENCODER,
    PackKind.PROJECTOR,
)


class PackState(Enum):
    """How it is with a pack."""

    READY = "ready"
    LICENCE = "licence"
    """Its licence has still to be accepted."""
    DAMAGED = "damaged"
    """A file is missing or has another size, or a stack lacks a part."""
    AWAY = "away"
    """Its disk or folder is not there now."""
    UNFINISHED = "unfinished"
    """Half copied."""
    FOUND = "found"
    """No pack yet, but could become one where it lies."""
    PROBLEM = "problem"
    """A manifest that cannot be read, or a folder."""


@dataclass(frozen=True)
class PackRow:
    """One line; `what` is what it is about. Sizes in bytes."""

    id: str
    name: str
    state: PackState
    what: Manifest | KnownPack | Unfinished | Found | AppError
    kind: str = ""
    task: str = ""
    licence: str = ""
    size: int = 0
    damage: tuple[str, ...] = ()
    is_own: bool = False
    """Whether it lies in the user's models folder, and may be removed."""
    can_move: bool = False
    """Whether it lies in one of the folders with models of the user's."""


def read_rows(settings: Settings) -> tuple[PackRow, ...]:
    """All of them, what needs the user's attention first; looks at names and sizes, reads no weights. Blocks."""
    packs = find_packs(pack_folders(settings))
    away = remember(packs, (models_folder(), *settings.model_folders))
    acceptance = Acceptance()
    owners = (models_folder(), *settings.model_folders)
    ordered = sorted(packs.manifests.values(), key=lambda each: (_ORDER.index(each.kind), each.name.casefold()))
    rows = [_installed(manifest, packs, acceptance, owners) for manifest in ordered]
    return (
        *(PackRow("", problem.title, PackState.PROBLEM, problem) for problem in packs.problems),
        *(_unfinished(left) for owner in owners for left in unfinished(owner)),
        *(_away(known) for known in away),
        *sorted(rows, key=lambda row: row.state is not PackState.AWAY),
    )


def find_rows(settings: Settings, say: Callable[[int], None]) -> tuple[PackRow, ...]:
    """Models of other programs that could become packs; `say` is told how many there are, and may raise. Blocks."""
    installed = find_packs(pack_folders(settings)).manifests.values()
    found: list[PackRow] = []
    for offer in find_offers(usual_places(Path.home()), files_in_use(installed)):
        say(len(found))
        if isinstance(offer, Found):
            found.append(found_row(offer))
    return tuple(found)


def found_row(offer: Found) -> PackRow:
    """The line about a model that is no pack yet."""
    manifest = offer.manifest
    task = manifest.task.value if manifest.task else ""
    kind, licence = manifest.kind.value, manifest.licence
    return PackRow(manifest.id, manifest.name, PackState.FOUND, offer, kind, task, licence, manifest.size)


def _unfinished(left: Unfinished) -> PackRow:
    return PackRow(left.id, left.id, PackState.UNFINISHED, left, size=left.size)


def _away(known: KnownPack) -> PackRow:
    return PackRow(known.id, known.name, PackState.AWAY, known, known.kind, known.task, known.licence, known.size)


def _installed(manifest: Manifest, packs: Packs, acceptance: Acceptance, owners: tuple[Path, ...]) -> PackRow:
    gone = files_are_away(manifest)
    damage = [] if gone else [str(problem) for problem in verify(manifest, hashes=False)]
    if manifest.kind is PackKind.STACK:
        damage += _lacking(manifest, packs)
    is_accepted = all(map(acceptance.has, licensed(manifest, packs.manifests)))
    state = PackState.READY if is_accepted else PackState.LICENCE
    return PackRow(
        manifest.id,
        manifest.name,
        PackState.AWAY if gone else PackState.DAMAGED if damage else state,
        manifest,
        manifest.kind.value,
        manifest.task.value if manifest.task else "",
        manifest.licence,
        size_of(manifest, packs.manifests),
        tuple(damage),
        is_own(manifest, models_folder()),
        any(is_own(manifest, owner) for owner in owners),
    )


def _lacking(manifest: Manifest, packs: Packs) -> list[str]:
    try:
        missing = packs.stack(manifest.id).missing_generators
    except AppError as error:
        return [str(error)]
    return [f"Missing: {task.value} generator {name}" for task, name in missing.items()]


def licensed(manifest: Manifest, packs: Mapping[str, Manifest]) -> tuple[Manifest, ...]:
    """The packs whose licences count for this one: of a stack, those of its parts too."""
    return (*(packs[name] for name in _parts(manifest) if name in packs), manifest)


def size_of(manifest: Manifest, packs: Mapping[str, Manifest]) -> int:
    """Bytes on the disk; of a stack, those of its parts."""
    return sum(each.size for each in licensed(manifest, packs))


def _parts(manifest: Manifest) -> tuple[str, ...]:
    if manifest.stack is None:
        return ()
    parts = manifest.stack
    names = (parts.backbone, parts.adapter, *parts.encoders, *parts.projectors, *parts.generators.values())
    return tuple(dict.fromkeys(name for name in names if name))
