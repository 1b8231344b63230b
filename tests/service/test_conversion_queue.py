"""The queue without an engine: requests are collected in a list, events are written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Origin, Request
from modaverse_desktop.core.rerun import rerun
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.queue_line import Pause
from modaverse_desktop.service.queue_requests import LONGEST_INSTRUCTION

CAT = Invocation(Modality.IMAGE, "a cat")
PIANO = Invocation(Modality.TEXT, "a grand piano")
PICTURE = Media(Path("/pictures/piano.png"), Modality.IMAGE)


class Desk:
    """A queue and what it sent."""

    def __init__(
        self,
        *,
        approves_text: bool = False,
        records: bool = True,
        folder: Callable[[], Path] = lambda: Path("/made"),
    ) -> None:
        self.sent: list[Request] = []
        self.queue = ConversionQueue(
            send=self.sent.append,
            stack="starter",
            folder=folder,
            naming=lambda: "20261123-{prompt}",
            approves_text=lambda: approves_text,
            records=lambda: records,
        )

    def propose(self, conversion: str, *invocations: Invocation, unread: tuple[str, ...] = ()) -> None:
        """The engine reads and proposes."""
        self.queue.receive(events.Started(conversion))
        self.queue.receive(events.Proposed(conversion, "raw", invocations or (CAT,), unread))

    def proposed(self, *invocations: Invocation) -> str:
        """A conversion that waits for the user."""
        conversion = self.queue.submit("make it", [PICTURE])
        self.propose(conversion, *invocations)
        return conversion


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


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


def test_asking_again_uses_another_seed_and_draws(desk: Desk) -> None:
    conversion = desk.proposed()
    desk.queue.ask_again(conversion)
    request = desk.sent[-1]
    assert isinstance(request, Interpret)
    assert request.sampling.seed != 0
    assert request.sampling.temperature > 0
    assert desk.queue[conversion].state is State.QUEUED


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


def test_a_paused_queue_lets_what_runs_end_and_keeps_the_rest(desk: Desk) -> None:
    first, second = (desk.queue.submit(f"wish {number}", []) for number in range(2))
    desk.queue.pause()
    desk.propose(first)
    assert desk.queue[first].state is State.PROPOSED
    assert [request.conversion for request in desk.sent] == [first]
    assert (desk.queue.paused(), desk.queue.waiting(), desk.queue.running()) == (Pause.USER, (second,), None)
    desk.queue.resume()
    assert desk.sent[-1].conversion == second


def test_a_paused_queue_takes_new_wishes(desk: Desk) -> None:
    desk.queue.pause()
    conversion = desk.queue.submit("later", [])
    assert not desk.sent
    assert desk.queue.waiting() == (conversion,)


def test_those_that_wait_are_done_in_the_order_that_the_user_gives_them(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(4)]
    desk.queue.move(names[3], 0)
    desk.queue.move(names[1], 2)
    assert desk.queue.waiting() == (names[3], names[2], names[1])
    desk.propose(names[0])
    assert desk.sent[-1].conversion == names[3]


def test_what_runs_already_cannot_be_moved(desk: Desk) -> None:
    running, waiting = (desk.queue.submit(f"wish {number}", []) for number in range(2))
    desk.queue.move(running, 0)
    assert (desk.queue.running(), desk.queue.waiting()) == (running, (waiting,))


def test_twenty_wait_while_the_engine_dies_again_and_again_and_eighteen_are_kept(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(20)]
    for name in names[:2]:
        desk.queue.receive(events.Started(name))
        desk.queue.receive(events.Failed(name, AppError("The model process stopped unexpectedly")))
    assert desk.queue.paused() is Pause.FAILURES
    assert desk.queue.waiting() == tuple(names[2:])
    desk.queue.resume()
    assert desk.sent[-1].conversion == names[2]
    desk.propose(names[2])
    assert desk.queue.paused() is None


def test_one_death_of_the_engine_costs_one_conversion(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(20)]
    desk.queue.receive(events.Failed(names[0], AppError("The model process stopped unexpectedly")))
    for name in names[1:]:
        desk.propose(name)
    assert [desk.queue[name].state for name in names] == [State.FAILED, *[State.PROPOSED] * 19]


def test_files_that_cannot_be_used_do_not_pause_the_others(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(4)]
    for name in names[:3]:
        desk.queue.receive(events.Failed(name, AppError("It is no picture", kind=ErrorKind.INPUT)))
    assert desk.queue.paused() is None
    assert desk.sent[-1].conversion == names[3]


def test_without_a_folder_to_write_to_only_that_conversion_fails(qapp: object) -> None:
    def nowhere() -> Path:
        raise AppError("There is no home folder")

    desk = Desk(folder=nowhere)
    conversion, other = desk.proposed(), desk.queue.submit("What is this?", [])
    desk.propose(other, PIANO)
    desk.queue.approve(conversion)
    assert desk.queue[conversion].error == AppError("There is no home folder")
    assert desk.queue.running() is None


# --- what an earlier run left -----------------------------------------------------------------------------------------


def left(state: State, *artifacts: Artifact, name: str = "") -> Conversion:
    invocations = (CAT, CAT) if state in (State.PROPOSED, State.APPROVED, State.GENERATING) else ()
    return Conversion(
        name or state.value,
        "make it",
        (PICTURE,),
        "starter",
        state=state,
        proposal=invocations,
        invocations=invocations,
        artifacts=artifacts,
    )


def test_what_an_earlier_run_left_comes_back_and_waits_until_the_user_goes_on(desk: Desk) -> None:
    before = [left(State.PROPOSED), left(State.GENERATING), left(State.INTERPRETING), left(State.QUEUED)]
    desk.queue.restore(before)
    assert not desk.sent
    assert [one.state for one in desk.queue.conversions()] == [
        State.PROPOSED,
        State.APPROVED,
        State.QUEUED,
        State.QUEUED,
    ]
    assert desk.queue.paused() is Pause.LEFT_OVER
    desk.queue.resume()
    assert desk.sent[-1].conversion == "generating"


def test_proposals_alone_pause_nothing(desk: Desk) -> None:
    desk.queue.restore([left(State.PROPOSED)])
    assert desk.queue.paused() is None
    desk.queue.submit("another", [])
    assert len(desk.sent) == 1


def test_what_was_made_before_the_crash_is_not_made_again(desk: Desk) -> None:
    made = Artifact(Modality.IMAGE, 0, path=Path("/made/cat-1.png"))
    desk.queue.restore([left(State.GENERATING, made)])
    desk.queue.resume()
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert request.start == 1
    assert desk.queue["generating"].artifacts == (made,)


def test_left_ones_wait_in_the_order_they_had_and_before_new_ones(desk: Desk) -> None:
    desk.queue.pause()
    new = desk.queue.submit("new", [])
    desk.queue.restore([left(State.QUEUED, name=name) for name in "abcd"], order=["d", "b"])
    assert desk.queue.waiting() == ("d", "b", "a", "c", new)
    assert desk.queue.paused() is Pause.USER


def test_what_the_engine_says_while_the_window_closes_is_not_what_the_user_wanted(desk: Desk) -> None:
    conversion = desk.queue.submit("first", [])
    desk.queue.receive(events.Started(conversion))
    desk.queue.leave()
    desk.queue.receive(events.Cancelled(conversion))
    assert desk.queue[conversion].state is State.INTERPRETING


# --- batches ----------------------------------------------------------------------------------------------------------


def test_a_batch_is_one_conversion_for_each_file(desk: Desk) -> None:
    media = [Media(Path(f"/pictures/{number}.png"), Modality.IMAGE) for number in range(3)]
    batch = desk.queue.submit_batch("What is this?", media)
    assert [one.media for one in desk.queue.conversions()] == [(medium,) for medium in media]
    assert {(one.batch, one.instruction) for one in desk.queue.conversions()} == {(batch, "What is this?")}
    assert len(desk.sent) == 1
    assert len(desk.queue.waiting()) == 2


def test_all_proposals_are_approved_at_once_but_not_empty_ones(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(4)]
    desk.propose(names[0], CAT)
    desk.propose(names[1], PIANO)
    desk.queue.receive(events.Started(names[2]))
    desk.queue.receive(events.Proposed(names[2], "raw", ()))
    desk.queue.approve(*names)
    states = [desk.queue[name].state for name in names]
    assert states == [State.APPROVED, State.DONE, State.PROPOSED, State.QUEUED]
    assert desk.queue.waiting() == (names[0],)


def test_many_are_cancelled_at_once_and_the_others_go_on(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(5)]
    told: list[None] = []
    desk.queue.line_changed.connect(lambda: told.append(None))
    desk.queue.cancel(*names[1:4])
    assert desk.queue.waiting() == (names[4],)
    assert len(told) == 1


def test_a_batch_without_an_instruction_is_refused_as_a_whole(desk: Desk) -> None:
    with pytest.raises(AppError, match="Write what you want"):
        desk.queue.submit_batch("", [PICTURE, PICTURE])
    assert not desk.queue.conversions()


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


# --- a part of a plan -------------------------------------------------------------------------------------------------


def picture(position: int) -> Artifact:
    return Artifact(Modality.IMAGE, position, Path(f"/made/{position}.png"))


def test_one_is_made_and_the_rest_waits_for_the_user(desk: Desk) -> None:
    conversion = desk.proposed(CAT, PIANO, CAT)
    desk.queue.approve_some(conversion, [2])
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert (request.invocations, request.start) == ((CAT,), 0)
    desk.queue.receive(events.ArtifactReady(conversion, picture(0)))
    desk.queue.receive(events.Finished(conversion, 1.0))
    assert desk.queue[conversion].state is State.PROPOSED
    assert desk.queue.running() is None
    desk.queue.approve_some(conversion, [2])
    assert [artifact.text for artifact in desk.queue[conversion].artifacts] == [None, "a grand piano"]
    assert desk.queue[conversion].state is State.PROPOSED
    desk.queue.approve(conversion)
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert (request.invocations, request.start) == ((CAT, PIANO, CAT), 2)
    desk.queue.receive(events.ArtifactReady(conversion, picture(2)))
    desk.queue.receive(events.Finished(conversion, 1.0))
    assert desk.queue[conversion].state is State.DONE


def test_a_click_on_what_is_made_already_or_was_never_there_approves_nothing(desk: Desk) -> None:
    conversion = desk.proposed(CAT, CAT)
    for positions in ([], [5], [-1]):
        desk.queue.approve_some(conversion, positions)
        assert desk.queue[conversion].state is State.PROPOSED
    desk.queue.approve_some(conversion, [1])
    sent = list(desk.sent)
    desk.queue.approve_some(conversion, [0])
    assert desk.sent == sent
    desk.queue.receive(events.Finished(conversion))
    desk.queue.approve_some(conversion, [0])
    desk.queue.ask_again(conversion)
    assert desk.sent == sent
    assert desk.queue[conversion].state is State.PROPOSED


def test_the_rest_of_a_plan_can_be_forgotten_while_the_other_part_runs(desk: Desk) -> None:
    conversion = desk.proposed(CAT, CAT)
    desk.queue.approve_some(conversion, [1])
    desk.queue.remove(conversion)
    assert conversion in desk.queue
    desk.queue.receive(events.Finished(conversion))
    assert conversion not in desk.queue


def test_a_restart_goes_on_within_the_pictures_of_one_invocation(desk: Desk) -> None:
    three = Invocation(Modality.IMAGE, "a cat", parameters={"count": 3})
    conversion = Conversion(
        "left", "make it", (), "starter", state=State.GENERATING, invocations=(three, CAT, CAT),
        artifacts=(picture(0), picture(0)), left_out=1,
    )  # fmt: skip
    desk.queue.restore([conversion])
    desk.queue.resume()
    request = desk.sent[-1]
    assert isinstance(request, Generate)
    assert (request.invocations, request.start, request.made) == ((three, CAT), 0, 2)


# --- a step that starts from what another one makes -----------------------------------------------------------------

MOVE = Invocation(Modality.VIDEO, "it runs", after=Modality.IMAGE)


def test_a_plan_that_was_interrupted_goes_on_from_the_file_that_was_made(desk: Desk) -> None:
    conversion = desk.proposed(CAT, MOVE)
    desk.queue.approve(conversion)
    sent = desk.sent[-1]
    assert isinstance(sent, Generate)
    assert sent.invocations == (CAT, MOVE)
    desk.queue.receive(events.GenerationStarted(conversion, 0))
    drawn = Artifact(Modality.IMAGE, 0, path=Path("/made/cat.png"))
    desk.queue.receive(events.ArtifactReady(conversion, drawn))
    left = desk.queue[conversion]
    other = Desk()
    other.queue.restore([left])
    other.queue.resume()
    again = other.sent[-1]
    assert isinstance(again, Generate)
    assert (again.start, again.invocations[1].inputs, again.files[1].path) == (1, (1,), drawn.path)


def test_a_plan_that_is_reopened_waits_for_a_new_file_and_one_artifact_alone_does_not(desk: Desk) -> None:
    conversion = desk.proposed(CAT, MOVE)
    desk.queue.approve(conversion)
    for position, task in enumerate((Modality.IMAGE, Modality.VIDEO)):
        artifact = Artifact(task, position, path=Path(f"/made/{position}"), seed=1)
        desk.queue.receive(events.ArtifactReady(conversion, artifact))
    desk.queue.receive(events.Finished(conversion))
    old = desk.queue[conversion]
    new = desk.queue[desk.queue.reopen(conversion)]
    assert (new.invocations, new.media) == ((CAT, MOVE), (PICTURE,))
    alone = desk.queue[desk.queue.run(old, rerun(old, old.artifacts[1], [1]))]
    (invocation,) = alone.invocations
    assert (invocation.inputs, [each.path for each in alone.media]) == ((1,), [PICTURE.path, Path("/made/0")])
