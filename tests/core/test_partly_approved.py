"""Some invocations are approved and made; the rest waits as a proposal, and nothing that was made loses its place."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.conversion import (
    Conversion,
    State,
    WrongState,
    advance,
    how_many_made,
    is_made,
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
)
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.record import from_record, to_record

A, B, C, D = (Invocation(Modality.IMAGE, name) for name in "abcd")
PLAN = Conversion("c", "make it", (), "starter", state=State.PROPOSED, proposal=(A, B, C), invocations=(A, B, C))
OUCH = AppError("It broke")


def made(*positions: int) -> list[ConversionEvent]:
    return [ArtifactReady("c", Artifact(Modality.IMAGE, position)) for position in positions]


def after(*events: ConversionEvent, plan: Conversion = PLAN) -> Conversion:
    return reduce(advance, events, plan)


def test_what_is_approved_goes_first_and_the_rest_waits() -> None:
    approved = after(Approved("c", (2, 1)))
    assert (approved.state, approved.invocations, approved.left_out) == (State.APPROVED, (B, C, A), 1)
    assert approved.approved == range(2)
    assert not approved.edited
    rest = after(*made(0, 1), Finished("c", 2.0), plan=approved)
    assert (rest.state, rest.settled, rest.left_out) == (State.PROPOSED, 2, 0)
    assert rest.approved == range(2, 3)
    assert not rest.edited
    done = after(Approved("c"), *made(2), Finished("c", 1.0), plan=rest)
    assert (done.state, done.generate_seconds, len(done.artifacts)) == (State.DONE, 3.0, 3)


def test_all_at_once_leaves_nothing_out() -> None:
    assert after(Approved("c"), *made(0, 1, 2), Finished("c")).state is State.DONE
    assert after(Approved("c", (0, 1, 2)), Finished("c")).state is State.DONE


@pytest.mark.parametrize("positions", [(), (3,), (-1,), (0, 7)])
def test_what_is_not_there_cannot_be_approved(positions: tuple[int, ...]) -> None:
    with pytest.raises(WrongState, match="approve"):
        after(Approved("c", positions))


def test_what_was_made_cannot_be_approved_edited_or_asked_again() -> None:
    rest = after(Approved("c", (0,)), *made(0), Finished("c"))
    for event in (Approved("c", (0,)), Edited("c", (B, C)), Edited("c", ()), AskedAgain("c", 3)):
        with pytest.raises(WrongState):
            advance(rest, event)
    edited = advance(rest, Edited("c", (A, D)))
    assert edited.edited
    assert advance(edited, Edited("c", (A,))).edited
    with pytest.raises(WrongState, match="nothing to approve"):
        after(Edited("c", (A,)), Approved("c"), plan=rest)


def test_only_what_is_approved_can_be_made() -> None:
    with pytest.raises(WrongState, match="no invocation 1"):
        after(Approved("c", (0,)), GenerationStarted("c", 1))
    with pytest.raises(WrongState, match="no invocation 0"):
        after(Approved("c", (0,)), *made(0), Finished("c"), Approved("c"), *made(0))


def test_what_failed_can_be_approved_once_more_beside_the_rest() -> None:
    nothing = after(Approved("c", (0, 1)), Failed("c", OUCH))
    assert (nothing.state, nothing.error, nothing.settled) == (State.PROPOSED, OUCH, 0)
    assert nothing.invocations == (A, B, C)
    first = after(Approved("c", (0, 1)), *made(0), Failed("c", OUCH))
    assert (first.settled, first.invocations) == (1, (A, B, C))
    second = after(Approved("c", (0, 1)), *made(1), Failed("c", OUCH))
    assert (second.settled, second.invocations) == (2, (A, B, A, C))
    assert second.artifacts[0].invocation == 1
    assert after(Approved("c"), plan=second).error is None


def test_when_nothing_is_left_out_a_failure_is_the_end() -> None:
    assert after(Approved("c", (0, 1, 2)), Failed("c", OUCH)).state is State.FAILED


def test_stopping_ends_it_with_what_was_left_out() -> None:
    stopped = after(Approved("c", (1,)), *made(0), Cancelled("c"))
    assert (stopped.state, stopped.invocations, len(stopped.artifacts)) == (State.CANCELLED, (B, A, C), 1)


def test_it_goes_on_with_the_picture_that_is_missing() -> None:
    three = replace(B, parameters={"count": 3})
    plan = replace(PLAN, invocations=(A, three, C))
    begun = after(Approved("c", (0, 1)), *made(0, 1, 1), plan=plan)
    assert (still_to_make(begun), how_many_made(begun, 1)) == (1, 2)
    assert not is_made(begun, 1)
    whole = after(*made(1), plan=begun)
    assert is_made(whole, 1)
    assert still_to_make(whole) == 2
    assert still_to_make(after(Finished("c"), Approved("c"), plan=whole)) == 2


INVOCATIONS = st.lists(
    st.builds(
        Invocation,
        st.sampled_from(Modality),
        st.sampled_from(["a", "b", "c"]),
        parameters=st.sampled_from([{}, {"count": 2}]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)


@given(INVOCATIONS, st.data())
def test_whatever_is_approved_in_whichever_order_each_is_made_once_and_keeps_its_place(
    plan: tuple[Invocation, ...], data: st.DataObject
) -> None:
    conversion = replace(PLAN, proposal=plan, invocations=plan)
    prompts: list[str] = []
    while conversion.state is State.PROPOSED:
        open_ones = list(conversion.approved)
        chosen = data.draw(st.none() | st.lists(st.sampled_from(open_ones), min_size=1, unique=True).map(tuple))
        wanted = [conversion.invocations[place] for place in (sorted(chosen) if chosen else open_ones)]
        conversion = advance(conversion, Approved("c", chosen))
        assert [conversion.invocations[place] for place in conversion.approved] == wanted
        broken = data.draw(st.booleans()) and data.draw(st.integers(0, len(wanted)))
        for place in list(conversion.approved)[: None if broken is False else broken]:
            for _ in range(count_of(conversion.invocations[place])):
                artifact = Artifact(conversion.invocations[place].task, place)
                conversion = advance(conversion, ArtifactReady("c", artifact))
                prompts.append(conversion.invocations[place].prompt)
        conversion = advance(conversion, Finished("c") if broken is False else Failed("c", OUCH))
        assert [conversion.invocations[artifact.invocation].prompt for artifact in conversion.artifacts] == prompts
        assert from_record(to_record(conversion)) == conversion
        if broken is not False:
            return
    assert conversion.state is State.DONE
    assert not conversion.edited
    assert all(is_made(conversion, place) for place in range(len(plan)))
    assert sorted(prompts) == sorted(one.prompt for one in plan for _ in range(count_of(one)))


@given(INVOCATIONS, st.sets(st.integers(0, 4)), st.data())
def test_after_a_failure_everything_is_made_or_can_be_approved_again(
    plan: tuple[Invocation, ...], wanted: set[int], data: st.DataObject
) -> None:
    conversion = replace(PLAN, proposal=plan, invocations=plan)
    chosen = tuple(place for place in wanted if place < len(plan) - 1)
    if not chosen:
        return
    conversion = advance(conversion, Approved("c", chosen))
    lucky = data.draw(st.sets(st.sampled_from(list(conversion.approved))))
    before = conversion.invocations
    for place in sorted(lucky):
        conversion = advance(conversion, ArtifactReady("c", Artifact(before[place].task, place)))
    conversion = advance(conversion, Failed("c", OUCH))
    assert conversion.state is State.PROPOSED
    left = [conversion.invocations[place] for place in conversion.approved]
    assert sorted(one.prompt for one in left) == sorted(
        one.prompt for place, one in enumerate(before) if place not in lucky
    )
