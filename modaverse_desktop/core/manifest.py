"""`pack.toml`: what the application must know about a model before it loads it."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
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


@dataclass(frozen=True)
class Component:
    """A part of a diffusers pipeline that does not lie in the pack's folder: `folder` of the installed `package`."""

    package: str
    folder: str
    loader: str
    """Class in `transformers`, for example ``BertModel``."""


@dataclass(frozen=True)
class Template:
    """How a stack writes its conversation for the backbone.

    `spelling` is that of the meta-response: ``released`` or ``paper`` (see `core.meta_response`).
    The prompt is `before` + media, each between `media_open` and `media_close`, + instruction + `after`.
    """

    spelling: str = "released"
    before: str = ""
    after: str = ""
    media_open: str = ""
    media_close: str = ""


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

    @property
    def size(self) -> int:
        """Bytes on disk, by the manifest."""
        return sum(file.size for file in self.files)


# --- reading ----------------------------------------------------------------------------------------------------------
# (the core helper completes the code below: strict, naming file and key for every mistake)


def package_folder(package: str) -> Path:
    """Where an installed Python package lies, without importing it.

    Raises:
        AppError: it is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise AppError(
            f"The package {package} is not installed",
            hint="Run `make run` again: it installs the starter weights.",
            kind=ErrorKind.MODEL,
        )
    return Path(next(iter(spec.submodule_search_locations)))


def locate(manifest: Manifest, file: PackFile) -> Path:
    """The absolute path of one of the pack's files."""
    root = package_folder(file.package) if file.package else manifest.folder
    return root / file.path
