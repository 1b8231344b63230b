"""Reading through `StaticSteps`: the next step is begun with the likeliest token while the last one is looked at."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

from modaverse_desktop.engine.reading import joined
from modaverse_desktop.engine.static_steps import StaticSteps

_CHUNK = 512
_ONE_BY_ONE = 4
"""So many tokens are quicker one after the other than in one run without a graph."""


class StaticReader:
    """A `Reader` of at most `room` tokens after the prompt. `foresees`: the likeliest token is nearly always the next.

    A step that was begun with another token than came is forgotten.
    """

    def __init__(
        self, steps: StaticSteps, inputs_embeds: Tensor, check: Callable[[], None], room: int, *, foresees: bool
    ) -> None:
        self._steps = steps
        self._check = check
        self._foresees = foresees
        self._embeds: Tensor | None = inputs_embeds
        self._ids: list[int] = []
        self._read = 0
        """Positions that are certain."""
        self._guess: int | None = None
        """The token of the step that was begun ahead."""
        steps.begin(inputs_embeds.shape[1] + room + 1)

    def put(self, *tokens: int) -> None:
        """See `Reader`."""
        self._ids.extend(tokens)

    def logits(self) -> Tensor:
        """See `Reader`."""
        self._check()
        if self._guess is not None and self._ids == [self._guess]:
            self._read += 1
        else:
            if self._guess is not None:
                self._steps.rewind(self._read)
            self._go_on()
        self._embeds, self._ids, self._guess = None, [], None
        wait = self._steps.fetch()
        ahead = self._foresees and self._read + 1 < self._steps.length
        if ahead:
            self._steps.step()
        logits, likeliest = wait()
        self._guess = likeliest if ahead else None
        return logits

    def _go_on(self) -> None:
        """Read what was put, from the position that is certain."""
        count = len(self._ids) + (0 if self._embeds is None else self._embeds.shape[1])
        if self._read + count > self._steps.length:
            raise RuntimeError(f"there is no room for {self._read + count} positions")  # CUDA would not say it so well
        if self._embeds is None and 0 < count <= _ONE_BY_ONE:
            for token in self._ids:
                self._steps.step(token)
        else:
            self._go_on_at_once()
        self._read += count

    def _go_on_at_once(self) -> None:
        at = self._read
        for chunk in joined(self._steps.model, self._embeds, self._ids).split(_CHUNK, dim=1):
            if at > self._read:
                self._check()
            self._steps.read(chunk, at)
            at += chunk.shape[1]
