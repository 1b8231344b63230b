"""One instruction's way from drop to artifacts: a frozen value, folded from its events by one pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from modaverse_desktop.core import events
from modaverse_desktop.core.chaining import with_result, with_sources, without_lost
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import ConversionEvent
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
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
    settled: int = 0
    """How many invocations, the first ones, were approved and dealt with earlier: they cannot be edited any more."""
    left_out: int = 0
    """How many invocations, the last ones, the user has not approved yet; they are a proposal again when the others
    are made. Always 0 while it is a proposal."""

    @property
    def edited(self) -> bool:
        """Whether the user's invocations differ from the model's; approving some of them first is no difference."""
        if not self.settled and not self.left_out:
            return self.invocations != self.proposal
        left = list(self.proposal)
        for invocation in self.invocations:
            if invocation not in left:
                return True
            left.remove(invocation)
        return bool(left)

    @property
    def approved(self) -> range:
        """Positions of the invocations that are being made, or wait for it."""
        return range(self.settled, len(self.invocations) - self.left_out)


def advance(conversion: Conversion, event: ConversionEvent) -> Conversion:
    """The conversion after `event`.

    Raises:
        WrongState: the state does not allow this event, it belongs to another conversion, it approves nothing, it
            names an invocation that is not there, or changes one that was approved. What was cancelled refuses the
            events that were still on their way.
    """
    if event.conversion != conversion.id:
        raise WrongState(f"event of {event.conversion} sent to {conversion.id}")
    if conversion.state.terminal:
        raise WrongState(f"{type(event).__name__} after {conversion.state.value}")
    if not _allowed(conversion.state, event):
        raise WrongState(f"{type(event).__name__} while {conversion.state.value}")
    _check_invocations(conversion, event)
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


def _check_invocations(conversion: Conversion, event: ConversionEvent) -> None:
    match event:
        case events.Approved(positions=positions):
            _check_approval(conversion, positions)
        case events.Edited(invocations=invocations):
            if invocations[: conversion.settled] != conversion.invocations[: conversion.settled]:
                raise WrongState("what was approved cannot be edited")
        case events.AskedAgain():
            if conversion.settled:
                raise WrongState("what was approved cannot be asked again")
        case events.GenerationStarted(invocation=position):
            _check_position(conversion, position)
        case events.ArtifactReady(artifact=artifact):
            _check_position(conversion, artifact.invocation)
        case _:
            pass


def _check_approval(conversion: Conversion, positions: tuple[int, ...] | None) -> None:
    open_ones = range(conversion.settled, len(conversion.invocations))
    if not (open_ones if positions is None else positions):
        raise WrongState("nothing to approve")
    for position in positions or ():
        if position not in open_ones:
            raise WrongState(f"there is no invocation {position} to approve")


def _check_position(conversion: Conversion, position: int) -> None:
    if position not in conversion.approved:
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
        case events.Approved(positions=positions):
            return _approve(conversion, positions)
        case events.GenerationStarted(invocation=position):
            return replace(conversion, state=State.GENERATING, running=position, step="", fraction=None)
        case events.ArtifactReady(artifact=artifact):
            return _with_artifact(conversion, artifact)
        case events.Finished(seconds=seconds):
            done = replace(conversion, generate_seconds=conversion.generate_seconds + seconds)
            return _propose_rest(done) if conversion.left_out else _end(done, State.DONE)
        case events.Cancelled():
            return _end(conversion, State.CANCELLED)
        case events.Failed(error=error):  # pragma: no branch - there is no other event
            failed = replace(conversion, error=error)
            return _propose_rest(_offer_again(failed)) if conversion.left_out else _end(failed, State.FAILED)


def _end(conversion: Conversion, state: State) -> Conversion:
    return replace(conversion, state=state, running=None, step="", fraction=None)


def _approve(conversion: Conversion, positions: tuple[int, ...] | None) -> Conversion:
    """Those at `positions`, and what they wait for, go before the rest, in their order: so no artifact's position ever
    changes."""
    open_ones = range(conversion.settled, len(conversion.invocations))
    chosen = with_sources(conversion.invocations, open_ones if positions is None else positions, conversion.settled)
    order = [*range(conversion.settled), *sorted(chosen), *(place for place in open_ones if place not in chosen)]
    return replace(
        conversion,
        state=State.APPROVED,
        invocations=without_lost([conversion.invocations[place] for place in order], conversion.settled),
        left_out=len(open_ones) - len(chosen),
        error=None,
    )


def _with_artifact(conversion: Conversion, artifact: Artifact) -> Conversion:
    """What waited for its file starts from it."""
    plan = conversion.invocations
    if artifact.path is not None:
        plan = with_result(plan, artifact.invocation, len(files_of(conversion)))
    return replace(conversion, artifacts=(*conversion.artifacts, artifact), invocations=plan)


def _propose_rest(conversion: Conversion) -> Conversion:
    """What was approved is dealt with; what was left out waits for the user."""
    settled = len(conversion.invocations) - conversion.left_out
    return _end(replace(conversion, settled=settled, left_out=0), State.PROPOSED)


def _offer_again(conversion: Conversion) -> Conversion:
    """What was approved and could not be made is left out now, so that it can be approved once more.

    One that stands before an artifact keeps its place, empty, and is left out as a copy.
    """
    approved = conversion.approved
    made = {artifact.invocation for artifact in conversion.artifacts if artifact.invocation in approved}
    last = max(made, default=conversion.settled - 1)
    failed = [conversion.invocations[place] for place in range(conversion.settled, last + 1) if place not in made]
    rest = conversion.invocations[last + 1 :]
    invocations = (*conversion.invocations[: last + 1], *failed, *rest)
    return replace(conversion, invocations=invocations, left_out=len(failed) + len(rest))


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
    """Position of the first approved invocation that lacks artifacts; where the approved ones end if none does."""
    lacking = (place for place in conversion.approved if not is_made(conversion, place))
    return next(lacking, conversion.approved.stop)


def how_many_made(conversion: Conversion, position: int) -> int:
    """How many artifacts the invocation at `position` has."""
    return sum(artifact.invocation == position for artifact in conversion.artifacts)


def is_made(conversion: Conversion, position: int) -> bool:
    """Whether the invocation at `position` has all its artifacts."""
    return how_many_made(conversion, position) >= count_of(conversion.invocations[position])


def made_files(conversion: Conversion) -> tuple[Media, ...]:
    """The artifacts that are files, in the order in which they were made: none ever changes its place."""
    return tuple(Media(each.path, each.task) for each in conversion.artifacts if each.path is not None)


def files_of(conversion: Conversion) -> tuple[Media, ...]:
    """What invocations can start from, as `Invocation.inputs` counts: the media, then what was made of them so far."""
    return (*conversion.media, *made_files(conversion))


def started_from(conversion: Conversion) -> tuple[Media, ...]:
    """The media, and of what it made as much as its invocations start from: what another one needs to do the same."""
    last = max((place for each in conversion.invocations for place in each.inputs), default=-1)
    return files_of(conversion)[: max(len(conversion.media), last + 1)]


def answers(conversion: Conversion) -> tuple[str, ...]:
    """The text answers of the invocations as they stand, in order: fulfilled before any generator runs."""
    return tuple(invocation.prompt for invocation in conversion.invocations if invocation.task is Modality.TEXT)
