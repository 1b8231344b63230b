"""The way of a conversion through the queue, from the instruction to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Origin
from modaverse_desktop.service.queue_requests import LONGEST_INSTRUCTION
from tests.service.queue_desk import CAT, PIANO, PICTURE, Desk


def test_an_instruction_is_sent_to_the_engine_at_once(desk: Desk) -> None:
    conversion = desk.queue.submit("  What is this?\n", [PICTURE])
    (request,) = desk.sent
    assert isinstance(request, Interpret)
    assert (request.conversion, request.instruction, request.media) == (conversion, "What is this?", (PICTURE,))
    assert request.sampling.temperature == 0


def test_instructions_are_interpreted_one_after_the_other_in_order(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(3)]
    assert len(desk.sent) == 1
    assert [desk.queue.ahead_of(name) for name in names] == [0, 1, 2]
    for name in names:
        desk.propose(name)
    assert [request.conversion for request in desk.sent] == names


def test_a_waiting_proposal_blocks_nobody(desk: Desk) -> None:
    first = desk.proposed()
    second = desk.proposed()
    desk.queue.approve(second)
    assert isinstance(desk.sent[-1], Generate)
    assert desk.queue[first].state is State.PROPOSED


def test_nothing_is_done_without_an_instruction(desk: Desk) -> None:
    with pytest.raises(AppError, match="Write what you want"):
        desk.queue.submit(" \n", [PICTURE])
    assert not desk.queue.conversions()


def test_an_instruction_of_a_hundred_kilobytes_is_refused_with_a_sentence(desk: Desk) -> None:
    with pytest.raises(AppError, match="too long"):
        desk.queue.submit("x" * 100_000, [])
    desk.queue.submit("x" * LONGEST_INSTRUCTION, [])


def test_an_edit_is_what_gets_generated_and_the_models_own_is_kept(desk: Desk) -> None:
    conversion = desk.proposed()
    edit = (Invocation(Modality.IMAGE, "a dog", parameters={"seed": 7}), CAT)
    desk.queue.edit(conversion, edit)
    desk.queue.approve(conversion)
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert request.invocations == edit
    assert (request.folder, request.stem) == (Path("/made"), "20261123-{prompt}")
    assert desk.queue[conversion].proposal == (CAT,)


@pytest.mark.parametrize("records", [True, False])
def test_the_artifacts_say_how_they_were_made_unless_that_is_switched_off(qapp: object, records: bool) -> None:
    desk = Desk(records=records)
    conversion = desk.proposed()
    desk.queue.edit(conversion, (Invocation(Modality.IMAGE, "a dog"),))
    desk.queue.approve(conversion)
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert request.origin == (Origin("make it", "raw", edited=True) if records else None)


def test_cancel_while_waiting_needs_no_engine(desk: Desk) -> None:
    desk.queue.submit("first", [])
    waiting = desk.queue.submit("second", [])
    desk.queue.cancel(waiting)
    assert desk.queue[waiting].state is State.CANCELLED
    assert len(desk.sent) == 1


def test_cancel_while_running_asks_the_engine_and_the_next_one_follows(desk: Desk) -> None:
    running = desk.queue.submit("first", [])
    waiting = desk.queue.submit("second", [])
    desk.queue.cancel(running)
    assert desk.sent[-1] == Cancel(running)
    assert desk.queue[running].state is State.QUEUED
    desk.queue.receive(events.Cancelled(running))
    assert desk.queue[running].state is State.CANCELLED
    assert desk.sent[-1].conversion == waiting


def test_cancel_keeps_artifacts_made_so_far(desk: Desk) -> None:
    conversion = desk.proposed(CAT, CAT)
    desk.queue.approve(conversion)
    desk.queue.receive(events.GenerationStarted(conversion, 0))
    made = Artifact(Modality.IMAGE, 0, path=Path("/made/cat.png"))
    desk.queue.receive(events.ArtifactReady(conversion, made))
    desk.queue.cancel(conversion)
    desk.queue.receive(events.Cancelled(conversion))
    assert desk.queue[conversion].artifacts == (made,)


def test_an_event_after_the_end_is_dropped(desk: Desk) -> None:
    conversion = desk.queue.submit("first", [])
    desk.queue.receive(events.Cancelled(conversion))
    desk.propose(conversion)
    assert desk.queue[conversion].state is State.CANCELLED


def test_cancel_all_stops_what_runs_and_waits_and_leaves_proposals(desk: Desk) -> None:
    proposal = desk.proposed()
    running = desk.queue.submit("running", [])
    waiting = desk.queue.submit("waiting", [])
    desk.queue.cancel_all()
    desk.queue.receive(events.Cancelled(running))
    states = [desk.queue[name].state for name in (proposal, running, waiting)]
    assert states == [State.PROPOSED, State.CANCELLED, State.CANCELLED]


def test_a_failure_does_not_stop_the_others(desk: Desk) -> None:
    first = desk.queue.submit("first", [])
    second = desk.queue.submit("second", [])
    error = AppError("It broke", "a detail", "a hint")
    desk.queue.receive(events.Failed(first, error))
    assert desk.queue[first].error == error
    assert desk.sent[-1].conversion == second


def test_a_text_answer_needs_no_generator(desk: Desk) -> None:
    conversion = desk.proposed(PIANO)
    assert desk.queue[conversion].state is State.PROPOSED
    desk.queue.approve(conversion)
    assert desk.queue[conversion].state is State.DONE
    assert [artifact.text for artifact in desk.queue[conversion].artifacts] == ["a grand piano"]
    assert len(desk.sent) == 1


def test_a_text_answer_can_count_as_approved(qapp: object) -> None:
    desk = Desk(approves_text=True)
    assert desk.queue[desk.proposed(PIANO)].state is State.DONE
    assert desk.queue[desk.proposed(PIANO, CAT)].state is State.PROPOSED


@pytest.mark.parametrize("invocations", [(), (PIANO,)])
def test_what_was_not_understood_is_never_approved_by_itself(qapp: object, invocations: tuple[Invocation, ...]) -> None:
    desk = Desk(approves_text=True)
    conversion = desk.queue.submit("make it", [])
    desk.queue.receive(events.Started(conversion))
    desk.queue.receive(events.Proposed(conversion, "raw", invocations, ("[POETRY]",)))
    assert desk.queue[conversion].state is State.PROPOSED


def test_a_running_conversion_is_stopped_before_it_is_forgotten(desk: Desk) -> None:
    conversion = desk.queue.submit("first", [])
    desk.queue.remove(conversion)
    assert conversion in desk.queue
    desk.queue.receive(events.Cancelled(conversion))
    assert conversion not in desk.queue


def test_events_about_the_engine_are_passed_on(desk: Desk) -> None:
    seen: list[object] = []
    desk.queue.engine_changed.connect(seen.append)
    ready = events.EngineReady("starter", "cpu", 1.0)
    desk.queue.receive(ready)
    assert seen == [ready]


def test_a_click_that_comes_too_late_does_nothing(desk: Desk) -> None:
    conversion = desk.proposed()
    desk.queue.approve(conversion)
    sent = list(desk.sent)
    desk.queue.approve(conversion)
    desk.queue.edit(conversion, (PIANO,))
    desk.queue.ask_again(conversion)
    assert desk.sent == sent
    assert desk.queue[conversion].state is State.APPROVED


def test_without_a_folder_to_write_to_only_that_conversion_fails(qapp: object) -> None:
    def nowhere() -> Path:
        raise AppError("There is no home folder")

    desk = Desk(folder=nowhere)
    conversion, other = desk.proposed(), desk.queue.submit("What is this?", [])
    desk.propose(other, PIANO)
    desk.queue.approve(conversion)
    assert desk.queue[conversion].error == AppError("There is no home folder")
    assert desk.queue.running() is None


def test_what_the_engine_says_while_the_window_closes_is_not_what_the_user_wanted(desk: Desk) -> None:
    conversion = desk.queue.submit("first", [])
    desk.queue.receive(events.Started(conversion))
    desk.queue.leave()
    desk.queue.receive(events.Cancelled(conversion))
    assert desk.queue[conversion].state is State.INTERPRETING
