"""What each step of a plan will need of memory before it runs, what leaves for it, and in which way it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from modaverse_desktop.core.fits import (
    Fit,
    encoder_fits,
    first_fit,
    generator_fits,
    key_of,
    language_choices,
    language_fit,
    leaving,
)
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Stack


class Role(Enum):
    """What a step does."""

    READING = "encoder"
    PROPOSING = "language model"
    MAKING = "generator"


@dataclass(frozen=True)
class StepMemory:
    """One step. Sizes by the packs; they are cautious."""

    role: Role
    key: str
    """Under which it is in memory: the pack's id, or that of a stack's language model."""
    model: str
    """The pack's name, for people."""
    mb: int
    """On the device that models run on."""
    ram_mb: int = 0
    """In main memory besides, where a part of it waits."""
    way: str = ""
    """How it is loaded, if not whole."""
    there: bool = False
    """It is in memory already."""
    leaves: tuple[str, ...] = ()
    """Names of models that leave for it."""
    above_limit: bool = False
    """It needs more than the user allows, in the smallest way, too: it will not be loaded."""
    tight: bool = False
    """More than is free: it is tried alone."""
    done: bool = False
    """It has been done: nothing is loaded for it any more."""


@dataclass
class _Simulated:
    """Models that come and go as `Residency` lets them."""

    memory: Memory
    held: dict[str, int] = field(default_factory=dict[str, int])

    def load(self, role: Role, key: str, model: str, fits: Sequence[Fit], *, done: bool = False) -> StepMemory:
        memory = self.memory
        fit = fits[first_fit([each.mb for each in fits], memory)]
        if done:
            return StepMemory(role, key, model, self.held.get(key, fit.mb), there=key in self.held, done=True)
        too_large = fit.mb > memory.budget_mb
        there = key in self.held
        mb = self.held.pop(key) if there else fit.mb
        leaves = () if there else leaving(self.held, mb, memory.budget_mb)
        for name in leaves:
            del self.held[name]
        above = not there and too_large and memory.is_limit
        if not above:
            self.held[key] = mb  # last: it leaves last
        way = "" if fit is fits[0] and role is not Role.PROPOSING else fit.words
        return StepMemory(role, key, model, mb, fit.ram_mb, way, there, leaves, above, too_large and not there)


def preflight(
    stack: Stack,
    given: Iterable[Modality],
    generators: Sequence[Manifest],
    memory: Memory,
    *,
    interpreted: bool = False,
) -> tuple[StepMemory, ...]:
    """The steps in order: an encoder for each modality that is given, the language model, the generators.

    `interpreted`: there is a proposal already, and only the generators are still to run. Which of the models are in
    memory, and what leaves, is what the engine would do from what it holds now.
    """
    simulated = _Simulated(memory, dict(memory.held))
    wanted = set(given)
    steps = [
        simulated.load(Role.READING, each.id, each.name, encoder_fits(each, on_gpu=memory.on_gpu), done=interpreted)
        for each in stack.encoders
        if wanted.intersection(each.modalities)
    ]
    choices = language_choices(stack, memory.budget_mb, on_gpu=memory.on_gpu, can_quantise=memory.can_quantise)
    fits = [language_fit(stack, choice, on_gpu=memory.on_gpu) for choice in choices]
    steps.append(simulated.load(Role.PROPOSING, key_of(stack), stack.backbone.name, fits, done=interpreted))
    for manifest in generators:
        fits = list(generator_fits(manifest, on_gpu=memory.on_gpu))
        steps.append(simulated.load(Role.MAKING, manifest.id, manifest.name, fits))
    return tuple(steps)
