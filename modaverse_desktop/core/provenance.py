"""How an artifact was made: one record, one schema, the same in every kind of file. Described in docs/provenance.md.

There is no time in it: the same models, prompt and seed give the same bytes. When is what the file's own date says.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality

SCHEMA = "modaverse-provenance"
VERSION = 1
MADE_BY_AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's digital source type for what a trained model made."""
LONGEST = 1 << 20
"""Characters of a record; a longer one is not read."""
_MOST_ENTRIES = 256
_LARGEST_SEED = 2**63 - 1
_NOT_IN_XML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
T = TypeVar("T")


@dataclass(frozen=True)
class UsedPack:
    """A model that took part. `sha256` is that of the pack's file list, see `core.pack_files`; empty if unknown."""

    id: str
    version: str
    sha256: str = ""


@dataclass(frozen=True)
class UsedInput:
    """A file that the conversion started from: what it held, not what it was called or where it lay."""

    modality: Modality
    sha256: str
    part: Part | None = None
    """The seconds of it that were meant; None: all of it."""


@dataclass(frozen=True)
class Provenance:
    """Everything that is needed to make the artifact again, and to say that a model made it."""

    application: str
    task: Modality
    prompt: str
    seed: int | None = None
    generator: str = ""
    """Pack id."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    """What the generator was given, standard values included."""
    instruction: str = ""
    """What the user wrote; empty when an artifact was ordered by its prompt."""
    meta_response: str = ""
    """What the model answered."""
    edited: bool = False
    """Whether the user changed the model's proposal before it was approved."""
    packs: tuple[UsedPack, ...] = ()
    inputs: tuple[UsedInput, ...] = ()
    device: str = ""
    dtype: str = ""
    torch: str = ""
    """Version."""


def to_text(record: Provenance) -> str:
    """The record as one line of JSON that every container and XML can hold; `from_text` is the inverse."""
    text = json.dumps(_to_data(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def from_text(text: str) -> Provenance | None:
    """The record that `text` is, or None if it is something else.

    Raises:
        AppError: INPUT, it is a record, but one that cannot be read.
    """
    if SCHEMA not in text[:LONGEST]:
        return None
    if len(text) > LONGEST:
        raise _unreadable(f"It has more than {LONGEST:,} characters")
    try:
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    values = cast("dict[str, object]", data)
    if values.get("schema") != SCHEMA:
        return None
    try:
        return _from_data(values)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise _unreadable(reason) from error


def a1111_text(record: Provenance, width: int = 0, height: int = 0) -> str:
    """The record as other programs for pictures write and read it: prompt, negative prompt, one line of settings."""
    settings = dict(record.parameters)
    negative = settings.pop("negative_prompt", "")
    width, height = _whole(settings.pop("width", width)), _whole(settings.pop("height", height))
    pairs = [("Steps", settings.pop("num_inference_steps", "")), ("CFG scale", settings.pop("guidance_scale", ""))]
    pairs += [("Seed", "" if record.seed is None else record.seed), ("Size", f"{width}x{height}" if width else "")]
    pairs += [("Model", record.generator), *sorted(settings.items()), ("Version", record.application)]
    lines = [record.prompt, f"Negative prompt: {negative}" if negative else ""]
    lines.append(", ".join(f"{name}: {_quoted(str(value))}" for name, value in pairs if value != ""))
    return "\n".join(line for line in lines if line)


def _to_data(record: Provenance) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "digital_source_type": MADE_BY_AI,
        "application": record.application,
        "task": record.task.value,
        "prompt": record.prompt,
        "seed": record.seed,
        "generator": record.generator,
        "parameters": dict(record.parameters),
        "instruction": record.instruction,
        "meta_response": record.meta_response,
        "edited": record.edited,
        "packs": [{"id": pack.id, "version": pack.version, "sha256": pack.sha256} for pack in record.packs],
        "inputs": [_from_input(each) for each in record.inputs],
        "device": record.device,
        "dtype": record.dtype,
        "torch": record.torch,
    }


def _from_data(data: Mapping[str, object]) -> Provenance:
    version = data["version"]
    if type(version) is not int or not 1 <= version <= VERSION:
        raise ValueError(f"its version is {_short(version)}; this application reads up to {VERSION}")
    return Provenance(
        application=_text(data, "application"),
        task=Modality(_text(data, "task")),
        prompt=_text(data, "prompt"),
        seed=_seed(data.get("seed")),
        generator=_text(data, "generator"),
        parameters=_parameters(data),
        instruction=_text(data, "instruction"),
        meta_response=_text(data, "meta_response"),
        edited=data.get("edited") is True,
        packs=_many(data, "packs", lambda pack: UsedPack(_text(pack, "id"), _text(pack, "version"), _hash(pack))),
        inputs=_many(data, "inputs", _to_input),
        device=_text(data, "device"),
        dtype=_text(data, "dtype"),
        torch=_text(data, "torch"),
    )


def _from_input(each: UsedInput) -> dict[str, object]:
    whole: dict[str, object] = {"modality": each.modality.value, "sha256": each.sha256}
    return whole if each.part is None else {**whole, "part": [each.part.start, each.part.end]}


def _to_input(data: Mapping[str, object]) -> UsedInput:
    part = data.get("part")
    ends = cast("list[object]", part) if isinstance(part, list) else []
    fits = len(ends) == 2 and all(type(end) in (int, float) for end in ends)
    start, end = cast("list[float]", ends) if fits else (0.0, 0.0)
    return UsedInput(Modality(_text(data, "modality")), _hash(data), Part(float(start), float(end)) if fits else None)


def _text(data: Mapping[str, object], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is {_short(value)}, not a text")
    return value


def _hash(data: Mapping[str, object]) -> str:
    value = _text(data, "sha256")
    if not re.fullmatch("([0-9a-f]{64})?", value):
        raise ValueError(f"sha256 is {_short(value)}")
    return value


def _seed(value: object) -> int | None:
    if value is not None and (type(value) is not int or not 0 <= value <= _LARGEST_SEED):
        raise ValueError(f"seed is {_short(value)}")
    return value


def _many(data: Mapping[str, object], name: str, read: Callable[[Mapping[str, object]], T]) -> tuple[T, ...]:
    if not isinstance(data[name], list):
        raise TypeError(f"{name} is {_short(data[name])}, not a list")
    entries = cast("list[object]", data[name])
    if len(entries) > _MOST_ENTRIES or not all(isinstance(entry, dict) for entry in entries):
        raise TypeError(f"{name} is {_short(entries)}")
    return tuple(read(cast("dict[str, object]", entry)) for entry in entries)


def _parameters(data: Mapping[str, object]) -> dict[str, Parameter]:
    if not isinstance(data["parameters"], dict):
        raise TypeError(f"parameters is {_short(data['parameters'])}")
    values = cast("dict[str, object]", data["parameters"])
    if len(values) > _MOST_ENTRIES:
        raise ValueError(f"there are {len(values)} parameters")
    parameters: dict[str, Parameter] = {}
    for name, parameter in values.items():
        if not isinstance(parameter, int | float | str) or (isinstance(parameter, float) and math.isinf(parameter)):
            raise TypeError(f"the parameter {_short(name)} is {_short(parameter)}")
        parameters[name] = parameter
    return parameters


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _whole(value: Parameter) -> int:
    return value if isinstance(value, int) else 0


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if any(char in value for char in ',:\n"') else value


def _short(value: object) -> str:
    return repr(value)[:60]


def _unreadable(reason: str) -> AppError:
    return AppError(
        "What this file says about its making cannot be read",
        reason,
        "The file itself can be used. Use the newest version of the application to see how it was made.",
        ErrorKind.INPUT,
    )
