"""How a training on the user's own examples stands: a frozen value, folded from the process's events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality


class Phase(Enum):
    """Where it is. `COMPARED` waits for the user to keep or discard what was learned."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    COMPARED = "compared"
    FAILED = "failed"


@dataclass(frozen=True)
class Compared:
    """One question that was kept back, with both answers."""

    instruction: str
    media: tuple[str, ...]
    wanted: tuple[Invocation, ...]
    before: tuple[Invocation, ...]
    after: tuple[Invocation, ...]
    before_right: bool
    after_right: bool
    """Whether the kinds of output are the wanted ones, in order."""

    @property
    def before_exact(self) -> bool:
        """Whether the model wanted the same, word for word, before it learned."""
        return _plain(self.before) == _plain(self.wanted)

    @property
    def after_exact(self) -> bool:
        """The same afterwards."""
        return _plain(self.after) == _plain(self.wanted)


@dataclass(frozen=True)
class Standing:
    """`losses` are (step, loss); `began` and `now` are seconds of one clock, at the first and the last step seen."""

    phase: Phase = Phase.IDLE
    words: str = ""
    done: int = 0
    total: int = 0
    losses: tuple[tuple[int, float], ...] = ()
    steps: int = 0
    began: float | None = None
    began_at: int = 0
    now: float = 0.0
    rows: tuple[Compared, ...] = ()
    error: AppError | None = None

    @property
    def fraction(self) -> float | None:
        """Of the steps; None while it prepares."""
        return self.losses[-1][0] / self.steps if self.losses and self.steps else None

    @property
    def seconds_left(self) -> float | None:
        """By the speed since it began or went on; None until that is known."""
        if self.began is None or not self.losses or not self.steps:
            return None
        taken = self.losses[-1][0] - self.began_at
        return (self.now - self.began) / taken * (self.steps - self.losses[-1][0]) if taken > 0 else None


def advance(standing: Standing, event: Mapping[str, Any], now: float) -> Standing:
    """What an event of the process makes of it; what is not understood changes nothing."""
    match event:
        case {"event": "step", "step": str(words), "done": int(done), "total": int(total)}:
            return replace(standing, words=words, done=done, total=total)
        case {"event": "progress", "step": int(step), "steps": int(steps), "loss": float(loss)}:
            kept = tuple(each for each in standing.losses if each[0] < step)
            first = standing.began is None
            return replace(
                standing,
                words="",
                losses=(*kept, (step, loss)),
                steps=steps,
                began=now if first else standing.began,
                began_at=step if first else standing.began_at,
                now=now,
            )
        case {"event": "compared", "rows": list(rows)}:
            return replace(standing, phase=Phase.COMPARED, words="", rows=tuple(_row(row) for row in rows))
        case {"error": dict(error)}:
            return replace(standing, error=AppError.from_dict(error))
        case _:
            return standing


def rows_of(data: Any) -> tuple[Compared, ...]:
    """What the process wrote down. Raises KeyError, TypeError or ValueError if it is something else."""
    return tuple(_row(row) for row in data)


def _plain(plan: tuple[Invocation, ...]) -> list[tuple[Modality, str]]:
    """Case, and a full stop at the end, make no difference."""
    return [(one.task, one.prompt.casefold().strip().rstrip(".")) for one in plan]


def _row(row: Mapping[str, Any]) -> Compared:
    return Compared(
        str(row["instruction"]),
        tuple(str(path) for path in row["media"]),
        *(
            tuple(Invocation(Modality(task), prompt) for task, prompt in row[key])
            for key in ("wanted", "before", "after")
        ),
        before_right=bool(row["before_right"]),
        after_right=bool(row["after_right"]),
    )
