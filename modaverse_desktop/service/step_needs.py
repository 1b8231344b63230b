"""What each step of a conversion will need before it runs: memory, as the engine would load it, disk, and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Stack
from modaverse_desktop.core.preflight import Role, StepMemory, preflight
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.measurements import Estimate
from modaverse_desktop.service.needs import disk_bytes


@dataclass(frozen=True)
class StepNeeds:
    """One step. `time` is None where it was not measured; that of the language model counts the encoders in."""

    memory: StepMemory
    invocation: int | None = None
    """Which of the plan's invocations it makes."""
    disk: int = 0
    """Bytes, at most about."""
    time: Estimate | None = None


def step_needs(
    stack: Stack,
    given: Sequence[Modality],
    invocations: Sequence[Invocation],
    catalogue: Catalogue,
    memory: Memory,
    *,
    interpreted: bool = False,
) -> tuple[StepNeeds, ...]:
    """The encoders of the media, the language model, and the generators of `invocations`, in the order they run.

    Texts need no step, and what is not installed has none. `interpreted`: as for `preflight`.
    """
    made = [
        (place, each, manifest)
        for place, each in enumerate(invocations)
        if each.task is not Modality.TEXT and (manifest := catalogue.generator(each.task, each.generator))
    ]
    steps = preflight(stack, given, [manifest for _, _, manifest in made], memory, interpreted=interpreted)
    rest = iter(made)
    found: list[StepNeeds] = []
    for step in steps:
        if step.role is Role.MAKING:
            place, invocation, manifest = next(rest)
            size = disk_bytes(invocation, manifest)
            found.append(StepNeeds(step, place, size, catalogue.estimate(invocation)))
        else:
            proposing = step.role is Role.PROPOSING
            found.append(StepNeeds(step, time=catalogue.reading(tuple(given)) if proposing else None))
    return tuple(found)
