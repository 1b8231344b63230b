"""Are the generated sounds what they should be? An encoder that had no part in making them decides, kind by kind.

Every kind gets the mean embedding of real clips; a generated sound is taken for the kind whose mean is nearest (cosine,
every dimension at mean 0 and deviation 1). Clips that the means were not made of say how good the judge itself is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NEAR = 3
"""So many guesses count as near."""


@dataclass(frozen=True)
class Guess:
    """What a sound should be and the kinds that it was taken for, the most likely first."""

    kind: str
    taken_for: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the first guess is the kind."""
        return self.taken_for[0] == self.kind


class Judge:
    """Nearest mean, from embeddings of real clips (kinds, clips, dimensions)."""

    def __init__(self, names: Sequence[str], embeddings: NDArray[np.float32]) -> None:
        flat = embeddings.reshape(-1, embeddings.shape[-1])
        self._names = tuple(names)
        self._mean, self._spread = flat.mean(0), flat.std(0) + 1e-6
        self._centres = _unit(self._scaled(embeddings).mean(1))

    def guess(self, kind: str, embedding: NDArray[np.float32]) -> Guess:
        """The `NEAR` likeliest kinds of an embedding (dimensions,)."""
        likeness = self._centres @ _unit(self._scaled(embedding))
        return Guess(kind, tuple(self._names[place] for place in np.argsort(-likeness)[:NEAR]))

    def _scaled(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        return (embeddings - self._mean) / self._spread


def shares(guesses: Sequence[Guess]) -> dict[str, float]:
    """How many first guesses are right, and how many of the first `NEAR`."""
    near = [guess.kind in guess.taken_for for guess in guesses]
    return {"right": float(np.mean([guess.right for guess in guesses])), "near": float(np.mean(near))}


def write_verdict(
    path: Path, real: Sequence[Guess], made: Sequence[Guess], sheet: Sequence[Guess], about: dict[str, str]
) -> None:
    """Everything that was guessed, as JSON: all of it is said, also what is wrong."""
    kinds = sorted({guess.kind for guess in made})
    recognised = {kind: [guess.right for guess in made if guess.kind == kind] for kind in kinds}
    content = {
        **about,
        "real_clips_kept_apart": shares(real),
        "generated": shares(made),
        "sheet": {guess.kind: guess.taken_for for guess in sheet},
        "never_recognised": [kind for kind in kinds if not any(recognised[kind])],
        "guesses": [asdict(guess) for guess in made],
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True).clip(min=1e-9)
