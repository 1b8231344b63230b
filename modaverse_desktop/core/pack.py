"""What the application knows about a model before it loads it: the types that a `pack.toml` is read into."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.modality import Modality

FILE_NAME = "pack.toml"


class PackKind(Enum):
    """What a pack is for. A *stack* names packs of the other kinds."""

    ENCODER = "encoder"
    BACKBONE = "backbone"
    PROJECTOR = "projector"
    ADAPTER = "adapter"
    GENERATOR = "generator"
    STACK = "stack"


@dataclass(frozen=True)
class PackFile:
    """One file of a pack. With `package`, `path` lies in that installed Python package instead of the pack's folder."""

    path: str
    size: int
    sha256: str
    package: str = ""


@dataclass(frozen=True)
class Option:
    """A parameter that the proposal editor offers; the type is that of `default`."""

    name: str
    default: Parameter
    label: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Parameter, ...] = ()

    def problem_with(self, value: Parameter) -> str:
        """Why `value` cannot be this option's value, as the end of a sentence; empty if it can.

        A whole number will do where the default is a number with a fraction.
        """
        wanted = type(self.default)
        if type(value) is not wanted and not (wanted is float and type(value) is int):
            return f"{value!r} is not {_TYPE_WORDS[wanted]}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            if self.minimum is not None and not value >= self.minimum:
                return f"{value} is below {self.minimum}"
            if self.maximum is not None and not value <= self.maximum:
                return f"{value} is above {self.maximum}"
        if self.choices and value not in self.choices:
            return f"{value!r} is not one of {', '.join(map(str, self.choices))}"
        return ""

    def read(self, text: str) -> Parameter:
        """The value that the user wrote as `text`, of this option's type.

        Raises:
            AppError: it is no such value; of kind USAGE.
        """
        try:
            value = _READERS[type(self.default)](text.strip())
        except (ValueError, KeyError):
            value = text
        if problem := self.problem_with(value):
            raise AppError(f"The option {self.name} cannot have this value", problem, self._hint(), ErrorKind.USAGE)
        return value

    def _hint(self) -> str:
        if self.choices:
            return f"Choose one of {', '.join(map(str, self.choices))}."
        limits = [f"at least {self.minimum}"] if self.minimum is not None else []
        limits += [f"at most {self.maximum}"] if self.maximum is not None else []
        return f"It must be {' and '.join([_TYPE_WORDS[type(self.default)], *limits])}."


def _read_bool(text: str) -> bool:
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[text.lower()]


def _read_finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


_TYPE_WORDS: Mapping[type, str] = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
_READERS: Mapping[type, Callable[[str], Parameter]] = {bool: _read_bool, int: int, float: _read_finite, str: str}


@dataclass(frozen=True)
class Component:
    """A part of a diffusers pipeline that lies elsewhere than diffusers looks: `folder` of the installed `package`.

    Without a package it is a folder of the pack's own.
    """

    package: str
    folder: str
    loader: str
    """Class in `transformers`, for example ``BertModel``."""


@dataclass(frozen=True)
class Template:
    """How a stack writes its conversation for the backbone.

    `spelling` is that of the meta-response: ``released`` or ``paper`` (see `core.meta_response`).
    The prompt is `before` + media, each between `media_open` and `media_close`, + instruction + `after`. With `joined`
    it begins with the tokenizer's first token, and the text between two media is one piece: stripped, tokenised whole.
    """

    spelling: str = "released"
    before: str = ""
    after: str = ""
    media_open: str = ""
    media_close: str = ""
    joined: bool = False


@dataclass(frozen=True)
class StackParts:
    """Which packs a stack is made of, by id."""

    backbone: str
    adapter: str = ""
    encoders: tuple[str, ...] = ()
    projectors: tuple[str, ...] = ()
    generators: Mapping[Modality, str] = field(default_factory=dict[Modality, str])


@dataclass(frozen=True)
class Manifest:
    """A pack's `pack.toml`, checked. `folder` is where it lies."""

    id: str
    kind: PackKind
    name: str
    folder: Path
    version: str = "1"
    summary: str = ""
    licence: str = ""
    source: str = ""
    entry_point: str = ""
    """Which of our loaders reads it, for example ``diffusers`` or ``efficientnet_lite``."""
    task: Modality | None = None
    modalities: tuple[Modality, ...] = ()
    ram_mb: int = 0
    vram_mb: int = 0
    files: tuple[PackFile, ...] = ()
    options: tuple[Option, ...] = ()
    constants: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    """Arguments that every call of the generator gets, unchanged."""
    components: Mapping[str, Component] = field(default_factory=dict[str, Component])
    config: Mapping[str, object] = field(default_factory=dict[str, object])
    """What the entry point needs to know, for example the projector's sizes."""
    stack: StackParts | None = None
    template: Template = Template()
    files_in: Path | None = None
    """Where the files lie, if not beside the `pack.toml`: they were pointed at, not copied."""

    @property
    def root(self) -> Path:
        """The folder that the files' paths begin in."""
        return self.files_in or self.folder

    @property
    def size(self) -> int:
        """Bytes on disk, by the manifest."""
        return sum(file.size for file in self.files)
