"""The packs that are installed: found by their `pack.toml`, looked up by id; a broken one is kept as a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import FILE_NAME, Manifest, PackKind, read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.out_of_reach import files_are_away

_DEPTH = 2


@dataclass(frozen=True)
class Stack:
    """A stack with its parts. `missing_generators` are named by the stack and not installed: interpreting works.

    Of a task that the stack names no generator for, any that is installed will do: they are replaceable.
    """

    manifest: Manifest
    backbone: Manifest
    adapter: Manifest | None = None
    encoders: tuple[Manifest, ...] = ()
    projectors: tuple[Manifest, ...] = ()
    generators: Mapping[Modality, Manifest] = field(default_factory=dict[Modality, Manifest])
    missing_generators: Mapping[Modality, str] = field(default_factory=dict[Modality, str])
    substitutes: Mapping[Modality, Manifest] = field(default_factory=dict[Modality, Manifest])
    """Installed generators of tasks that the stack names none for."""

    @property
    def parts(self) -> tuple[Manifest, ...]:
        """Every pack that the stack is made of, as far as it is installed."""
        adapter = (self.adapter,) if self.adapter else ()
        return (self.backbone, *adapter, *self.encoders, *self.projectors, *self.generators.values())

    def generator(self, task: Modality) -> Manifest:
        """The stack's generator of `task`.

        Raises:
            AppError: the stack names none, or it is not installed; of kind MODEL.
        """
        if found := self.generators.get(task) or self.substitutes.get(task):
            return found
        missing = self.missing_generators.get(task)
        raise AppError(
            f"There is no model that makes {task.value}",
            f"{self.manifest.id} wants the pack {missing}, which is not installed" if missing else "",
            "Add the pack to your models folder, or change what should be made.",
            ErrorKind.MODEL,
        )


@dataclass(frozen=True)
class Packs:
    """What is installed: manifests by id; `problems` are what could not be read or stands twice.

    With `folder_missing` one of them is a models folder: more may be installed on a disk that is not there now.
    """

    manifests: Mapping[str, Manifest] = field(default_factory=dict[str, Manifest])
    problems: tuple[AppError, ...] = ()
    folder_missing: bool = False

    def of_kind(self, kind: PackKind) -> tuple[Manifest, ...]:
        """The packs of one kind, in the order of their ids."""
        return tuple(self.manifests[name] for name in sorted(self.manifests) if self.manifests[name].kind is kind)

    def generators(self, task: Modality) -> tuple[Manifest, ...]:
        """The generators that make `task`, in the order of their ids."""
        return tuple(manifest for manifest in self.of_kind(PackKind.GENERATOR) if manifest.task is task)

    def get(self, name: str, kind: PackKind | None = None) -> Manifest:
        """The pack with this id.

        Raises:
            AppError: it is not installed, or is of another kind than `kind`; of kind MODEL, naming what there is.
        """
        manifest = self.manifests.get(name)
        if manifest is None:
            hint = _IS_IT_THERE if self.folder_missing else _HOW
            raise AppError(f"The model {name} is not installed", self._installed(kind), hint, ErrorKind.MODEL)
        if kind and manifest.kind is not kind:
            what = f"it is of kind {manifest.kind.value}, not {kind.value}"
            raise AppError(f"The model {name} cannot be used here", what, self._installed(kind), ErrorKind.MODEL)
        return manifest

    def generator(self, name: str, task: Modality) -> Manifest:
        """The generator with this id. Raises AppError: MODEL as `get` does; USAGE, it does not make `task`."""
        manifest = self.get(name, PackKind.GENERATOR)
        if manifest.task is not task:
            raise AppError(
                f"{manifest.name} does not make {task.value}", hint="Choose another generator.", kind=ErrorKind.USAGE
            )
        return manifest

    def stack(self, name: str) -> Stack:
        """The stack with this id and its parts.

        Raises:
            AppError: it is not installed, or a part that interpreting needs is not; of kind MODEL, naming all of them.
        """
        manifest = self.get(name, PackKind.STACK)
        named = manifest.stack
        if named is None:
            raise AppError(f"The stack {name} names no parts", kind=ErrorKind.MODEL)
        wanted = [(named.backbone, PackKind.BACKBONE)]
        wanted += [(named.adapter, PackKind.ADAPTER)] if named.adapter else []
        wanted += [(part, PackKind.ENCODER) for part in named.encoders]
        wanted += [(part, PackKind.PROJECTOR) for part in named.projectors]
        self._require(name, wanted)
        there = {task: part for task, part in named.generators.items() if self._makes(part, task)}
        return Stack(
            manifest,
            backbone=self.manifests[named.backbone],
            adapter=self.manifests[named.adapter] if named.adapter else None,
            encoders=tuple(self.manifests[part] for part in named.encoders),
            projectors=tuple(self.manifests[part] for part in named.projectors),
            generators={task: self.manifests[part] for task, part in there.items()},
            missing_generators={task: part for task, part in named.generators.items() if task not in there},
            substitutes={task: each for task, each in self._first_generators().items() if task not in named.generators},
        )

    def _require(self, name: str, wanted: Sequence[tuple[str, PackKind]]) -> None:
        missing = [
            f"{kind.value} {part}"
            for part, kind in wanted
            if part not in self.manifests or self.manifests[part].kind is not kind
        ]
        if missing:
            raise AppError(f"The model {name} is not complete", f"Missing: {', '.join(missing)}", _HOW, ErrorKind.MODEL)

    def _first_generators(self) -> dict[Modality, Manifest]:
        """For every task the first generator that is installed, and not on a disk that is away if there is another."""
        found = {task: self.generators(task) for task in Modality}
        return {task: min(manifests, key=files_are_away) for task, manifests in found.items() if manifests}

    def _makes(self, name: str, task: Modality) -> bool:
        manifest = self.manifests.get(name)
        return manifest is not None and manifest.kind is PackKind.GENERATOR and manifest.task is task

    def _installed(self, kind: PackKind | None) -> str:
        names = sorted(name for name, manifest in self.manifests.items() if kind in (None, manifest.kind))
        return f"Installed: {', '.join(names) or 'none'}"


_HOW = "Put its folder into your models folder, or add the folder where it lies in the settings."
_IS_IT_THERE = "Is the disk connected? If the folder is gone for good, remove it in the settings."


def find_packs(folders: Sequence[Path]) -> Packs:
    """The packs in these folders and in their sub-folders, two deep. Of two with the same id the first one counts.

    Never raises: a manifest that cannot be read, a second pack with the same id and a folder that is not there become
    `problems`.
    """
    manifests: dict[str, Manifest] = {}
    problems: list[AppError] = []
    unreadable: list[AppError] = []
    seen: set[Path] = set()
    for folder in folders:
        for candidate in _candidates(folder, _DEPTH, unreadable):
            place = candidate.resolve()
            if place in seen:
                continue
            seen.add(place)
            try:
                manifest = read_manifest(candidate.absolute())
            except AppError as error:
                problems.append(error)
                continue
            first = manifests.setdefault(manifest.id, manifest)
            if first is not manifest:
                problems.append(_twice(first, manifest))
    return Packs(manifests, (*problems, *unreadable), folder_missing=bool(unreadable))


def _unreadable(folder: Path, what: str) -> AppError:
    return AppError(
        "A models folder cannot be read",
        f"{folder}: {what}",
        _IS_IT_THERE,
        ErrorKind.MODEL,
    )


def _twice(first: Manifest, second: Manifest) -> AppError:
    return AppError(
        f"The model {first.id} is installed twice",
        f"{first.folder} is used, {second.folder} is not",
        "Remove one of them, or give it another id.",
        ErrorKind.MODEL,
    )


def _candidates(folder: Path, depth: int, unreadable: list[AppError]) -> Iterator[Path]:
    """Folders with a `pack.toml`, the folder itself first, then its sub-folders by name; hidden ones are left out."""
    try:
        if (folder / FILE_NAME).exists():
            yield folder
        children = sorted(folder.iterdir()) if depth else []
        inner = [child for child in children if not child.name.startswith(".") and child.is_dir()]
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        unreadable.append(_unreadable(folder, what))
        return
    for child in inner:
        yield from _candidates(child, depth - 1, unreadable)
