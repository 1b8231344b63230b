"""One parsed call of a generator: what the user sees, edits and approves; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from modaverse_desktop.core.modality import Modality

Parameter = int | float | str | bool

SEED = "seed"
"""Parameter that every generator takes: the same one makes the same again."""
COUNT = "count"
"""Parameter that every generator takes: how many artifacts, with consecutive seeds; 1 if it is not there."""
MASK = "mask"
"""Parameter of generators that edit: the path of a picture that is white where the input may change; empty for all."""
STRENGTH = "strength"
"""Parameter of generators that edit: how far they may go from their input, up to 1; nothing without an input."""
MOST = 16
"""Artifacts of one invocation."""


@dataclass(frozen=True)
class Invocation:
    """Make `task` from `prompt`.

    A ``text`` invocation is the model's own answer: its prompt *is* the answer, and it needs no generator.
    """

    task: Modality
    prompt: str
    inputs: tuple[int, ...] = ()
    """Positions in the conversion's media, and after them in the files it has made so far (see
    `conversion.files_of`), that the generator is given; empty for text-to-x."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    """Generator options by name, as its manifest declares them, and `SEED` and `COUNT`."""
    generator: str | None = None
    """Pack id, or None for the stack's own generator of this task."""
    after: Modality | None = None
    """It starts from the first file of the nearest invocation before it that makes this, see `core.chaining`."""


@dataclass(frozen=True)
class Artifact:
    """What an invocation made: a file (`path`) or a text (`text`), never both."""

    task: Modality
    invocation: int
    """Position of the invocation in its conversion."""
    path: Path | None = None
    text: str | None = None
    seed: int | None = None
    seconds: float = 0.0
    generator: str | None = None


def count_of(invocation: Invocation) -> int:
    """How many artifacts it makes: what `COUNT` says, within 1 to `MOST`; always 1 for a text."""
    count = invocation.parameters.get(COUNT, 1)
    if invocation.task is Modality.TEXT or type(count) is not int:
        return 1
    return max(1, min(count, MOST))
