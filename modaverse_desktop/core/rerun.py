"""An artifact once more: the invocation that made it, with the same seed or with others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.invocation import COUNT, SEED, Artifact, Invocation


def can_rerun(conversion: Conversion, artifact: Artifact) -> bool:
    """Whether a generator made it, with a seed that is known."""
    known = artifact.invocation < len(conversion.invocations)
    return known and artifact.path is not None and artifact.seed is not None


def rerun(conversion: Conversion, artifact: Artifact, seeds: Iterable[int]) -> tuple[Invocation, ...]:
    """What made `artifact` in `conversion`, once for each seed: the same prompt, inputs, parameters and generator.

    One of several that an invocation made is made alone. The generator is named even where the stack chose it: the
    stack may have another one by now.
    """
    made_by = conversion.invocations[artifact.invocation]
    generator = made_by.generator or artifact.generator
    same = {name: value for name, value in made_by.parameters.items() if name != COUNT}
    return tuple(replace(made_by, generator=generator, parameters={**same, SEED: seed}, after=None) for seed in seeds)
