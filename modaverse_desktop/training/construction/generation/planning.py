"""What to ask next: pairs of modalities that are behind, candidate descriptions, seeds and language references."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.captions import read_captions
from modaverse_desktop.training.construction.generation.seeds import read_seeds
from modaverse_desktop.training.construction.generation.settings import CaptionSource, GenerationSettings
from modaverse_desktop.training.construction.sample import MEDIA

Combination = tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """One pair that is asked for. `media` are modality, path and description."""

    media: tuple[tuple[str, str, str], ...]
    make: Combination

    @property
    def pair(self) -> tuple[Combination, Combination]:
        """What goes in and what comes out."""
        return tuple(modality for modality, _, _ in self.media), self.make


@dataclass(frozen=True)
class Plan:
    """One query. `seeds` are positions in `read_seeds`; `references` are sentences by task."""

    slots: tuple[Slot, ...]
    seeds: tuple[int, ...]
    references: Mapping[str, tuple[str, ...]]

    def to_row(self) -> dict[str, Any]:
        """For the journal."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Plan:
        """The inverse of `to_row`, after JSON."""
        slots = tuple(Slot(tuple(tuple(m) for m in slot["media"]), tuple(slot["make"])) for slot in row["slots"])
        return cls(slots, tuple(row["seeds"]), {task: tuple(texts) for task, texts in row["references"].items()})


Captions = Mapping[Modality, Sequence[tuple[str, str]]]
"""Path and description, by modality."""


class Planner:
    """Draws queries; a query depends on its number, the seed, and how far each pair of modalities has come."""

    def __init__(self, settings: GenerationSettings, candidates: Captions, references: Captions) -> None:
        self._settings, self._candidates, self._references = settings, candidates, references
        given = [each for each in MEDIA if candidates.get(each)]
        self.pairs = [(taken, made) for taken in _subsets(given, least=0) for made in _subsets(MEDIA, least=1)]
        self._waiting: Counter[tuple[Combination, Combination]] = Counter()

    def plan(self, number: int, accepted: Mapping[tuple[Combination, Combination], int]) -> Plan:
        """The query `number`. What it asks for counts as on its way until `finished`."""
        dice = random.Random(f"{self._settings.seed}:{number}")
        slots: list[Slot] = []
        for _ in range(self._settings.per_query):
            order = dice.sample(self.pairs, len(self.pairs))  # among those equally far behind, by chance
            pair = min(order, key=lambda each: accepted.get(each, 0) + self._waiting[each])
            self._waiting[pair] += 1
            slots.append(self._slot(pair, dice))
        plan = Plan(tuple(slots), self._seeds(slots, dice), self._styles(slots, dice))
        return plan

    def finished(self, plan: Plan) -> None:
        """A query has its answer, or never will."""
        self._waiting.subtract(slot.pair for slot in plan.slots)

    def _slot(self, pair: tuple[Combination, Combination], dice: random.Random) -> Slot:
        media = [(name, *dice.choice(self._candidates[Modality(name)])) for name in pair[0]]
        return Slot(tuple(media), pair[1])

    def _seeds(self, slots: Sequence[Slot], dice: random.Random) -> tuple[int, ...]:
        """Half of them of the combinations that are asked for, the others any."""
        seeds, wanted = read_seeds(), self._settings.seeds_shown
        pairs = {(frozenset(slot.pair[0]), frozenset(slot.make)) for slot in slots}
        near = [n for n, s in enumerate(seeds) if (_names(s.given), _names(s.made)) in pairs]
        chosen = dice.sample(near, min(len(near), (wanted + 1) // 2))
        others = [number for number in range(len(seeds)) if number not in chosen]
        chosen += dice.sample(others, min(len(others), wanted - len(chosen)))
        dice.shuffle(chosen)
        return tuple(chosen)

    def _styles(self, slots: Sequence[Slot], dice: random.Random) -> dict[str, tuple[str, ...]]:
        tasks = sorted({task for slot in slots for task in slot.make})
        known = {task: self._references.get(Modality(task)) or () for task in tasks}
        count = self._settings.references_shown
        return {
            task: tuple(text for _, text in dice.sample(list(texts), min(count, len(texts))))
            for task, texts in known.items()
            if texts
        }


def read_sources(
    settings: GenerationSettings, sources: Iterable[CaptionSource], *, only_present: bool = False
) -> tuple[dict[Modality, list[tuple[str, str]]], int]:
    """The captions of files, `captions_kept` of each drawn evenly, with paths relative to the media folder.

    With `only_present`, captions of media that are not there are left out; the second value is how many.
    Raises AppError(INPUT) naming file and line, or a file of which no medium is there.
    """
    found: dict[Modality, list[tuple[str, str]]] = {}
    absent = 0
    for number, source in enumerate(sources):
        dice = random.Random(f"{settings.seed}:{number}")
        drawn: list[tuple[str, str]] = []
        modality, position, lost = None, 0, ""
        for caption in read_captions(source.format, source.file, source.name_of):
            place = source.media / caption.media
            if only_present and not (settings.media / place).is_file():
                absent, lost = absent + 1, str(settings.media / place)
                continue
            modality, entry = caption.modality, (place.as_posix(), caption.text)
            if position < settings.captions_kept:
                drawn.append(entry)
            elif (chosen := dice.randint(0, position)) < settings.captions_kept:
                drawn[chosen] = entry
            position += 1
        if lost and not drawn:
            title = f"Of {source.file.name} not one medium is there"
            hint = "Check `media` and `name_of`, or set `only_present = false` to ask about them all the same."
            raise AppError(title, f"For example {lost}", hint, ErrorKind.INPUT)
        if modality is not None:
            found.setdefault(modality, []).extend(drawn)
    return found, absent


def _subsets(modalities: Sequence[Modality], least: int) -> list[Combination]:
    names = [modality.value for modality in modalities]
    return [subset for size in range(least, len(names) + 1) for subset in combinations(names, size)]


def _names(modalities: frozenset[Modality]) -> frozenset[str]:
    return frozenset(modality.value for modality in modalities)
