"""The queue and a batch, walked through by keyboard as the rest of the window is."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.feed.conversion_view import ConversionView
from tests.ui.conftest import Desk
from tests.ui.walk import Walk


def assert_walkable(desk: Desk) -> None:
    desk.window.resize(1024, 640)
    walk = Walk(desk.qtbot, desk.window.composer.instruction)
    assert walk.nameless() == []
    assert walk.unreached() == []
    assert walk.unmarked() == []
    assert walk.backwards() == []


def test_the_queue_with_its_order(desk: Desk) -> None:
    desk.parts.queue.pause()
    for number in range(3):
        desk.parts.queue.submit(f"What is {number}?", [])
    bar = desk.window.feed.bar
    desk.until(lambda: bar.isVisible() and len(desk.window.feed.views()) == 3)
    bar.order_button.click()
    assert_walkable(desk)


def test_a_batch_with_one_shown_in_full(desk: Desk, photo: Path) -> None:
    desk.parts.queue.submit_batch("Make a cat", [Media(photo, Modality.IMAGE)] * 3)
    desk.until(lambda: bool(desk.window.feed.batches()))
    (card,) = desk.window.feed.batches()
    desk.until(lambda: card.approve_button.text() == "Approve all 3 proposals")
    card.show_conversion(card.model.names()[1])
    assert_walkable(desk)


def test_tab_goes_through_the_cards_from_top_to_bottom(desk: Desk) -> None:
    old, middle, new = (desk.ask(f"Make a cat, {number}", State.PROPOSED) for number in range(3))
    desk.until(lambda: all(view.editor is not None for view in (old, middle, new)))
    desk.until(lambda: order_of_cards(desk, (old, middle, new)) == [new, middle, old])


def order_of_cards(desk: Desk, views: tuple[ConversionView, ...]) -> list[ConversionView]:
    """In the order in which Tab comes to them; one that is left and entered again is there twice."""
    seen: list[ConversionView] = []
    for widget in Walk(desk.qtbot, desk.window.composer.instruction).seen:
        for view in views:
            if view.isAncestorOf(widget) and seen[-1:] != [view]:
                seen.append(view)
    return seen
