"""Which conversion is next: pauses, the user's order, an engine that dies, what an earlier run left."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Artifact
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate
from modaverse_desktop.service.queue_line import Pause
from tests.service.queue_desk import CAT, PICTURE, Desk


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
