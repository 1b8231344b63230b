"""A conversion as plain JSON values and back: what the history keeps, and what a run that crashed is restored from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar, cast

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Artifact, Invocation, Parameter
from modaverse_desktop.core.media import Media, Part
from modaverse_desktop.core.modality import Modality

VERSION = 1
"""Raise it when a value changes its meaning; a value that is new needs only a standard in its reader."""

T = TypeVar("T")


def to_record(conversion: Conversion) -> dict[str, object]:
    """Plain JSON values. What matters only while it runs (`step`, `fraction`, `running`) is left out.

    Paths and texts may hold lone surrogates (names that are not UTF-8): write them as ASCII JSON.
    """
    return {
        "version": VERSION,
        "id": conversion.id,
        "instruction": conversion.instruction,
        "media": [_from_media(media) for media in conversion.media],
        "stack": conversion.stack,
        "seed": conversion.seed,
        "state": conversion.state.value,
        "meta_response": conversion.meta_response,
        "proposal": [_from_invocation(invocation) for invocation in conversion.proposal],
        "invocations": [_from_invocation(invocation) for invocation in conversion.invocations],
        "unread": list(conversion.unread),
        "artifacts": [_from_artifact(artifact) for artifact in conversion.artifacts],
        "error": conversion.error.to_dict() if conversion.error else None,
        "interpret_seconds": conversion.interpret_seconds,
        "generate_seconds": conversion.generate_seconds,
        "batch": conversion.batch,
        "settled": conversion.settled,
        "left_out": conversion.left_out,
    }


def from_record(data: object) -> Conversion:
    """The conversion that `to_record` wrote, in any version so far. Values that are not known are passed over.

    Raises:
        AppError: it is no record of a conversion, or one of a newer version of the application.
    """
    try:
        record = _Record(data)
        version = record.whole("version")
        if version > VERSION:
            raise ValueError(f"It was written by a newer version of the application (format {version})")
        return _to_conversion(record)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise AppError(
            "This conversion cannot be read",
            reason,
            "Use the newest version of the application, or delete this entry.",
            ErrorKind.INPUT,
        ) from error


class _Record:
    """The values of one JSON object, by name and of the type that is asked for.

    Raises KeyError (missing), TypeError or ValueError (wrong), with words for the user.
    """

    def __init__(self, data: object) -> None:
        if not isinstance(data, Mapping):
            raise TypeError(f"{_short(data)} is not an object")
        self._values = cast("Mapping[str, object]", data)

    def text(self, name: str, standard: str | None = None) -> str:
        value = self._value(name, standard)
        if not isinstance(value, str):
            raise TypeError(f"{name} is {_short(value)}, not a text")
        return value

    def whole(self, name: str, standard: int | None = None) -> int:
        value = self._value(name, standard)
        if type(value) is not int:
            raise TypeError(f"{name} is {_short(value)}, not a whole number")
        return value

    def number(self, name: str, standard: float) -> float:
        value = self._value(name, standard)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{name} is {_short(value)}, not a number")
        return float(value)

    def many(self, name: str, read: Callable[[object], T]) -> tuple[T, ...]:
        values = self._value(name, cast("list[object]", []))
        if not isinstance(values, list):
            raise TypeError(f"{name} is {_short(values)}, not a list")
        return tuple(read(value) for value in cast("list[object]", values))

    def maybe(self, name: str, read: Callable[[_Record, str], T]) -> T | None:
        """None where the value is null or missing."""
        return None if self._values.get(name) is None else read(self, name)

    def record(self, name: str) -> _Record:
        return _Record(self._values[name])

    def items(self) -> tuple[tuple[str, object], ...]:
        return tuple(self._values.items())

    def _value(self, name: str, standard: object) -> object:
        value = self._values.get(name, standard)
        if value is None:
            raise KeyError(name)
        return value


def _to_conversion(record: _Record) -> Conversion:
    conversion = Conversion(
        id=record.text("id"),
        instruction=record.text("instruction"),
        media=record.many("media", _to_media),
        stack=record.text("stack"),
        seed=record.whole("seed", 0),
        state=State(record.text("state")),
        meta_response=record.text("meta_response", ""),
        proposal=record.many("proposal", _to_invocation),
        invocations=record.many("invocations", _to_invocation),
        unread=record.many("unread", _to_text),
        artifacts=record.many("artifacts", _to_artifact),
        error=record.maybe("error", _to_error),
        interpret_seconds=record.number("interpret_seconds", 0.0),
        generate_seconds=record.number("generate_seconds", 0.0),
        batch=record.text("batch", ""),
        settled=record.whole("settled", 0),
        left_out=record.whole("left_out", 0),
    )
    settled, left_out = conversion.settled, conversion.left_out
    if settled < 0 or left_out < 0 or settled + left_out > len(conversion.invocations):
        raise ValueError(f"settled {settled} and left_out {left_out} do not fit the invocations")
    return conversion


def _to_media(data: object) -> Media:
    record = _Record(data)
    return Media(Path(record.text("path")), Modality(record.text("modality")), record.maybe("part", _to_part))


def _to_part(record: _Record, name: str) -> Part:
    part = record.record(name)
    start, end = part.number("start", 0.0), part.number("end", 0.0)
    if not 0 <= start < end:
        raise ValueError(f"{start} to {end} seconds is no part of anything")
    return Part(start, end)


def _from_media(media: Media) -> dict[str, object]:
    part = {"start": media.part.start, "end": media.part.end} if media.part is not None else None
    return {"path": str(media.path), "modality": media.modality.value, "part": part}


def _from_invocation(invocation: Invocation) -> dict[str, object]:
    return {
        "task": invocation.task.value,
        "prompt": invocation.prompt,
        "inputs": list(invocation.inputs),
        "parameters": dict(invocation.parameters),
        "generator": invocation.generator,
        "after": invocation.after.value if invocation.after else None,
    }


def _to_invocation(data: object) -> Invocation:
    record = _Record(data)
    return Invocation(
        task=Modality(record.text("task")),
        prompt=record.text("prompt"),
        inputs=record.many("inputs", _to_position),
        parameters=record.maybe("parameters", _to_parameters) or {},
        generator=record.maybe("generator", _Record.text),
        after=record.maybe("after", _to_modality),
    )


def _from_artifact(artifact: Artifact) -> dict[str, object]:
    return {
        "task": artifact.task.value,
        "invocation": artifact.invocation,
        "path": str(artifact.path) if artifact.path else None,
        "text": artifact.text,
        "seed": artifact.seed,
        "seconds": artifact.seconds,
        "generator": artifact.generator,
    }


def _to_artifact(data: object) -> Artifact:
    record = _Record(data)
    path = record.maybe("path", _Record.text)
    return Artifact(
        task=Modality(record.text("task")),
        invocation=record.whole("invocation"),
        path=Path(path) if path else None,
        text=record.maybe("text", _Record.text),
        seed=record.maybe("seed", _Record.whole),
        seconds=record.number("seconds", 0.0),
        generator=record.maybe("generator", _Record.text),
    )


def _to_modality(record: _Record, name: str) -> Modality:
    return Modality(record.text(name))


def _to_parameters(record: _Record, name: str) -> dict[str, Parameter]:
    return {key: _to_parameter(key, value) for key, value in record.record(name).items()}


def _to_parameter(name: str, value: object) -> Parameter:
    if not isinstance(value, int | float | str):
        raise TypeError(f"The parameter {name} is {_short(value)}")
    return value


def _to_error(record: _Record, name: str) -> AppError:
    error = record.record(name)
    kind = ErrorKind(error.text("kind", ErrorKind.INTERNAL.value))
    return AppError(error.text("title"), error.text("detail", ""), error.text("hint", ""), kind)


def _to_text(value: object) -> str:
    return _Record({"value": value}).text("value")


def _to_position(value: object) -> int:
    return _Record({"value": value}).whole("value")


def _short(value: object) -> str:
    return repr(value)[:60]
