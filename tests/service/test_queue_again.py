"""What was asked before, once more: asked again, tried again, reopened, run again."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Interpret
from tests.service.queue_desk import CAT, PIANO, PICTURE, Desk


def test_asking_again_uses_another_seed_and_draws(desk: Desk) -> None:
    conversion = desk.proposed()
    desk.queue.ask_again(conversion)
    request = desk.sent[-1]
    assert isinstance(request, Interpret)
    assert request.sampling.seed != 0
    assert request.sampling.temperature > 0
    assert desk.queue[conversion].state is State.QUEUED


def test_an_ended_conversion_can_be_edited_and_run_again_beside_the_old_one(desk: Desk) -> None:
    old = desk.proposed()
    dog = (Invocation(Modality.IMAGE, "a dog"),)
    desk.queue.edit(old, dog)
    desk.queue.cancel(old)
    new = desk.queue.reopen(old)
    assert desk.queue[new].state is State.PROPOSED
    assert (desk.queue[new].proposal, desk.queue[new].invocations) == ((CAT,), dog)
    assert desk.queue[new].media == (PICTURE,)
    assert desk.queue[old].state is State.CANCELLED


def test_trying_again_is_a_new_conversion_of_the_same_instruction(desk: Desk) -> None:
    old = desk.queue.submit("first", [PICTURE])
    desk.queue.receive(events.Failed(old, AppError("It broke")))
    new = desk.queue.again(old)
    assert (desk.queue[new].instruction, desk.queue[new].media) == ("first", (PICTURE,))
    assert len(desk.queue.conversions()) == 2


def test_only_what_was_done_is_asked_with_another_seed(desk: Desk) -> None:
    failed = desk.queue.submit("first", [])
    desk.queue.receive(events.Failed(failed, AppError("It broke")))
    assert desk.queue[desk.queue.again(failed)].seed == 0
    done = desk.proposed(PIANO)
    desk.queue.approve(done)
    assert desk.queue[desk.queue.again(done)].seed != 0


def test_an_old_conversion_of_the_history_can_be_edited_beside_the_others(desk: Desk) -> None:
    old = Conversion("old", "make it", (PICTURE,), "starter", state=State.DONE, proposal=(CAT,), invocations=(PIANO,))
    new = desk.queue.bring_back(old)
    assert desk.queue[new].state is State.PROPOSED
    assert (desk.queue[new].proposal, desk.queue[new].invocations) == ((CAT,), (PIANO,))
    assert "old" not in desk.queue


def test_invocations_run_again_without_asking_the_model(desk: Desk) -> None:
    first = desk.proposed()
    desk.queue.approve(first)
    picture = Artifact(Modality.IMAGE, 0, Path("/made/cat.png"), seed=7, generator="painter")
    desk.queue.receive(events.ArtifactReady(first, picture))
    desk.queue.receive(events.Finished(first, 1.0))
    again = Invocation(Modality.IMAGE, "a cat", parameters={"seed": 7}, generator="painter")
    new = desk.queue.run(desk.queue[first], [again])
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert (request.conversion, request.invocations, request.media) == (new, (again,), (PICTURE,))
    assert (desk.queue[new].proposal, desk.queue[new].artifacts) == ((CAT,), ())
    assert desk.queue[first].artifacts == (picture,)
