"""Writing `pack.toml`: a small TOML writer for this one schema, read back by `read_manifest` as the same manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from modaverse_desktop.core.pack import FILE_NAME, Manifest, Option, PackFile, StackParts, Template
from modaverse_desktop.core.pack_reading import parse_manifest
from modaverse_desktop.core.paths import write_atomically

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_manifest(manifest: Manifest) -> Path:
    """Write `pack.toml` into the manifest's folder, whole or not at all; returns its path.

    Raises:
        AppError: the manifest would not be read back (then nothing is written), or the disk is full.
    """
    text = to_toml(manifest)
    parse_manifest(text, manifest.folder)
    path = manifest.folder / FILE_NAME
    write_atomically(path, text.encode("utf-8"))
    return path


def to_toml(manifest: Manifest) -> str:
    """The text of the manifest's `pack.toml`; what has its default value is left out."""
    required = {
        "id": manifest.id,
        "kind": manifest.kind.value,
        "name": manifest.name,
        "version": manifest.version,
    }
    lines = _pairs(required, skip=()) + _pairs(
        {
            "summary": manifest.summary,
            "licence": manifest.licence,
            "source": manifest.source,
            "entry_point": manifest.entry_point,
            "task": manifest.task.value if manifest.task else "",
            "modalities": [modality.value for modality in manifest.modalities],
            "ram_mb": manifest.ram_mb,
            "vram_mb": manifest.vram_mb,
            "files_in": str(manifest.files_in or ""),
        }
    )
    for file in manifest.files:
        lines += ["", "[[files]]", *_file(file)]
    for option in manifest.options:
        lines += ["", f"[options.{_key(option.name)}]", *_option(option)]
    if manifest.constants:
        lines += ["", "[constants]", *_pairs(manifest.constants, skip=())]
    for name, component in manifest.components.items():
        values = {"package": component.package, "folder": component.folder, "loader": component.loader}
        lines += ["", f"[components.{_key(name)}]", *_pairs(values)]
    if manifest.config:
        lines += ["", "[config]", *_pairs(manifest.config, skip=())]
    if manifest.stack:
        lines += _stack(manifest.stack)
    lines += _template(manifest.template)
    return "\n".join(lines) + "\n"


_EMPTY: tuple[object, ...] = ("", 0, [])


def _pairs(values: Mapping[str, object], skip: Iterable[object] = _EMPTY) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in values.items() if value not in skip]


def _file(file: PackFile) -> list[str]:
    lines = _pairs({"path": file.path, "size": file.size, "sha256": file.sha256}, skip=())
    return lines + _pairs({"package": file.package})


def _option(option: Option) -> list[str]:
    values: dict[str, object] = {"default": option.default}
    if option.label:
        values["label"] = option.label
    if option.minimum is not None:
        values["minimum"] = option.minimum
    if option.maximum is not None:
        values["maximum"] = option.maximum
    if option.choices:
        values["choices"] = list(option.choices)
    return _pairs(values, skip=())


def _stack(parts: StackParts) -> list[str]:
    values = {
        "backbone": parts.backbone,
        "adapter": parts.adapter,
        "encoders": list(parts.encoders),
        "projectors": list(parts.projectors),
    }
    lines = ["", "[stack]", *_pairs(values)]
    if parts.generators:
        generators = {task.value: pack for task, pack in parts.generators.items()}
        lines += ["", "[stack.generators]", *_pairs(generators)]
    return lines


def _template(template: Template) -> list[str]:
    standard = Template()
    values = {name: value for name, value in vars(template).items() if value != getattr(standard, name)}
    return ["", "[template]", *_pairs(values, skip=())] if values else []


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # TOML's basic strings have JSON's escapes; of the control characters JSON lets only this one through
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        inner = cast("Mapping[str, object]", value)
        return "{" + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in inner.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in cast("Iterable[object]", value)) + "]"
    raise TypeError(f"{type(value).__name__} has no place in a manifest: {value!r}")
