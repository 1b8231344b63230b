"""A batch is shown and steered as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.batches import Batches, Counts
from tests.service.queue_desk import CAT, PIANO, Desk


class BatchDesk(Desk):
    def __init__(self) -> None:
        super().__init__()
        self.batches = Batches(self.queue)
        self.told: list[tuple[str, ...]] = []
        self.batches.begun.connect(lambda batch: self.told.append(("begun", batch)))
        self.batches.grown.connect(lambda batch, one: self.told.append(("grown", batch)))
        self.batches.ended.connect(lambda batch: self.told.append(("ended", batch)))

    def submit(self, count: int) -> tuple[str, tuple[str, ...]]:
        media = [Media(Path(f"/pictures/{number}.png"), Modality.IMAGE) for number in range(count)]
        batch = self.queue.submit_batch("What is this?", media)
        return batch, self.batches.members(batch)


@pytest.fixture
def desk(qapp: object) -> BatchDesk:
    return BatchDesk()


def test_the_counts_say_how_many_stand_where(desk: BatchDesk) -> None:
    batch, names = desk.submit(6)
    desk.propose(names[0], CAT)
    desk.propose(names[1], PIANO)
    desk.queue.approve(names[1])
    desk.queue.receive(events.Failed(names[2], AppError("It broke")))
    desk.queue.cancel(names[4])
    desk.queue.receive(events.Started(names[3]))
    counts = desk.batches.counts(batch)
    assert counts == Counts(waiting=1, running=1, proposed=1, done=1, failed=1, cancelled=1)
    assert (counts.total, counts.ended, counts.busy) == (6, 3, True)


def test_one_that_stands_alone_is_no_batch(desk: BatchDesk) -> None:
    alone = desk.queue.submit("make it", [])
    assert desk.batches.of(alone) == ""
    assert desk.told == []


def test_a_batch_begins_grows_and_ends_when_its_last_one_is_removed(desk: BatchDesk) -> None:
    batch, names = desk.submit(2)
    assert desk.told == [("begun", batch), ("grown", batch)]
    desk.queue.receive(events.Failed(names[0], AppError("It broke")))
    desk.batches.cancel(batch)
    desk.queue.receive(events.Cancelled(names[1]))
    desk.batches.remove(batch)
    assert desk.told[-1] == ("ended", batch)
    assert not desk.queue.conversions()


def test_approving_a_batch_approves_its_proposals_and_nobody_elses(desk: BatchDesk) -> None:
    other = desk.proposed()
    batch, names = desk.submit(3)
    desk.propose(names[0])
    desk.propose(names[1])
    desk.batches.approve(batch)
    states = [desk.queue[name].state for name in (other, *names)]
    assert states == [State.PROPOSED, State.APPROVED, State.APPROVED, State.QUEUED]


def test_stopping_a_batch_leaves_proposals_and_others_alone(desk: BatchDesk) -> None:
    batch, names = desk.submit(4)
    desk.propose(names[0])
    other = desk.queue.submit("another", [])
    desk.batches.cancel(batch)
    desk.queue.receive(events.Cancelled(names[1]))
    states = [desk.queue[name].state for name in names]
    assert states == [State.PROPOSED, State.CANCELLED, State.CANCELLED, State.CANCELLED]
    assert desk.queue.running() == other
