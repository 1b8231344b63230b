"""A conversion is what you get by folding its events."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.conversion import (
    Conversion,
    State,
    WrongState,
    advance,
    answers,
    interrupted,
    still_to_make,
)
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import (
    Approved,
    ArtifactReady,
    AskedAgain,
    Cancelled,
    ConversionEvent,
    Edited,
    Failed,
    Finished,
    GenerationStarted,
    Progress,
    Proposed,
    Started,
    Streamed,
)
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality

NEW = Conversion("c", "Make an icon of this", (), "starter")
CAT = Invocation(Modality.IMAGE, "a cat")
ANSWER = Invocation(Modality.TEXT, "It is a cat.")
PICTURE = Artifact(Modality.IMAGE, 0, path=Path("cat.png"), seed=7)
OUCH = AppError("The engine died")

to_interpreting: tuple[ConversionEvent, ...] = (Started("c"), Progress("c", "looking", 0.5), Streamed("c", "Modality"))
to_proposed = (*to_interpreting, Proposed("c", "Modality: [IMAGE]", (CAT, ANSWER), ("odd",), 1.5))
to_approved = (*to_proposed, Approved("c"))
to_generating = (*to_approved, GenerationStarted("c", 0), Progress("c", "drawing", 0.25))
to_artifact = (*to_generating, ArtifactReady("c", PICTURE))
WAYS: dict[State, tuple[ConversionEvent, ...]] = {
    State.QUEUED: (),
    State.INTERPRETING: to_interpreting,
    State.PROPOSED: to_proposed,
    State.APPROVED: to_approved,
    State.GENERATING: to_generating,
    State.DONE: (*to_artifact, Finished("c", 2.5)),
    State.CANCELLED: (*to_artifact, Cancelled("c")),
    State.FAILED: (*to_artifact, Failed("c", OUCH)),
}
EVENTS: tuple[ConversionEvent, ...] = (
    Started("c"),
    Progress("c", "drawing", 0.5),
    Streamed("c", "Mod"),
    Proposed("c", "Modality", (CAT,)),
    Edited("c", (ANSWER, CAT)),
    AskedAgain("c", 5),
    Approved("c"),
    GenerationStarted("c", 0),
    ArtifactReady("c", PICTURE),
    Finished("c"),
    Cancelled("c"),
    Failed("c", OUCH),
)


def folded(events: tuple[ConversionEvent, ...]) -> Conversion:
    return reduce(advance, events, NEW)


@pytest.mark.parametrize("state", State)
def test_each_state_can_be_reached(state: State) -> None:
    assert folded(WAYS[state]).state is state
    assert state.terminal == (state.value in ("done", "cancelled", "failed"))


ALLOWED = {
    State.QUEUED: {Started, Progress, Cancelled, Failed},
    State.INTERPRETING: {Progress, Streamed, Proposed, Cancelled, Failed},
    State.PROPOSED: {Edited, AskedAgain, Approved, Cancelled, Failed},
    State.APPROVED: {Progress, GenerationStarted, ArtifactReady, Finished, Cancelled, Failed},
    State.GENERATING: {Progress, GenerationStarted, ArtifactReady, Finished, Cancelled, Failed},
    State.DONE: set[type](),
    State.CANCELLED: set[type](),
    State.FAILED: set[type](),
}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("state", State)
def test_a_state_takes_its_events_and_refuses_all_others(state: State, event: ConversionEvent) -> None:
    conversion = folded(WAYS[state])
    if type(event) in ALLOWED[state]:
        advance(conversion, event)
    else:
        with pytest.raises(WrongState, match=state.value):
            advance(conversion, event)


def test_interpreting_shows_what_happens_and_what_is_written() -> None:
    conversion = folded(to_interpreting)
    assert (conversion.step, conversion.fraction, conversion.meta_response) == ("looking", 0.5, "Modality")


def test_a_proposal_is_kept_beside_the_users_edit() -> None:
    proposed = folded(to_proposed)
    assert proposed.invocations == proposed.proposal == (CAT, ANSWER)
    assert not proposed.edited
    assert (proposed.unread, proposed.interpret_seconds, proposed.step, proposed.fraction) == (("odd",), 1.5, "", None)
    edited = advance(proposed, Edited("c", (ANSWER,)))
    assert edited.edited
    assert edited.proposal == (CAT, ANSWER)
    assert answers(edited) == ("It is a cat.",)
    assert not advance(edited, Edited("c", proposed.proposal)).edited


def test_asking_again_begins_anew_with_another_seed() -> None:
    again = advance(folded(to_proposed), AskedAgain("c", 5))
    assert again == Conversion("c", "Make an icon of this", (), "starter", seed=5)


def test_generating_tells_which_invocation_runs_and_keeps_artifacts() -> None:
    conversion = folded(to_artifact)
    assert (conversion.running, conversion.step, conversion.fraction) == (0, "drawing", 0.25)
    assert conversion.artifacts == (PICTURE,)
    conversion = advance(conversion, GenerationStarted("c", 1))
    assert (conversion.running, conversion.step, conversion.fraction) == (1, "", None)


@pytest.mark.parametrize("end", [Cancelled("c"), Failed("c", OUCH), Finished("c", 2.5)])
def test_the_end_keeps_artifacts_made_so_far_and_nothing_runs_any_more(end: ConversionEvent) -> None:
    conversion = folded((*to_artifact, end))
    assert conversion.artifacts == (PICTURE,)
    assert conversion.proposal == (CAT, ANSWER)
    assert (conversion.running, conversion.step, conversion.fraction) == (None, "", None)
    assert conversion.error == (OUCH if isinstance(end, Failed) else None)
    assert conversion.generate_seconds == (2.5 if isinstance(end, Finished) else 0)


def test_a_text_answer_needs_no_generator() -> None:
    text = Artifact(Modality.TEXT, 1, text="It is a cat.")
    conversion = folded((*to_approved, ArtifactReady("c", text), Finished("c")))
    assert conversion.state is State.DONE
    assert conversion.artifacts == (text,)


def test_an_empty_proposal_cannot_be_approved() -> None:
    with pytest.raises(WrongState, match="nothing to approve"):
        folded((*to_interpreting, Proposed("c", "hm", ()), Approved("c")))


@pytest.mark.parametrize("position", [-1, 2])
def test_an_invocation_that_is_not_there_is_refused(position: int) -> None:
    with pytest.raises(WrongState, match="no invocation"):
        folded((*to_approved, GenerationStarted("c", position)))
    with pytest.raises(WrongState, match="no invocation"):
        folded((*to_approved, ArtifactReady("c", Artifact(Modality.IMAGE, position))))


def test_an_event_of_another_conversion_is_refused() -> None:
    with pytest.raises(WrongState, match="event of d sent to c"):
        advance(NEW, Started("d"))


@given(st.lists(st.sampled_from(EVENTS), max_size=30))
def test_whatever_comes_artifacts_are_only_added_and_an_end_is_an_end(events: list[ConversionEvent]) -> None:
    conversion = NEW
    for event in events:
        before = conversion
        try:
            conversion = advance(conversion, event)
        except WrongState:
            assert conversion is before
            continue
        assert not before.state.terminal
        assert conversion.artifacts[: len(before.artifacts)] == before.artifacts


@pytest.mark.parametrize("state", State)
def test_when_everything_stops_only_the_running_step_is_lost(state: State) -> None:
    stopped = reduce(advance, WAYS[state], NEW)
    left = interrupted(stopped)
    expected = {State.INTERPRETING: State.QUEUED, State.GENERATING: State.APPROVED}.get(state, state)
    assert (left.state, left.step, left.fraction, left.running) == (expected, "", None, None)
    assert (left.invocations, left.artifacts) == (stopped.invocations, stopped.artifacts)


def test_what_was_interrupted_goes_on_with_the_first_invocation_that_has_no_artifact() -> None:
    two = reduce(advance, to_proposed, NEW)
    assert still_to_make(two) == 0
    assert still_to_make(replace(two, artifacts=(PICTURE,))) == 1
    assert still_to_make(replace(two, artifacts=(PICTURE, Artifact(Modality.TEXT, 1, text="It is a cat.")))) == 2
