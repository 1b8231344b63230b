"""Are the generated sounds what they should be? Two judges that had no part in making them decide, kind by kind.

One takes a sound for the kind whose real clips it is nearest to: every kind gets the mean embedding of real clips
(cosine, every dimension at mean 0 and deviation 1). The other one gives it the most likely of the sound encoder's
names, of which some are right for a kind. What both say of clips that the means were not made of shows how good they
are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NEAR = 3
"""So many guesses count as near."""


@dataclass(frozen=True)
class Guess:
    """What a sound was taken for, the most likely first, and the `names` that are right for it."""

    taken_for: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the first guess is right."""
        return self.taken_for[0] in self.names

    @property
    def near(self) -> bool:
        """Whether any guess is right."""
        return not set(self.taken_for).isdisjoint(self.names)


@dataclass(frozen=True)
class Judged:
    """What a sound of a kind was taken for, by the nearest mean and by the names."""

    kind: str
    mean: Guess
    name: Guess


class Judge:
    """Nearest mean, from embeddings of real clips (kinds, clips, dimensions)."""

    def __init__(self, names: Sequence[str], embeddings: NDArray[np.float32]) -> None:
        flat = embeddings.reshape(-1, embeddings.shape[-1])
        self._names = tuple(names)
        self._mean, self._spread = flat.mean(0), flat.std(0) + 1e-6
        self._centres = _unit(self._scaled(embeddings).mean(1))

    def guess(self, kind: str, embedding: NDArray[np.float32]) -> Guess:
        """The `NEAR` likeliest kinds of an embedding (dimensions,)."""
        return likeliest(self._names, self._centres @ _unit(self._scaled(embedding)), (kind,))

    def _scaled(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        return (embeddings - self._mean) / self._spread


def likeliest(names: Sequence[str], likeness: NDArray[np.float32], right: Sequence[str]) -> Guess:
    """The `NEAR` names with the greatest likeness (names,)."""
    return Guess(tuple(names[place] for place in np.argsort(-likeness)[:NEAR]), tuple(right))


def shares(guesses: Sequence[Guess]) -> dict[str, float]:
    """How many first guesses are right, and how many of the first `NEAR`."""
    return {
        "right": round(float(np.mean([guess.right for guess in guesses])), 3),
        "near": round(float(np.mean([guess.near for guess in guesses])), 3),
    }


def write_verdict(
    path: Path, real: Sequence[Judged], made: Sequence[Judged], sheet: Sequence[Judged], about: dict[str, str]
) -> None:
    """Everything that was guessed, as JSON: all of it is said, also what is wrong."""
    content: dict[str, object] = dict(about)
    for name, sounds in (("real_clips", real), ("generated", made), ("sheet", sheet)):
        by_mean, by_name = [each.mean for each in sounds], [each.name for each in sounds]
        content[name] = {"by_mean": shares(by_mean), "by_name": shares(by_name)}
    right = {kind: [each for each in made if each.kind == kind] for kind in sorted({each.kind for each in made})}
    content["never_right"] = {
        "by_mean": [kind for kind, sounds in right.items() if not any(each.mean.right for each in sounds)],
        "by_name": [kind for kind, sounds in right.items() if not any(each.name.right for each in sounds)],
    }
    for name, sounds in (("sheet_sounds", sheet), ("generated_sounds", made), ("real_sounds", real)):
        content[name] = [_row(each) for each in sounds]
    text = json.dumps(content, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _row(judged: Judged) -> str:
    """One line: a sound, whether each judge is right (+) or not (-), and the guesses."""
    mean, name = (f"{'+' if guess.right else '-'} {', '.join(guess.taken_for)}" for guess in (judged.mean, judged.name))
    return f"{judged.kind} | {mean} | {name}"


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True).clip(min=1e-9)
