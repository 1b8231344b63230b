"""The user is told what they wait for, once, and of a batch when it is through."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.batches import Batches
from modaverse_desktop.service.news import Arrival, News
from tests.service.queue_desk import CAT, PIANO, Desk


class NewsDesk(Desk):
    def __init__(self, qtbot: QtBot, *, approves_text: bool = False) -> None:
        super().__init__(approves_text=approves_text)
        self._qtbot = qtbot
        self.news = News(self.queue)
        self.told: list[Arrival] = []
        self.news.arrived.connect(self.told.append)

    def said(self) -> list[tuple[str, State]]:
        """What has been told by the end of this turn of the loop."""
        self._qtbot.wait(20)
        return [(arrival.conversion.instruction, arrival.conversion.state) for arrival in self.told]


@pytest.fixture
def desk(qtbot: QtBot) -> NewsDesk:
    return NewsDesk(qtbot)


def test_a_proposal_an_end_and_a_failure_are_news_and_a_cancel_is_not(desk: NewsDesk) -> None:
    plan = desk.queue.submit("a plan", [])
    broken = desk.queue.submit("broken", [])
    unwanted = desk.queue.submit("unwanted", [])
    desk.propose(plan, CAT)
    desk.queue.receive(events.Failed(broken, AppError("It broke")))
    desk.queue.cancel(unwanted)
    assert desk.said() == [("a plan", State.PROPOSED), ("broken", State.FAILED)]
    desk.queue.approve(plan)
    desk.queue.receive(events.GenerationStarted(plan, 0))
    desk.queue.receive(events.Progress(plan, "Drawing", 0.5))
    desk.queue.receive(events.Finished(plan))
    assert desk.said()[2:] == [("a plan", State.DONE)]


def test_an_edit_of_a_proposal_is_no_news(desk: NewsDesk) -> None:
    plan = desk.queue.submit("a plan", [])
    desk.propose(plan, CAT)
    desk.queue.edit(plan, (CAT, CAT))
    assert len(desk.said()) == 1
    desk.queue.edit(plan, (CAT,))
    assert len(desk.said()) == 1


def test_an_answer_that_is_approved_by_itself_is_told_once(qtbot: QtBot) -> None:
    desk = NewsDesk(qtbot, approves_text=True)
    desk.propose(desk.queue.submit("What is this?", []), PIANO)
    assert desk.said() == [("What is this?", State.DONE)]


def test_what_an_earlier_run_left_is_no_news(desk: NewsDesk) -> None:
    desk.queue.restore([Conversion("old", "old", (), "starter", state=State.PROPOSED, invocations=(CAT,))])
    desk.queue.edit("old", (CAT, CAT))
    assert desk.said() == []


def test_a_batch_is_told_when_nothing_of_it_is_left_to_be_done(desk: NewsDesk) -> None:
    media = [Media(Path(f"/pictures/{number}.png"), Modality.IMAGE) for number in range(3)]
    batch = desk.queue.submit_batch("all of them", media)
    names = Batches(desk.queue).members(batch)
    for name in names[:2]:
        desk.propose(name, CAT)
    assert desk.said() == []
    desk.queue.receive(events.Failed(names[2], AppError("It broke")))
    assert desk.said() == [("all of them", State.PROPOSED)]
    (arrival,) = desk.told
    assert arrival.key == batch
    assert arrival.counts is not None
    assert (arrival.counts.proposed, arrival.counts.failed) == (2, 1)
