"""From the record in a file back to what the user can approve again."""

from __future__ import annotations

from modaverse_desktop.core.invocation import MASK, SEED, Invocation, Parameter
from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.provenance import Provenance


def restored(record: Provenance, generator: Manifest | None) -> Invocation:
    """The invocation that made the file, with its seed, to be looked at and approved.

    `generator` is the installed pack that the record names, or None: of what it was given, only what its options can
    be set to is taken back; the rest has changed since, or the pack always does it so. A mask is not: it lies on an
    input, and neither is in the record.
    """
    parameters: dict[str, Parameter] = {name: value for name, value in record.parameters.items() if name != MASK}
    if generator is not None:
        options = {option.name: option for option in generator.options}
        parameters = {
            name: value
            for name, value in parameters.items()
            if name in options and not options[name].problem_with(value)
        }
    if record.seed is not None:
        parameters[SEED] = record.seed
    return Invocation(record.task, record.prompt, parameters=parameters, generator=record.generator or None)
