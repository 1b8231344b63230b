"""What each step will need, as JSON and as lines for a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Invocation, count_of
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.paths import data_folder
from modaverse_desktop.core.preflight import StepMemory

if TYPE_CHECKING:
    from modaverse_desktop.service.measurements import Estimate, Measurements
    from modaverse_desktop.service.step_needs import StepNeeds

_LEARNED = "estimates.json"
_LARGEST = 4 << 20


def steps_of(
    packs: Packs,
    stack: str,
    given: Sequence[Modality],
    invocations: Sequence[Invocation] | None,
    memory: Memory,
) -> tuple[StepNeeds, ...]:
    """The steps of a plan; without one, those of every kind of artifact that the stack can make.

    Times are those that the window has learned on this machine.
    """
    from modaverse_desktop.service.catalogue import read_catalogue
    from modaverse_desktop.service.measurements import work_of_making, work_of_reading
    from modaverse_desktop.service.step_needs import step_needs

    measured = _measurements()
    catalogue = read_catalogue(packs, stack)

    def making(invocation: Invocation) -> Estimate | None:
        manifest = catalogue.generator(invocation.task, invocation.generator)
        found = measured.estimate(work_of_making(memory.device, manifest, invocation)) if manifest else None
        return found.times(count_of(invocation)) if found else None

    def reading(modalities: tuple[Modality, ...]) -> Estimate | None:
        return measured.estimate(work_of_reading(memory.device, stack, modalities))

    interpreted = invocations is not None
    if invocations is None:
        invocations = [Invocation(task, "") for task in catalogue.tasks() if task is not Modality.TEXT]
    knowing = replace(catalogue, estimate=making, reading=reading)
    return step_needs(packs.stack(stack), given, invocations, knowing, memory, interpreted=interpreted)


def needs_data(steps: Sequence[StepNeeds], memory: Memory) -> dict[str, object]:
    """For JSON; described in docs/preflight.md."""
    return {
        "device": memory.device,
        "budget_mb": memory.budget_mb,
        "limited": memory.is_limit,
        "steps": [_step_data(step) for step in steps],
    }


def needs_text(steps: Sequence[StepNeeds], memory: Memory) -> str:
    """A line for each step."""
    what = "the limit is" if memory.is_limit else "models may take"
    lines = [f"Needs ({memory.device}; {what} {memory.budget_mb} MB)"]
    for step in steps:
        parts = [f"{step.memory.mb} MB", *_words(step.memory)]
        parts += [f"{step.disk // 1000 or 1} kB on the disk"] if step.disk else []
        parts += [f"about {step.time.seconds:.1f} s"] if step.time else []
        lines.append(f"  {step.memory.role.value:<14} {step.memory.model}: {', '.join(parts)}")
    return "\n".join(lines)


def _words(step: StepMemory) -> list[str]:
    if step.there or step.done:
        return ["in memory" if step.there else "has left the memory"]
    words = [step.way] if step.way else []
    words += [f"{step.ram_mb} MB wait in main memory"] if step.ram_mb else []
    words += ["above the limit: it will not be loaded"] if step.above_limit else []
    words += ["more than is free: it is tried alone"] if step.tight and not step.above_limit else []
    return [*words, f"for it leaves {', '.join(step.leaves)}"] if step.leaves else words


def _step_data(step: StepNeeds) -> dict[str, object]:
    memory = step.memory
    return {
        "step": memory.role.value,
        "model": memory.model,
        "invocation": step.invocation,
        "memory_mb": memory.mb,
        "main_memory_mb": memory.ram_mb,
        "way": memory.way,
        "in_memory": memory.there,
        "done": memory.done,
        "leaves": list(memory.leaves),
        "fits": not memory.tight,
        "refused": memory.above_limit,
        "disk_bytes": step.disk,
        "seconds": round(step.time.seconds, 1) if step.time else None,
        "measured": bool(step.time and step.time.measured),
    }


def _measurements() -> Measurements:
    """What the window has learned; nothing if there is no such file."""
    from modaverse_desktop.service.measurements import Measurements, read_measurements

    try:
        with (data_folder() / _LEARNED).open("rb") as file:
            return read_measurements(json.loads(file.read(_LARGEST)))
    except (AppError, OSError, ValueError, RecursionError):
        return Measurements()
