"""One instruction's way from drop to artifacts: a frozen value, folded from its events by one pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from modaverse_desktop.core import events
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import ConversionEvent
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality


class State(Enum):
    """Where a conversion stands; see the diagram in the design notes."""

    QUEUED = "queued"
    INTERPRETING = "interpreting"
    PROPOSED = "proposed"
    APPROVED = "approved"
    GENERATING = "generating"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def terminal(self) -> bool:
        """Whether nothing can happen any more."""
        return self in (State.DONE, State.CANCELLED, State.FAILED)


class WrongState(ValueError):
    """An event came that the conversion's state does not allow: a mistake in the program, not of the user."""


@dataclass(frozen=True)
class Conversion:
    """What is known about one conversion. `proposal` is the model's own, `invocations` the user's edit of it."""

    id: str
    instruction: str
    media: tuple[Media, ...]
    stack: str
    seed: int = 0
    state: State = State.QUEUED
    meta_response: str = ""
    proposal: tuple[Invocation, ...] = ()
    invocations: tuple[Invocation, ...] = ()
    unread: tuple[str, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    step: str = ""
    fraction: float | None = None
    running: int | None = None
    """Position of the invocation that is being generated."""
    error: AppError | None = None
    interpret_seconds: float = 0.0
    generate_seconds: float = 0.0
    batch: str = ""
    """The same for all conversions of one instruction over many files; empty for one that stands alone."""

    @property
    def edited(self) -> bool:
        """Whether the user's invocations differ from the model's."""
        return self.invocations != self.proposal


def advance(conversion: Conversion, event: ConversionEvent) -> Conversion:
    """The conversion after `event`.

    Raises:
        WrongState: the state does not allow this event, it belongs to another conversion, it approves nothing, or it
            names an invocation that is not there. What was cancelled refuses the events that were still on their way.
    """
    if event.conversion != conversion.id:
        raise WrongState(f"event of {event.conversion} sent to {conversion.id}")
    if conversion.state.terminal:
        raise WrongState(f"{type(event).__name__} after {conversion.state.value}")
    if not _allowed(conversion.state, event):
        raise WrongState(f"{type(event).__name__} while {conversion.state.value}")
    _check_invocation(conversion, event)
    return _apply(conversion, event)


_ANY = frozenset(state for state in State if not state.terminal)
_ALLOWED: dict[type[ConversionEvent], frozenset[State]] = {
    events.Started: frozenset({State.QUEUED}),
    events.Progress: frozenset({State.QUEUED, State.INTERPRETING, State.APPROVED, State.GENERATING}),
    events.Streamed: frozenset({State.INTERPRETING}),
    events.Proposed: frozenset({State.INTERPRETING}),
    events.Edited: frozenset({State.PROPOSED}),
    events.AskedAgain: frozenset({State.PROPOSED}),
    events.Approved: frozenset({State.PROPOSED}),
    events.GenerationStarted: frozenset({State.APPROVED, State.GENERATING}),
    events.ArtifactReady: frozenset({State.APPROVED, State.GENERATING}),  # a text needs no generator
    events.Finished: frozenset({State.APPROVED, State.GENERATING}),
    events.Cancelled: _ANY,
    events.Failed: _ANY,
}


def _allowed(state: State, event: ConversionEvent) -> bool:
    return state in _ALLOWED[type(event)]


def _check_invocation(conversion: Conversion, event: ConversionEvent) -> None:
    match event:
        case events.Approved() if not conversion.invocations:
            raise WrongState("nothing to approve")
        case events.GenerationStarted(invocation=position):
            pass
        case events.ArtifactReady(artifact=artifact):
            position = artifact.invocation
        case _:
            return
    if position not in range(len(conversion.invocations)):
        raise WrongState(f"there is no invocation {position}")


def _apply(conversion: Conversion, event: ConversionEvent) -> Conversion:  # noqa: C901 - one case an event
    match event:
        case events.Started():
            return replace(conversion, state=State.INTERPRETING, step="", fraction=None)
        case events.Progress(step=step, fraction=fraction):
            return replace(conversion, step=step, fraction=fraction)
        case events.Streamed(text=text):
            return replace(conversion, meta_response=text)
        case events.Proposed():
            return replace(
                conversion,
                state=State.PROPOSED,
                meta_response=event.meta_response,
                proposal=event.invocations,
                invocations=event.invocations,
                unread=event.unread,
                interpret_seconds=event.seconds,
                step="",
                fraction=None,
            )
        case events.Edited(invocations=invocations):
            return replace(conversion, invocations=invocations)
        case events.AskedAgain(seed=seed):
            return replace(
                conversion,
                state=State.QUEUED,
                seed=seed,
                meta_response="",
                proposal=(),
                invocations=(),
                unread=(),
                interpret_seconds=0.0,
            )
        case events.Approved():
            return replace(conversion, state=State.APPROVED)
        case events.GenerationStarted(invocation=position):
            return replace(conversion, state=State.GENERATING, running=position, step="", fraction=None)
        case events.ArtifactReady(artifact=artifact):
            return replace(conversion, artifacts=(*conversion.artifacts, artifact))
        case events.Finished(seconds=seconds):
            return _end(conversion, State.DONE, generate_seconds=seconds)
        case events.Cancelled():
            return _end(conversion, State.CANCELLED)
        case events.Failed(error=error):  # pragma: no branch - there is no other event
            return _end(conversion, State.FAILED, error=error)


def _end(
    conversion: Conversion, state: State, *, error: AppError | None = None, generate_seconds: float = 0.0
) -> Conversion:
    return replace(
        conversion, state=state, error=error, generate_seconds=generate_seconds, running=None, step="", fraction=None
    )


def interrupted(conversion: Conversion) -> Conversion:
    """What is left of a conversion when everything stopped under it: all but the step that was running."""
    idle = replace(conversion, step="", fraction=None, running=None)
    match conversion.state:
        case State.INTERPRETING:
            return replace(idle, state=State.QUEUED, meta_response="")
        case State.GENERATING:
            return replace(idle, state=State.APPROVED)
        case _:
            return idle


def still_to_make(conversion: Conversion) -> int:
    """Position of the first invocation without an artifact; the number of invocations if each has one."""
    made = {artifact.invocation for artifact in conversion.artifacts}
    positions = range(len(conversion.invocations))
    return next((position for position in positions if position not in made), len(conversion.invocations))


def answers(conversion: Conversion) -> tuple[str, ...]:
    """The text answers of the invocations as they stand, in order: fulfilled before any generator runs."""
    return tuple(invocation.prompt for invocation in conversion.invocations if invocation.task is Modality.TEXT)
