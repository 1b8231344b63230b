"""The forecast knows since when the running step runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core import events
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.forecast import Forecast
from tests.service.test_outlook import NOTHING_KNOWN, USUAL, Usual

CAT = Invocation(Modality.IMAGE, "a cat")


class Desk:
    def __init__(self, times: Usual = USUAL) -> None:
        self.now = 100.0
        self.queue = ConversionQueue(
            send=lambda request: None, stack="starter", folder=lambda: Path("/made"), naming=lambda: "stem"
        )
        self.forecast = Forecast(self.queue, times, clock=lambda: self.now)


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


def test_the_time_that_is_left_goes_down_while_a_step_runs(desk: Desk) -> None:
    name = desk.queue.submit("make it", [])
    desk.queue.receive(events.Started(name))
    desk.now += 0.5
    assert desk.forecast.of(name).seconds == pytest.approx(1.5)
    desk.queue.receive(events.Progress(name, "Thinking"))
    desk.now += 0.5
    assert desk.forecast.of(name).seconds == pytest.approx(1.0)


def test_each_step_begins_anew(desk: Desk) -> None:
    name = desk.queue.submit("make it", [])
    desk.queue.receive(events.Started(name))
    desk.now += 1.9
    desk.queue.receive(events.Proposed(name, "raw", (CAT,), seconds=2.0))
    desk.queue.approve(name)
    desk.now += 60
    desk.queue.receive(events.GenerationStarted(name, 0))
    desk.now += 1
    assert desk.forecast.of(name).seconds == pytest.approx(5.0)


def test_the_time_for_several_is_the_sum_of_what_the_engine_has_to_do(desk: Desk) -> None:
    names = [desk.queue.submit(f"wish {number}", []) for number in range(3)]
    desk.queue.receive(events.Started(names[0]))
    desk.now += 1
    assert desk.forecast.seconds(names) == pytest.approx(1.0 + 2.0 + 2.0)


def test_the_time_for_several_is_unknown_if_it_is_so_for_one(qapp: object) -> None:
    desk = Desk(NOTHING_KNOWN)
    assert desk.forecast.seconds([desk.queue.submit("make it", [])]) is None
