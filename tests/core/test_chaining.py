"""“Draw it, then animate that drawing”: what waits for an earlier result gets it, however the plan is approved."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest

from modaverse_desktop.core.chaining import as_planned, as_said, chained, source_of, waits, with_sources, without_lost
from modaverse_desktop.core.conversion import Conversion, State, advance, files_of, started_from
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import (
    Approved,
    ArtifactReady,
    ConversionEvent,
    Failed,
    Finished,
)
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.record import from_record, to_record
from modaverse_desktop.core.rerun import rerun

GIVEN = Media(Path("/given.png"), Modality.IMAGE)
TEXT = Invocation(Modality.TEXT, "a cat")
DRAW = Invocation(Modality.IMAGE, "a cat")
OTHER = Invocation(Modality.IMAGE, "a dog")
MOVE = Invocation(Modality.VIDEO, "it runs", after=Modality.IMAGE)
PLAN = Conversion("c", "draw and move", (GIVEN,), "starter", state=State.PROPOSED, invocations=(DRAW, TEXT, MOVE))


def after(*events: ConversionEvent, plan: Conversion = PLAN) -> Conversion:
    return reduce(advance, events, plan)


def made(position: int, task: Modality = Modality.IMAGE) -> ArtifactReady:
    return ArtifactReady("c", Artifact(task, position, path=Path(f"/made-{position}.png"), seed=3))


def test_the_source_is_the_nearest_earlier_one_that_makes_what_is_wanted() -> None:
    assert source_of((DRAW, OTHER, TEXT, MOVE), 3) == 1
    assert source_of((MOVE, DRAW), 0) is None
    assert source_of((DRAW, MOVE), 1, first=1) is None
    assert source_of((DRAW, replace(MOVE, inputs=(0,))), 1) is None
    assert source_of((DRAW, TEXT), 1) is None


def test_when_the_file_is_there_it_is_the_input_and_the_first_of_several_counts() -> None:
    going = after(Approved("c"), made(0), made(0))
    assert going.invocations[2].inputs == (1,)
    assert files_of(going)[1].path == Path("/made-0.png")
    assert going.invocations[2].after is Modality.IMAGE
    assert not waits(going.invocations[2])


def test_a_text_that_is_made_changes_nothing() -> None:
    words = ArtifactReady("c", Artifact(Modality.TEXT, 1, text="a cat"))
    assert after(Approved("c"), words).invocations == PLAN.invocations


def test_one_that_is_approved_alone_takes_what_it_waits_for_along() -> None:
    going = after(Approved("c", (2,)))
    assert (going.invocations, going.left_out) == ((DRAW, MOVE, TEXT), 1)
    assert with_sources((DRAW, replace(OTHER, after=Modality.IMAGE), MOVE), (2,)) == {0, 1, 2}


def test_one_that_is_left_out_starts_from_what_was_made_meanwhile() -> None:
    rest = after(Approved("c", (0,)), made(0), Finished("c"))
    assert rest.state is State.PROPOSED
    assert rest.invocations == (DRAW, TEXT, replace(MOVE, inputs=(1,)))


def test_without_a_source_it_is_made_from_its_prompt_alone() -> None:
    gone = replace(PLAN, invocations=(TEXT, MOVE))
    assert after(Approved("c"), plan=gone).invocations == (TEXT, replace(MOVE, after=None))
    assert without_lost((DRAW, MOVE)) == (DRAW, MOVE)


def test_what_was_made_before_the_rest_of_a_plan_is_no_source_of_it() -> None:
    rest = after(Approved("c", (0,)), made(0), Finished("c"))
    late = replace(rest, invocations=(DRAW, TEXT, MOVE))
    assert after(Approved("c"), plan=late).invocations[2].after is None


def test_after_a_failure_both_are_offered_again_and_still_belong_together() -> None:
    again = after(Approved("c", (0, 2)), Failed("c", AppError("It broke")))
    assert again.state is State.PROPOSED
    going = after(Approved("c", (1,)), plan=again)
    assert [each.task for each in going.invocations] == [Modality.IMAGE, Modality.VIDEO, Modality.TEXT]


def test_it_survives_the_record_and_an_old_record_has_none() -> None:
    assert from_record(to_record(PLAN)) == PLAN
    old = to_record(PLAN)
    for each in old["invocations"]:  # type: ignore[attr-defined]
        del each["after"]
    assert [each.after for each in from_record(old).invocations] == [None, None, None]


def test_a_plan_that_is_brought_back_waits_again_and_needs_no_made_file() -> None:
    done = after(Approved("c"), made(0), made(2, Modality.VIDEO), Finished("c"))
    planned = replace(done, invocations=as_planned(done.invocations))
    assert planned.invocations == PLAN.invocations
    assert started_from(planned) == (GIVEN,)
    assert as_planned((TEXT, replace(MOVE, inputs=(1,)))) == (TEXT, replace(MOVE, inputs=(1,)))


def test_one_artifact_is_made_again_from_the_very_file_that_it_was_made_from() -> None:
    done = after(Approved("c"), made(0), made(2, Modality.VIDEO), Finished("c"))
    (again,) = rerun(done, done.artifacts[1], [7])
    assert (again.inputs, again.after) == ((1,), None)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ((DRAW, replace(MOVE, after=None)), (DRAW, MOVE)),
        ((replace(MOVE, after=None), DRAW), (replace(MOVE, after=None), DRAW)),
        ((DRAW, replace(MOVE, after=None, inputs=(0,))), (DRAW, replace(MOVE, after=None, inputs=(0,)))),
        ((DRAW, TEXT), (DRAW, TEXT)),
    ],
)
def test_a_chain_is_what_each_generator_can_start_from(
    plan: tuple[Invocation, ...], expected: tuple[Invocation, ...]
) -> None:
    def takes(one: Invocation) -> tuple[Modality, ...]:
        return (Modality.IMAGE,) if one.task is Modality.VIDEO else ()

    assert chained(plan, takes) == expected


def takes_pictures(one: Invocation) -> tuple[Modality, ...]:
    return (Modality.IMAGE,) if one.task in (Modality.IMAGE, Modality.VIDEO) else ()


@pytest.mark.parametrize(
    "words",
    [
        "draw it, then animate that drawing",
        "Draw a fox in the snow and then animate it.",
        "Paint a ship; after that bring it to life, please",
        "Make a picture of a kite. Then please make it move!",
        "Sketch a clown and turn the sketch into a short film",
        "A drawing of a fox, then make a clip from that drawing",
        "Draw an apple, then make it green",
        "Draw an apple and afterwards paint it blue",
        "Draw a robot and then let it come alive",
        "Draw a panda, then make it dance",
        "Vẽ một con mèo rồi cho nó chuyển động",
    ],
)
def test_words_that_do_something_to_the_first_step_let_the_second_start_from_it(words: str) -> None:
    plan = (DRAW, replace(MOVE, after=None))
    assert as_said(plan, words, (), takes_pictures) == (DRAW, MOVE)
    assert as_said((TEXT, *plan), words, (), takes_pictures) == (TEXT, DRAW, MOVE)


@pytest.mark.parametrize(
    "words",
    [
        "Draw a fox and make a film of a hare",
        "A picture of a fox, and a clip of one running",
        "Draw a maple leaf; then film one falling",
        "Let the kids admire a kangaroo, then let them watch it hop",
        "Animate it",
        "Make it green",
        "Draw a lion and then tell me where it lives",
        "Draw a bicycle, then make me a poster of it",
        "Storyboard frame of a car chase, then the chase for real",
        "Draw a hat and animate a rabbit",
        "Play a violin, then draw it",
        "Paint a tree and then make it a film poster instead",
    ],
)
def test_other_words_let_every_step_start_from_its_prompt(words: str) -> None:
    plan = (DRAW, replace(MOVE, after=None))
    assert as_said(plan, words, (), takes_pictures) == plan


def test_where_more_than_one_thing_may_be_meant_nothing_is_concluded() -> None:
    words, move = "draw it, then animate it", replace(MOVE, after=None)
    assert as_said((DRAW, move), words, (GIVEN,), takes_pictures) == (DRAW, move)
    assert as_said((DRAW, DRAW, move), words, (), takes_pictures) == (DRAW, DRAW, move)
    assert as_said((DRAW, move, TEXT), words, (), takes_pictures) == (DRAW, move, TEXT)
    assert as_said((DRAW, move), words, (), lambda one: ()) == (DRAW, move)
