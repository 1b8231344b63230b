"""The seed examples: written by hand, over all combinations of modalities; descriptions stand where media would be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.sample import Kind, pairs_of, text_of


@dataclass(frozen=True)
class Seed:
    """A hand-made pair. `media` are modality and description."""

    kind: Kind
    media: tuple[tuple[Modality, str], ...]
    instruction: str
    invocations: tuple[tuple[Modality, str], ...]

    @property
    def given(self) -> frozenset[Modality]:
        """The modalities that go in."""
        return frozenset(modality for modality, _ in self.media)

    @property
    def made(self) -> frozenset[Modality]:
        """The modalities that come out."""
        return frozenset(task for task, _ in self.invocations)


@cache
def read_seeds() -> tuple[Seed, ...]:
    """All of them, from seeds.jsonl."""
    text = files("modaverse_desktop.training.construction").joinpath("seeds.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    return tuple(
        Seed(
            Kind(row["kind"]),
            pairs_of(row["media"], "media"),
            text_of(row, "instruction"),
            pairs_of(row["invocations"], "invocations"),
        )
        for row in rows
    )
