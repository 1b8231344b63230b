"""A task of the evaluation is four methods: which samples, how one is run, how all are scored, the paper's row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Reading
from modaverse_desktop.evaluation.paper import Row

Answer = Mapping[str, Any]
"""What one sample came to, as JSON; with ``error`` if it came to nothing."""


@dataclass(frozen=True)
class Sample:
    """One question. `original` is the medium that a generated one is compared with, `references` are captions."""

    id: str
    instruction: str
    media: tuple[Path, ...] = ()
    references: tuple[str, ...] = ()
    original: Path | None = None
    wanted: tuple[Invocation, ...] = ()


@dataclass(frozen=True)
class Samples:
    """What a task asks, in a fixed order; `missing` names what its annotations have and the disk has not."""

    found: tuple[Sample, ...]
    missing: tuple[str, ...] = ()
    annotations: tuple[Path, ...] = ()
    """The files that decide what is asked: a run is not continued with others."""


@dataclass(frozen=True)
class Score:
    """A metric's value; None if it was not measured, and `why`."""

    name: str
    value: float | None
    why: str = ""


@dataclass(frozen=True)
class Means:
    """What metrics need besides the answers: where generated files lie, and the folder with the networks' weights."""

    folder: Path
    weights: Path | None = None
    device: str = "cpu"


class Model(Protocol):
    """The stack that is measured."""

    def propose(self, sample: Sample) -> Reading:
        """The meta-response to a sample. Raises AppError."""
        ...

    def make(self, sample: Sample, invocation: Invocation, folder: Path) -> Path:
        """The file that a generator made for an invocation. Raises AppError."""
        ...


class Task(Protocol):
    """One file below `tasks` each."""

    @property
    def name(self) -> str:
        """As it is typed."""
        ...

    def samples(self, data: Path) -> Samples:
        """What is asked. Raises AppError(INPUT) naming the file that is missing or wrong."""
        ...

    def run(self, sample: Sample, model: Model, folder: Path) -> Answer:
        """Ask one; files go into `folder`. Raises AppError if it comes to nothing."""
        ...

    def score(self, samples: Sequence[Sample], answers: Sequence[Answer], means: Means) -> list[Score]:
        """The metrics over all answers, which stand in the order of the samples."""
        ...

    def row(self) -> Row:
        """The paper's row, and what differs in protocol."""
        ...
