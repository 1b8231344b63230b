"""Packs that were there: a disk that is not connected now does not wipe them from the list."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.manifest import Manifest, verify, write_manifest
from modaverse_desktop.core.out_of_reach import files_are_away
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.core.paths import data_folder, models_folder
from modaverse_desktop.core.settings import Settings

FILE_NAME = "known-packs.json"
_LARGEST = 4 << 20


@dataclass(frozen=True)
class KnownPack:
    """What is remembered of a pack; `root` is the models folder that it was found in."""

    id: str
    kind: str
    name: str
    task: str
    licence: str
    size: int
    root: str


def remember(packs: Packs, folders: Sequence[Path], path: Path | None = None) -> tuple[KnownPack, ...]:
    """Note what is installed in these models folders, and return what is not there now.

    Forgotten is what lies in none of the folders any more, and what was taken out of one that is there.
    Never raises: what cannot be noted is asked again next time.
    """
    path = path or data_folder() / FILE_NAME
    before = _read(path)
    found = {name: known for name in packs.manifests if (known := _known(packs, name, folders))}
    away = {
        name: known
        for name, known in before.items()
        if name not in packs.manifests and Path(known.root) in folders and is_away(Path(known.root))
    }
    now = {**found, **away}
    if now != before:
        with contextlib.suppress(AppError):
            write_atomically(path, json.dumps([asdict(known) for known in now.values()], indent=1).encode())
    return tuple(away.values())


def found_again(packs: Packs, settings: Settings, name: str, folder: Path) -> Settings:
    """The settings after the pack `name`, or those of its files that lay elsewhere, were found in `folder`.

    Raises:
        AppError: INPUT; it does not lie there. USAGE; it is not missing.
    """
    manifest = packs.manifests.get(name)
    if manifest is not None and manifest.files_in is not None and files_are_away(manifest):
        _point_at(manifest, folder)
        return settings
    return relinked(settings, remember(packs, (models_folder(), *settings.model_folders)), name, folder)


def is_away(root: Path) -> bool:
    """Whether a models folder is not there, or empty, as a place is that no disk is mounted at."""
    try:
        return next(root.iterdir(), None) is None
    except OSError:
        return True


def relinked(settings: Settings, away: Sequence[KnownPack], name: str, folder: Path) -> Settings:
    """The settings with `folder` in place of the one in which the pack `name` was, see `found_again`.

    A folder that is away stays among them while it is needed for a pack that `folder` does not hold.

    Raises:
        AppError: INPUT; the pack does not lie there.
    """
    lost = next((known for known in away if known.id == name), None)
    if lost is None:
        raise AppError(f"The model {name} is not missing", kind=ErrorKind.USAGE)
    there = find_packs([folder]).manifests
    if name not in there:
        raise AppError(
            f"The model {name} is not in that folder",
            f"{folder} holds: {', '.join(sorted(there)) or 'no model'}",
            "Choose the folder that it lies in, or the one above.",
            ErrorKind.INPUT,
        )
    others = [known for known in away if known.root == lost.root and known.id not in there]
    kept = [each for each in settings.model_folders if str(each) != lost.root or others]
    return replace(settings, model_folders=tuple(dict.fromkeys((*kept, folder.absolute()))))


def forgotten(settings: Settings, root: Path) -> Settings:
    """The settings without a models folder that is gone for good."""
    return replace(settings, model_folders=tuple(each for each in settings.model_folders if each != root))


def _point_at(manifest: Manifest, folder: Path) -> None:
    """Let the pack's files be those in `folder`, if all of them lie there in their sizes."""
    there = replace(manifest, files_in=folder.absolute())
    if wrong := verify(there, hashes=False):
        raise AppError(
            f"The files of {manifest.name} are not in that folder",
            f"{folder}: {wrong[0]}",
            "Choose the folder that they lie in.",
            ErrorKind.INPUT,
        )
    write_manifest(there)


def _known(packs: Packs, name: str, folders: Sequence[Path]) -> KnownPack | None:
    manifest = packs.manifests[name]
    root = next((folder for folder in folders if manifest.folder.is_relative_to(folder.absolute())), None)
    return None if root is None else known_pack(manifest, root)


def known_pack(manifest: Manifest, root: Path) -> KnownPack:
    """What is remembered of a pack that lies in `root`."""
    task = manifest.task.value if manifest.task else ""
    return KnownPack(manifest.id, manifest.kind.value, manifest.name, task, manifest.licence, manifest.size, str(root))


def _read(path: Path) -> Mapping[str, KnownPack]:
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        rows = cast("list[dict[str, Any]]", json.loads(path.read_text(encoding="utf-8")))
        known = [KnownPack(**row) for row in rows]
    except (OSError, ValueError, TypeError, RecursionError, AttributeError):
        return {}
    return {each.id: each for each in known if type(each.size) is int and all(map(_is_plain, vars(each).values()))}


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int)
