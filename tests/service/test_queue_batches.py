"""Many conversions in the queue, sent and steered at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from tests.service.queue_desk import CAT, PIANO, PICTURE, Desk


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
