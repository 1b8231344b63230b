"""Which cards are there: the newest, what needs the user, and what is asked for."""

from __future__ import annotations

import pytest

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.feed import feed as feed_module
from modaverse_desktop.ui.feed import feed_binder
from tests.ui.conftest import Desk

CAT = (Invocation(Modality.IMAGE, "a cat"),)


def left(number: int, state: State) -> Conversion:
    return Conversion(f"{number}", f"wish {number}", (), "starter", state=state, proposal=CAT, invocations=CAT)


def shown(desk: Desk) -> list[str]:
    return [view.conversion.id for view in desk.window.feed.views()]


def test_the_button_that_gets_the_focus_is_wholly_in_sight_if_the_plan_stays_so(desk: Desk) -> None:
    desk.window.resize(1024, 640)
    approve = desk.ask("Make two pets", State.PROPOSED).editor.approve_button
    place, feed = desk.window.feed._scroll.viewport(), desk.window.feed
    desk.until(approve.hasFocus)
    desk.until(lambda: place.rect().contains(approve.mapTo(place, approve.rect().bottomRight())))
    desk.window.resize(1024, 560)
    desk.window.feed._scroll.verticalScrollBar().setValue(0)
    feed.show_focus()
    assert feed._scroll.verticalScrollBar().value() <= feed_module._MOST_HIDDEN


def test_of_hundreds_that_were_left_only_the_newest_are_made_one_by_one(desk: Desk) -> None:
    desk.parts.queue.restore([left(number, State.PROPOSED) for number in range(300)])
    assert shown(desk) == []
    desk.until(lambda: len(shown(desk)) == feed_binder.MOST_VIEWS)
    assert desk.window.feed.earlier_button.text() == "Show earlier ones (270)"
    assert shown(desk)[-1] == "299"


def test_one_that_was_put_away_comes_back_when_it_needs_the_user(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_binder, "MOST_VIEWS", 2)
    desk.parts.queue.pause()
    first = desk.parts.queue.submit("Make a cat", [])
    for number in range(4):
        desk.parts.queue.submit(f"wish {number}", [])
    desk.until(lambda: first not in shown(desk) and len(shown(desk)) == 2)
    for name in desk.parts.queue.waiting()[1:]:
        desk.parts.queue.cancel(name)
    desk.parts.queue.resume()
    desk.until(lambda: first in shown(desk))
    assert shown(desk)[0] == first


def test_a_click_on_a_notification_brings_back_what_was_put_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_binder, "MOST_VIEWS", 2)
    first = desk.ask("What is this?", State.DONE).conversion.id
    for number in range(3):
        desk.ask(f"What is {number}?", State.DONE)
    desk.until(lambda: first not in shown(desk))
    desk.parts.attention.wanted.emit(first)
    assert shown(desk)[0] == first


def test_a_notification_of_what_is_gone_leads_nowhere(desk: Desk) -> None:
    view = desk.ask("What is this?", State.DONE)
    desk.parts.queue.remove(view.conversion.id)
    desk.parts.attention.wanted.emit(view.conversion.id)
    assert not shown(desk)


def test_the_time_that_is_left_is_said_when_it_is_known(desk: Desk) -> None:
    from modaverse_desktop.ui.feed.standing import time_left

    said = [time_left(seconds) for seconds in (0.5, 12, 31, 70, 200, 7200)]
    assert said == [
        "A few seconds left",
        "About 10 s left",
        "About 30 s left",
        "About a minute left",
        "About 3 min left",
        "About 2 h left",
    ]
