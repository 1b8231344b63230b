"""The shape of a benchmark, and of what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Finding:
    """One number. `limit` is what the design promises: the number must not be above it (with `at_least`, below it)."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; None where there is none."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


class Benchmark(Protocol):
    """Prepared, run and cleared away, in this order; `clear` always."""

    name: str

    def prepare(self) -> None:
        """What must be there before the clock starts."""
        ...

    def run(self) -> list[Finding]:
        """Measure."""
        ...

    def clear(self) -> None:
        """End what was started."""
        ...
