"""What comes up: everything that can happen to the engine or to a conversion."""

from __future__ import annotations

from dataclasses import dataclass

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.memory import Memory


@dataclass(frozen=True)
class EngineReady:
    """The engine has loaded `stack` and can interpret at once."""

    stack: str
    device: str
    seconds: float


@dataclass(frozen=True)
class EngineProgress:
    """What the engine is doing outside any conversion (starting, loading); `fraction` is 0 to 1, or None if unknown."""

    step: str
    fraction: float | None = None


@dataclass(frozen=True)
class MemoryTold:
    """What models may take together, and which are in memory now; after each request that changed it."""

    memory: Memory


@dataclass(frozen=True)
class EngineFailed:
    """The engine could not start, or died; a later request starts it again."""

    error: AppError


@dataclass(frozen=True)
class Started:
    """The model began to read the instruction and the media."""

    conversion: str


@dataclass(frozen=True)
class Progress:
    """What happens now, in words; `fraction` is 0 to 1 of the running step, or None if unknown."""

    conversion: str
    step: str
    fraction: float | None = None


@dataclass(frozen=True)
class Streamed:
    """More of the meta-response was written; `text` is the whole of it so far."""

    conversion: str
    text: str


@dataclass(frozen=True)
class Proposed:
    """The meta-response is complete. `unread` names what could not be understood in it."""

    conversion: str
    meta_response: str
    invocations: tuple[Invocation, ...]
    unread: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Edited:
    """The user changed the proposal; the model's own stays beside it."""

    conversion: str
    invocations: tuple[Invocation, ...]


@dataclass(frozen=True)
class AskedAgain:
    """The user wants another proposal; the conversion waits for the model again."""

    conversion: str
    seed: int


@dataclass(frozen=True)
class Approved:
    """The user approved the invocations at these `positions` as they stand; all that are left with None."""

    conversion: str
    positions: tuple[int, ...] | None = None


@dataclass(frozen=True)
class GenerationStarted:
    """The engine began to run the invocation at this position."""

    conversion: str
    invocation: int


@dataclass(frozen=True)
class ArtifactReady:
    """An artifact is complete: its file exists under its final name."""

    conversion: str
    artifact: Artifact


@dataclass(frozen=True)
class Finished:
    """Every approved invocation has its artifacts. Terminal, unless the user left some out when approving."""

    conversion: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Cancelled:
    """Terminal: the user stopped it; artifacts made so far stay."""

    conversion: str


@dataclass(frozen=True)
class Failed:
    """It could not go on; artifacts made so far stay. Terminal, unless the user left some out when approving."""

    conversion: str
    error: AppError


EngineEvent = EngineReady | EngineProgress | EngineFailed
ConversionEvent = (
    Started
    | Progress
    | Streamed
    | Proposed
    | Edited
    | AskedAgain
    | Approved
    | GenerationStarted
    | ArtifactReady
    | Finished
    | Cancelled
    | Failed
)
Event = EngineEvent | MemoryTold | ConversionEvent
