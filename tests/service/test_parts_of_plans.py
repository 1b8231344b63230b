"""A plan of which the user approves a part, or whose steps start from what others make."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate
from modaverse_desktop.core.rerun import rerun
from tests.service.queue_desk import CAT, PIANO, PICTURE, Desk


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
