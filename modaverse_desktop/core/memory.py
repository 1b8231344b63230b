"""What the engine's models may take together, and which of them are in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Memory:
    """As the engine says after each request that changed it."""

    budget_mb: int
    on_gpu: bool = False
    is_limit: bool = False
    """The user set the budget: it is kept."""
    held: Mapping[str, int] = field(default_factory=dict[str, int])
    """What is in memory, in MB by name, the one to leave first in front."""
    can_quantise: bool = False
    """The optional packages for 8-bit and 4-bit are installed."""
    device: str = ""
