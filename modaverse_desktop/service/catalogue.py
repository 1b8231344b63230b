"""What the installed packs offer: which generators there are, what they take and cost, and which media can be read."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.excerpts import Excerpts, read_excerpts
from modaverse_desktop.core.invocation import COUNT, MASK, MOST, SEED, Invocation
from modaverse_desktop.core.known_packs import remember
from modaverse_desktop.core.manifest import Manifest, Option
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.out_of_reach import files_are_away
from modaverse_desktop.core.packs import Packs, Stack, find_packs
from modaverse_desktop.core.paths import models_folder, pack_folders
from modaverse_desktop.core.settings import Settings
from modaverse_desktop.service.measurements import Estimate

_OURS = (SEED, COUNT)
"""Options that each generator has, whether its pack says so or not."""
_NOT_HERE = (*_OURS, MASK)
"""Options that are not offered as fields: seed and count always are, a mask is painted."""


def _not_measured(_: Invocation) -> Estimate | None:
    return None


def _reading_not_measured(_: tuple[Modality, ...]) -> Estimate | None:
    return None


def _not_told() -> Memory | None:
    return None


@dataclass(frozen=True)
class Catalogue:
    """`generators` by task, the stack's own first, those that are `away` last; `reads` are the modalities that there
    are encoders for in the stack."""

    generators: Mapping[Modality, tuple[Manifest, ...]] = field(default_factory=dict[Modality, tuple[Manifest, ...]])
    reads: tuple[Modality, ...] = ()
    stack_name: str = ""
    problem: AppError | None = None
    """Why the stack cannot be used."""
    sees: Mapping[Modality, Excerpts] = field(default_factory=dict[Modality, Excerpts])
    """Which parts of a medium its encoder is given, where the encoder's pack says so."""
    wanted: Mapping[Modality, str] = field(default_factory=dict[Modality, str])
    """Packs that the stack names as its generators and that are not installed."""
    away: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names by id of packs that lie on a disk, or in a folder, that is not there now; some are among `generators`."""
    estimate: Callable[[Invocation], Estimate | None] = _not_measured
    """How long an invocation takes on this machine; None if that is not known."""
    stack: Stack | None = None
    """What interprets; None if it cannot be used."""
    reading: Callable[[tuple[Modality, ...]], Estimate | None] = _reading_not_measured
    """How long a proposal for such media takes on this machine; None if that is not known."""
    memory: Callable[[], Memory | None] = _not_told
    """What the engine says of its models; None before it has."""
    output: Callable[[], Path] = Path.cwd
    """Where artifacts go."""

    def can_read(self, modality: Modality) -> bool:
        """Whether the stack has an encoder for it; a stack that cannot be used at all says so elsewhere."""
        return self.problem is not None or modality in self.reads

    def tasks(self) -> tuple[Modality, ...]:
        """What can be made: text always, the others where there is a generator."""
        return tuple(task for task in Modality if task is Modality.TEXT or self.generators.get(task))

    def generator(self, task: Modality, name: str | None) -> Manifest | None:
        """The generator called `name`, or the stack's own of this task."""
        offered = self.generators.get(task, ())
        return next((manifest for manifest in offered if name in (None, manifest.id)), None)

    def can_make(self, invocation: Invocation) -> bool:
        """Whether it is text, or its generator is installed and there."""
        if invocation.task is Modality.TEXT:
            return True
        manifest = self.generator(invocation.task, invocation.generator)
        return manifest is not None and manifest.id not in self.away

    def options(self, task: Modality, name: str | None) -> tuple[Option, ...]:
        """What the editor offers to set, without seed and count, which it always offers."""
        manifest = self.generator(task, name)
        return tuple(option for option in manifest.options if option.name not in _NOT_HERE) if manifest else ()

    def takes(self, invocation: Invocation) -> tuple[Modality, ...]:
        """Of which modalities its generator can start from a file."""
        manifest = self.generator(invocation.task, invocation.generator)
        return manifest.modalities if manifest else ()

    def takes_mask(self, task: Modality, name: str | None) -> bool:
        """Whether the generator can change a part of a picture and leave the rest alone."""
        manifest = self.generator(task, name)
        return manifest is not None and any(option.name == MASK for option in manifest.options)

    def needs_input(self, task: Modality, name: str | None) -> bool:
        """Whether the generator makes nothing from a prompt alone."""
        manifest = self.generator(task, name)
        return manifest is not None and manifest.config.get("needs_input") is True

    def most(self, task: Modality, name: str | None) -> int:
        """How many artifacts one invocation can make, by the pack's own option or by ours."""
        manifest = self.generator(task, name)
        own = next((option for option in manifest.options if option.name == COUNT), None) if manifest else None
        return max(1, min(MOST, int(own.maximum))) if own and own.maximum is not None else MOST

    def fitting(self, invocation: Invocation) -> Invocation:
        """`invocation` without the parameters and inputs that its generator does not take: it would refuse them."""
        options = {option.name: option for option in self.options(invocation.task, invocation.generator)}
        kept = {
            name: value
            for name, value in invocation.parameters.items()
            if name in _OURS or (name in options and not options[name].problem_with(value))
        }
        manifest = self.generator(invocation.task, invocation.generator)
        inputs = invocation.inputs if manifest and manifest.modalities else ()
        mask = invocation.parameters.get(MASK)
        if mask and inputs and self.takes_mask(invocation.task, invocation.generator):
            kept[MASK] = mask
        after = invocation.after if manifest and invocation.after in manifest.modalities else None
        return replace(invocation, parameters=kept, inputs=inputs, after=after)


def installed(settings: Settings) -> tuple[Packs, Catalogue]:
    """What there is in the folders that the settings name, and what it offers; blocks while they are read."""
    packs = find_packs(pack_folders(settings))
    catalogue = read_catalogue(packs, settings.stack)
    lost = remember(packs, (models_folder(), *settings.model_folders))
    return packs, replace(catalogue, away={**{known.id: known.name for known in lost}, **catalogue.away})


def read_catalogue(packs: Packs, stack: str) -> Catalogue:
    """The catalogue of `stack` among the installed packs; never raises, see `Catalogue.problem`."""
    try:
        found = packs.stack(stack)
    except AppError as error:
        return Catalogue(problem=error)
    makers = {task: packs.generators(task) for task in Modality if task is not Modality.TEXT}
    away = {each.id: each.name for offered in makers.values() for each in offered if files_are_away(each)}
    own = {**found.substitutes, **found.generators}
    generators = {task: _in_order(offered, own.get(task), away) for task, offered in makers.items()}
    reads = {modality for encoder in found.encoders for modality in encoder.modalities}
    readable = tuple(modality for modality in Modality if modality in reads)
    wanted = found.missing_generators
    return Catalogue(
        generators, readable, found.manifest.name, sees=_sees(found), wanted=wanted, away=away, stack=found
    )


def _sees(stack: Stack) -> Mapping[Modality, Excerpts]:
    pairs = [(encoder, modality) for encoder in stack.encoders for modality in encoder.modalities]
    said = {modality: read_excerpts(encoder.config, modality) for encoder, modality in pairs}
    return {modality: excerpts for modality, excerpts in said.items() if excerpts is not None}


def _in_order(offered: tuple[Manifest, ...], own: Manifest | None, away: Container[str]) -> tuple[Manifest, ...]:
    """The stack's own first, even if it is away: it is what is meant where nothing is chosen."""
    others = [manifest for manifest in offered if own is None or manifest.id != own.id]
    return (*((own,) if own else ()), *sorted(others, key=lambda manifest: manifest.id in away))
