"""`[config]` of a `pack.toml`: what the keys that our loaders know must be; all others are left as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from modaverse_desktop.core.pack import FILE_NAME, Manifest
from modaverse_desktop.core.pack_files import locate
from modaverse_desktop.core.pack_table import Table

PLACE = "config"


def check_config(table: Table) -> Mapping[str, object]:
    """All of the table; a key that is known and not what it must be is an `AppError` of kind MODEL."""
    found = dict(table.rest())
    for key, check in _KNOWN.items():
        if table.has(key):
            check(table, key)
    return found


def config_of(manifest: Manifest) -> Table:
    """What a pack's loader needs to know, to be taken key by key: a mistake names the file and the key."""
    return Table(manifest.config, manifest.folder / FILE_NAME, PLACE)


def sizes_of(manifest: Manifest, *keys: str) -> list[int]:
    """Whole numbers from 1 on. Raises AppError: MODEL, naming the first that is missing or something else."""
    table = config_of(manifest)
    return [_size(table, key) for key in keys]


def paths_of(manifest: Manifest, least: int = 1) -> list[Path]:
    """Where the pack's files lie. Raises AppError: MODEL, it names fewer than `least`, or a package is not there."""
    if len(manifest.files) < least:
        many = "one file" if least == 1 else f"{least} files"
        Table({}, manifest.folder / FILE_NAME).wrong("files", f"this model needs at least {many}, each with its path")
    return [locate(manifest, file) for file in manifest.files]


def _size(table: Table, key: str) -> int:
    value = table.count(key)
    if value < 1:
        table.wrong(key, "must be at least 1")
    return value


def _number(table: Table, key: str) -> None:
    if table.number(key) <= 0:
        table.wrong(key, "must be above 0")


def _text(table: Table, key: str) -> None:
    table.text(key)


def _switch(table: Table, key: str) -> None:
    table.switch(key, standard=False)


def _sizes(table: Table, key: str) -> None:
    inner = table.table(key)
    for name in inner:
        inner.count(name)


_KNOWN: Mapping[str, Callable[[Table, str], object]] = {
    **dict.fromkeys(("inputs", "tokens", "width", "dimension", "text_length", "sampling_rate"), _size),
    **dict.fromkeys(("family", "pipeline", "like", "base", "format"), _text),
    **dict.fromkeys(("needs_input", "lora"), _switch),
    "fps": _number,
    "parts_mb": _sizes,
    "network": Table.table,
}
