"""What was learned becomes two packs: the adapter, and a stack like the one it started from that uses it."""

from __future__ import annotations

import re
import shutil
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_error
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind, hash_file, read_manifest, write_manifest
from modaverse_desktop.core.packs import Packs

FILES = ("adapter_model.safetensors", "adapter_config.json")
_LONGEST = 30


def keep_adapter(run: Path, name: str, packs: Packs, models: Path) -> str:
    """Copy the adapter that a run in the folder `run` has made into `models`; returns the new stack's id.

    Its licence is that of what it was trained from: who accepted that need not do so again.

    Raises:
        AppError: nothing was trained there, its stack is not installed any more, or the disk is full.
    """
    base = packs.stack(_stack_of(run))
    made = run / "run/export"
    lacking = [file for file in FILES if not (made / file).is_file()]
    if lacking:
        raise AppError(
            "There is no adapter to keep",
            f"{made} lacks {', '.join(lacking)}",
            "Go on with the training, or begin again.",
            ErrorKind.INPUT,
        )
    id = free_id(name, packs)
    folder = models / id
    part = models / f".{id}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        _write(part, made, name.strip() or id, id, base.manifest, base.adapter)
        _accept(part, [base.manifest, *([base.adapter] if base.adapter else [])])
        part.replace(folder)
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return id


def free_id(name: str, packs: Packs) -> str:
    """An id made of a name: small letters, digits and dashes, and a number if it is taken."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST].rstrip("-") or "my-own"
    number = 1
    while (id := stem if number == 1 else f"{stem}-{number}") in packs.manifests or f"{id}-adapter" in packs.manifests:
        number += 1
    return id


def _write(part: Path, made: Path, name: str, id: str, base: Manifest, old: Manifest | None) -> None:
    adapter = part / "adapter"
    adapter.mkdir(parents=True)
    for file in FILES:
        shutil.copyfile(made / file, adapter / file)
    files = tuple(PackFile(file, (adapter / file).stat().st_size, hash_file(adapter / file)) for file in FILES)
    write_manifest(
        Manifest(
            id=f"{id}-adapter",
            kind=PackKind.ADAPTER,
            name=name,
            folder=adapter,
            summary=f"Trained here on your own examples, from {base.name}.",
            licence=old.licence if old else base.licence,
            source="trained in the window",
            entry_point="peft",
            ram_mb=old.ram_mb if old else 0,
            files=files,
        )
    )
    assert base.stack is not None, "it was found as a stack"
    stack = replace(base.stack, adapter=f"{id}-adapter")
    summary = f"{base.name}, with what it learned from your examples."
    folder = part / "stack"
    folder.mkdir()
    write_manifest(replace(base, id=id, name=name, folder=folder, summary=summary, stack=stack, files=()))


def _accept(part: Path, base: Sequence[Manifest]) -> None:
    acceptance = Acceptance()
    if all(map(acceptance.has, base)):
        acceptance.accept([read_manifest(part / name) for name in ("adapter", "stack")])


def _stack_of(run: Path) -> str:
    try:
        text = (run / "training.toml").read_text(encoding="utf-8")
        return str(tomllib.loads(text)["own"]["stack"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AppError("There is no training to keep", str(error), kind=ErrorKind.INPUT) from error
