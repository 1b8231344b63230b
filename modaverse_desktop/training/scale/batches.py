"""Which samples make up a step: of like length, within a number of positions, decided by seed and step alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Batches:
    """The batches of an epoch over samples of `lengths` (N,). Eight bytes a sample, and a few a batch."""

    def __init__(self, lengths: NDArray[np.int32], tokens: int, samples: int, pool: int, seed: tuple[int, int]) -> None:
        """At most `tokens` positions a batch, padding counted, and `samples` samples (0: no limit); `pool` samples are
        sorted by length at a time. `seed`: of the run, and the epoch."""
        dice = np.random.default_rng(seed)
        order = dice.permutation(len(lengths)).astype(np.int32)
        cuts: list[NDArray[np.int64]] = []
        for start in range(0, len(order), pool):
            part = order[start : start + pool]
            part[:] = part[np.argsort(lengths[part], kind="stable")]
            cuts.append(start + _cuts(lengths[part], tokens, samples))
        self._order = order
        self._starts = np.concatenate(cuts) if cuts else np.zeros(0, np.int64)
        self._ends = np.append(self._starts[1:], len(order))
        self._turn = dice.permutation(len(self._starts))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> list[int]:
        """The samples of a batch, by number."""
        which = int(self._turn[number])
        return self._order[int(self._starts[which]) : int(self._ends[which])].tolist()


def _cuts(lengths: NDArray[np.int32], tokens: int, samples: int) -> NDArray[np.int64]:
    """Where batches begin among samples sorted by length."""
    starts, count = [0], 0
    for position, length in enumerate(lengths.tolist()):
        if count and (length * (count + 1) > tokens or (samples and count == samples)):
            starts.append(position)
            count = 0
        count += 1
    return np.array(starts, np.int64)
