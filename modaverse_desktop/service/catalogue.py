"""What the installed packs offer to the proposal editor: which generators there are, and which media can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.excerpts import Excerpts, read_excerpts
from modaverse_desktop.core.manifest import Manifest, Option
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs, Stack

SEED = "seed"


@dataclass(frozen=True)
class Catalogue:
    """`generators` by task, the stack's own first; `reads` are the modalities that the stack has encoders for."""

    generators: Mapping[Modality, tuple[Manifest, ...]] = field(default_factory=dict[Modality, tuple[Manifest, ...]])
    reads: tuple[Modality, ...] = ()
    stack_name: str = ""
    problem: AppError | None = None
    """Why the stack cannot be used."""
    sees: Mapping[Modality, Excerpts] = field(default_factory=dict[Modality, Excerpts])
    """Which parts of a medium its encoder is given, where the encoder's pack says so."""

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

    def options(self, task: Modality, name: str | None) -> tuple[Option, ...]:
        """What the editor offers to set, without the seed, which it always offers."""
        manifest = self.generator(task, name)
        return tuple(option for option in manifest.options if option.name != SEED) if manifest else ()


def read_catalogue(packs: Packs, stack: str) -> Catalogue:
    """The catalogue of `stack` among the installed packs; never raises, see `Catalogue.problem`."""
    try:
        found = packs.stack(stack)
    except AppError as error:
        return Catalogue(problem=error)
    generators = {
        task: _own_first(packs.generators(task), found.generators.get(task))
        for task in Modality
        if task is not Modality.TEXT
    }
    reads = {modality for encoder in found.encoders for modality in encoder.modalities}
    readable = tuple(modality for modality in Modality if modality in reads)
    return Catalogue(generators, readable, found.manifest.name, sees=_sees(found))


def _sees(stack: Stack) -> Mapping[Modality, Excerpts]:
    pairs = [(encoder, modality) for encoder in stack.encoders for modality in encoder.modalities]
    said = {modality: read_excerpts(encoder.config, modality) for encoder, modality in pairs}
    return {modality: excerpts for modality, excerpts in said.items() if excerpts is not None}


def _own_first(offered: tuple[Manifest, ...], own: Manifest | None) -> tuple[Manifest, ...]:
    if own is None:
        return offered
    return (own, *(manifest for manifest in offered if manifest.id != own.id))
