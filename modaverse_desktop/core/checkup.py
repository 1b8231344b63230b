"""What the checkpoint doctor found out about a pack, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Health(Enum):
    """Of one thing that was looked at."""

    GOOD = "good"
    BAD = "bad"
    SKIPPED = "skipped"
    """Not looked at, because something before it was bad, or there is nothing to look at."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what was found, as a sentence."""

    about: str
    health: Health
    words: str


@dataclass(frozen=True)
class Checkup:
    """All findings about the pack `id`."""

    id: str
    findings: tuple[Finding, ...]
    seconds: float = 0.0

    @property
    def is_healthy(self) -> bool:
        """Whether nothing bad was found."""
        return all(finding.health is not Health.BAD for finding in self.findings)

    def to_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        findings = [{"about": each.about, "health": each.health.value, "words": each.words} for each in self.findings]
        return {"id": self.id, "healthy": self.is_healthy, "findings": findings, "seconds": round(self.seconds, 2)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Checkup:
        """The inverse of `to_dict`. Raises KeyError, TypeError or ValueError."""
        rows: Sequence[Mapping[str, str]] = data["findings"]
        findings = tuple(Finding(row["about"], Health(row["health"]), row["words"]) for row in rows)
        return cls(str(data["id"]), findings, float(data["seconds"]))
