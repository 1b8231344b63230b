"""`packs list` and `packs check`: which models are installed, and whether every file is what its manifest says."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.session import find_installed, user_settings
from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.checking import check_pack
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.known_packs import KnownPack, known_pack, remember
from modaverse_desktop.core.manifest import Manifest, PackKind, Problem, ProblemKind, verify
from modaverse_desktop.core.out_of_reach import files_are_away, out_of_reach
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import models_folder
from modaverse_desktop.core.travel.staging import Unfinished, unfinished

_LARGE = 2_000_000_000
"""Bytes: of smaller language models nobody asks in which precision they are."""


def list_packs(arguments: Namespace, output: Output) -> int:
    """Every installed pack; files are only looked for, not read."""
    settings = user_settings()
    packs = find_installed(settings)
    away = remember(packs, (models_folder(), *settings.model_folders))
    left = unfinished(models_folder())
    gone = [manifest for manifest in _sorted(packs) if files_are_away(manifest)]
    there = [manifest for manifest in _sorted(packs) if manifest not in gone]
    away = [*away, *(known_pack(manifest, manifest.root) for manifest in gone)]
    data = [_data(manifest, _damage_of(manifest, verify(manifest, hashes=False), packs)) for manifest in there]
    lines = [*map(_line, data), *map(_away_line, away), *map(_left_line, left)]
    lines += [f"problem: {problem}" for problem in packs.problems]
    result: dict[str, object] = {
        "packs": data,
        "away": [vars(known) for known in away],
        "unfinished": [{"id": each.id, "source": str(each.source), "size": each.size} for each in left],
        "problems": [problem.to_dict() for problem in packs.problems],
    }
    output.result(result, "\n".join(lines) or "No packs.")
    return 0


def check_packs(arguments: Namespace, output: Output) -> int:
    """Read every file. The exit code is 4 if one is missing or changed."""
    packs = find_installed(user_settings())
    wanted = [packs.get(name) for name in arguments.ids] or _sorted(packs)
    data: list[dict[str, object]] = []
    damaged: list[str] = []
    lost: AppError | None = None
    for manifest in wanted:
        found = check_pack(manifest, lambda share, name=manifest.id: output.progress(f"Reading {name} {share:.0%}"))
        damage = _damage_of(manifest, found, packs)
        data.append({**_data(manifest, damage), "verified": not damage})
        if damage:
            damaged.append(manifest.id)
        if any(problem.kind is ProblemKind.UNREADABLE for problem in found):
            lost = lost or out_of_reach(manifest)
    unreadable = () if arguments.ids else packs.problems
    result = {"packs": data, "problems": [problem.to_dict() for problem in unreadable]}
    if damaged or unreadable:
        error = _damaged(damaged, unreadable, lost)
        output.failure(error, result)
        if not output.as_json:
            output.show(_checked_text(data))
        return error.kind.exit_code
    output.result(result, _checked_text(data))
    return 0


def _damage_of(manifest: Manifest, found: Sequence[Problem], packs: Packs) -> list[str]:
    """What is wrong with its files, and which parts a stack lacks."""
    damage = [str(problem) for problem in found]
    if manifest.kind is PackKind.STACK:
        try:
            stack = packs.stack(manifest.id)
        except AppError as error:
            damage.append(error.detail or error.title)
        else:
            damage += [f"Missing: {task.value} generator {name}" for task, name in stack.missing_generators.items()]
    return damage


def _damaged(ids: Sequence[str], unreadable: Sequence[AppError], lost: AppError | None) -> AppError:
    names = ", ".join(ids)
    return AppError(
        f"Damaged or incomplete: {names}" if names else "A pack cannot be read",
        "; ".join(str(problem) for problem in unreadable),
        lost.hint if lost else "Install the pack again (for the starter stack: repeat `make run`).",
        ErrorKind.MODEL,
    )


def _sorted(packs: Packs) -> list[Manifest]:
    return sorted(packs.manifests.values(), key=lambda manifest: (manifest.kind.value, manifest.id))


def _data(manifest: Manifest, damage: Sequence[str]) -> dict[str, object]:
    return {
        "id": manifest.id,
        "kind": manifest.kind.value,
        "name": manifest.name,
        "version": manifest.version,
        "licence": manifest.licence,
        "source": manifest.source,
        "task": manifest.task.value if manifest.task else None,
        "modalities": [modality.value for modality in manifest.modalities],
        "size": manifest.size,
        "ram_mb": manifest.ram_mb,
        "vram_mb": manifest.vram_mb,
        "precision": _precision(manifest),
        "folder": str(manifest.folder),
        "accepted": Acceptance().has(manifest),
        "complete": not damage,
        "damage": list(damage),
    }


def _precision(manifest: Manifest) -> str:
    """In which precision a large language model would be loaded now, and why; imports torch, which takes seconds."""
    if manifest.kind is not PackKind.BACKBONE or manifest.size < _LARGE:
        return ""
    from modaverse_desktop.engine.device import pick_device
    from modaverse_desktop.engine.fitting import fit_backbone

    return fit_backbone(manifest, pick_device(user_settings().device).torch).reason


def _line(row: dict[str, object]) -> str:
    size = f"{int(str(row['size'])) / 1e6:.1f} MB"
    state = "" if row["complete"] else "  INCOMPLETE: " + "; ".join(_damage(row))
    precision = f"\n{'':<11}{row['precision']}" if row["precision"] else ""
    unread = "" if row["accepted"] else "  (licence not accepted yet)"
    return f"{row['kind']:<10} {row['id']:<26} {size:>10}  {row['licence'] or '-'}{unread}{state}{precision}"


def _away_line(known: KnownPack) -> str:
    size = f"{known.size / 1e6:.1f} MB"
    return f"{known.kind:<10} {known.id:<26} {size:>10}  {known.licence or '-'}  NOT THERE NOW: was in {known.root}"


def _left_line(left: Unfinished) -> str:
    return f"unfinished {left.id:<26} {left.size / 1e6:>7.1f} MB  copied of {left.source}: add it again to go on"


def _checked_text(rows: Sequence[dict[str, object]]) -> str:
    lines: list[str] = []
    for row in rows:
        lines.append(f"{'good' if row['complete'] else 'BAD ':<5} {row['id']}")
        lines += [f"      {problem}" for problem in _damage(row)]
    return "\n".join(lines) or "No packs."


def _damage(row: dict[str, object]) -> list[str]:
    damage = row["damage"]
    return [str(problem) for problem in damage] if isinstance(damage, list) else []
