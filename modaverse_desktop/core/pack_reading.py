"""Reading `pack.toml` strictly: every mistake is an `AppError` that names the file, the key and what is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import disk_is_gone
from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import (
    FILE_NAME,
    Component,
    Manifest,
    Option,
    PackFile,
    PackKind,
    StackParts,
    Template,
)
from modaverse_desktop.core.pack_config import PLACE, check_config
from modaverse_desktop.core.pack_table import Table

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_DRIVE = re.compile(r"[A-Za-z]:")
_LARGEST = 1 << 20
_CORRECT = "Correct the file, or install the model again."
_IS_IT_THERE = "Is the disk connected? If it is, it may be failing: copy the model from elsewhere."
"""Both are said elsewhere, too: there they are found for translation."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the pack in `folder`.

    Raises:
        AppError: there is none, it cannot be read, or something in it is wrong; of kind MODEL, naming file and key.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        hint = _IS_IT_THERE if disk_is_gone(error) else _CORRECT
        _wrong(path, error.strerror or str(error), hint)
    if len(data) > _LARGEST:
        _wrong(path, "the file is larger than a manifest can be")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _wrong(path, f"byte {error.start} is not UTF-8")
    return parse_manifest(text, folder)


def parse_manifest(text: str, folder: Path) -> Manifest:
    """The manifest that `text` is, for a pack that lies in `folder`.

    Raises:
        AppError: something in it is wrong; of kind MODEL, naming file and key.
    """
    path = folder / FILE_NAME
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        _wrong(path, f"not a TOML file: {error}")
    table = Table(cast("Mapping[str, object]", data), path)
    kind = PackKind(table.choice("kind", [kind.value for kind in PackKind]))
    manifest = Manifest(
        id=table.matching("id", _ID, "small letters, digits, dots and dashes"),
        kind=kind,
        name=table.text("name"),
        folder=folder,
        version=table.text("version", "1"),
        summary=table.text("summary", ""),
        licence=table.text("licence", ""),
        source=table.text("source", ""),
        entry_point=table.text("entry_point", ""),
        task=_modality(table, "task") if table.has("task") or kind is PackKind.GENERATOR else None,
        modalities=_modalities(table, kind),
        ram_mb=table.count("ram_mb", 0),
        vram_mb=table.count("vram_mb", 0),
        files=_files(table),
        options=tuple(_option(name, part) for name, part in table.tables_by_name("options", _NAME)),
        constants=_constants(table.table("constants")),
        components={name: _component(part) for name, part in table.tables_by_name("components", _NAME)},
        config=check_config(table.table(PLACE)),
        stack=_stack(table, kind),
        template=_template(table, kind),
        files_in=_elsewhere(table),
    )
    table.end()
    return manifest


def _wrong(path: Path, what: str, hint: str = _CORRECT) -> NoReturn:
    raise AppError("A model's description cannot be read", f"{path}: {what}", hint, ErrorKind.MODEL)


def _modality(table: Table, key: str) -> Modality:
    return Modality(table.choice(key, [modality.value for modality in Modality]))


def _modalities(table: Table, kind: PackKind) -> tuple[Modality, ...]:
    known = [modality.value for modality in Modality]
    names = table.texts("modalities")
    for name in names:
        if name not in known:
            table.wrong("modalities", f"“{name}” is not one of {', '.join(known)}")
    if not names and kind in (PackKind.ENCODER, PackKind.PROJECTOR):
        table.wrong("modalities", f"a pack of kind {kind.value} must say what it takes")
    return tuple(Modality(name) for name in names)


def _elsewhere(table: Table) -> Path | None:
    if not table.has("files_in"):
        return None
    path = Path(table.text("files_in"))
    if not path.is_absolute() or "\0" in str(path):
        table.wrong("files_in", f"“{path}” is not an absolute path")
    return path


def _files(table: Table) -> tuple[PackFile, ...]:
    files: list[PackFile] = []
    for part in table.tables("files"):
        path = _relative(part, "path")
        sha256 = part.matching("sha256", _SHA256, "64 hexadecimal digits").lower()
        package = part.matching("package", _NAME, "the name of a Python package") if part.has("package") else ""
        file = PackFile(path, part.count("size"), sha256, package)
        if any((file.package, file.path) == (other.package, other.path) for other in files):
            part.wrong("path", f"“{path}” is named twice")
        part.end()
        files.append(file)
    return tuple(files)


def _relative(table: Table, key: str) -> str:
    """A path that cannot leave its folder."""
    path = table.text(key)
    parts = path.split("/")
    if "\\" in path or "\0" in path or _DRIVE.match(path) or ".." in parts or "" in parts:
        table.wrong(key, f"“{path}” is not a path inside the folder, with forward slashes")
    return path


def _option(name: str, table: Table) -> Option:
    option = Option(
        name=name,
        default=table.parameter("default"),
        label=table.text("label", ""),
        minimum=table.number("minimum") if table.has("minimum") else None,
        maximum=table.number("maximum") if table.has("maximum") else None,
        choices=table.parameters("choices"),
    )
    ranged = option.minimum is not None or option.maximum is not None
    if ranged and type(option.default) not in (int, float):
        table.wrong("default", "an option with a range must be a number")
    for choice in option.choices:
        if type(choice) is not type(option.default):
            table.wrong("choices", f"{choice!r} is not of the default's type")
    if problem := option.problem_with(option.default):
        table.wrong("default", problem)
    table.end()
    return option


def _constants(table: Table) -> Mapping[str, Parameter]:
    names = [name for name in table if _NAME.fullmatch(name) or table.wrong(name, "is not an argument's name")]
    return {name: table.parameter(name) for name in names}


def _component(table: Table) -> Component:
    component = Component(
        package=table.matching("package", _NAME, "the name of a Python package") if table.has("package") else "",
        folder=_relative(table, "folder"),
        loader=table.matching("loader", _NAME, "the name of a class"),
    )
    table.end()
    return component


def _stack(table: Table, kind: PackKind) -> StackParts | None:
    if kind is not PackKind.STACK:
        if table.has("stack"):
            table.wrong("stack", f"a pack of kind {kind.value} is not made of others")
        return None
    part = table.table("stack")
    generators = part.table("generators")
    possible = [modality.value for modality in Modality if modality is not Modality.TEXT]
    for name in generators:
        if name not in possible:
            generators.wrong(name, f"a generator makes one of {', '.join(possible)}")
    parts = StackParts(
        backbone=_pack_id(part, "backbone"),
        adapter=_pack_id(part, "adapter") if part.has("adapter") else "",
        encoders=_pack_ids(part, "encoders"),
        projectors=_pack_ids(part, "projectors"),
        generators={Modality(name): _pack_id(generators, name) for name in generators},
    )
    part.end()
    return parts


def _pack_id(table: Table, key: str) -> str:
    return table.matching(key, _ID, "the id of a pack")


def _pack_ids(table: Table, key: str) -> tuple[str, ...]:
    names = table.texts(key)
    for name in names:
        if not _ID.fullmatch(name):
            table.wrong(key, f"“{name}” is not the id of a pack")
    return tuple(names)


def _template(table: Table, kind: PackKind) -> Template:
    if kind is not PackKind.STACK and table.has("template"):
        table.wrong("template", f"only a stack has one, not a pack of kind {kind.value}")
    part = table.table("template")
    standard = Template()
    template = Template(
        spelling=part.choice("spelling", ["released", "paper"], standard.spelling),
        before=part.text("before", standard.before),
        after=part.text("after", standard.after),
        media_open=part.text("media_open", standard.media_open),
        media_close=part.text("media_close", standard.media_close),
        joined=part.switch("joined", standard=standard.joined),
    )
    part.end()
    return template
