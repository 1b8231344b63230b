"""Which samples make up a batch, epoch after epoch: decided by the seed, looked up by position."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol


class Plan(Protocol):
    """The batches of an epoch."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> list[int]: ...


class Epochs:
    """The batches of all epochs as one endless row. Their number depends on the epoch: each is planned once, in order,
    and the newest plan is kept."""

    def __init__(self, plan: Callable[[int], Plan]) -> None:
        self._plan = plan
        self._ends = [0]
        """How many batches there are before each epoch."""
        self._epoch, self._kept = -1, _NOTHING

    def __getitem__(self, position: int) -> list[int]:
        """The samples of a batch, by number."""
        while position >= self._ends[-1]:
            self._ends.append(self._ends[-1] + len(self.plan(len(self._ends) - 1)))
        epoch = bisect_right(self._ends, position) - 1
        return self.plan(epoch)[position - self._ends[epoch]]

    def plan(self, epoch: int) -> Plan:
        """The batches of one epoch."""
        if epoch != self._epoch:
            self._epoch, self._kept = epoch, self._plan(epoch)
        return self._kept


_NOTHING: Plan = []


def plan_batches(lengths: Sequence[int], tokens: int, pool: int, seed: tuple[int, int]) -> list[list[int]]:
    """All samples once, in batches of like length with at most `tokens` positions each, decided by `seed`."""
    dice = random.Random(f"{seed[0]}:{seed[1]}")
    order = list(range(len(lengths)))
    dice.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), pool):
        batches += _cut(sorted(order[start : start + pool], key=lambda index: lengths[index]), lengths, tokens)
    dice.shuffle(batches)
    return batches


def _cut(ordered: Sequence[int], lengths: Sequence[int], tokens: int) -> list[list[int]]:
    batches: list[list[int]] = []
    current: list[int] = []
    for index in ordered:
        if current and lengths[index] * (len(current) + 1) > tokens:
            batches.append(current)
            current = []
        current.append(index)
    return [*batches, current] if current else batches
