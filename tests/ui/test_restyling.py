"""Another theme, in steps: in the end everything looks as if it had been in it from the beginning."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.ui.theme import Shade, apply_theme
from tests.ui.conftest import Desk


def show(desk: Desk, shown: Shown) -> None:
    desk.parts.store.change(replace(desk.parts.store.settings, theme=shown))


def pictures(desk: Desk) -> list[QImage]:
    """Of the cards, when they have come to rest."""
    seen: list[list[QImage]] = []

    def at_rest() -> bool:
        seen.append([view.grab().toImage() for view in desk.window.feed.views()])
        return len(seen) > 2 and seen[-1] == seen[-2]

    desk.until(at_rest)
    return seen[-1]


def test_the_cards_look_as_if_they_had_been_made_in_this_theme(desk: Desk, qapp: QApplication) -> None:
    desk.ask("What is this?", State.DONE)
    desk.ask("error", State.FAILED)
    desk.ask("Make two pets", State.PROPOSED)
    desk.window.composer.instruction.setFocus()  # what has the focus is drawn with it
    for shown in (Shown.DARK, Shown.LIGHT, Shown.DARK):
        with desk.qtbot.waitSignal(desk.parts.restyling.done):
            show(desk, shown)
        stepwise = pictures(desk)
        qapp.setStyleSheet("")
        apply_theme(qapp, desk.parts.theme)
        assert pictures(desk) == stepwise


def test_who_changes_their_mind_gets_the_last_one(desk: Desk) -> None:
    desk.ask("Make two pets", State.PROPOSED)
    show(desk, Shown.LIGHT)
    desk.until(lambda: desk.parts.theme.shade is Shade.LIGHT)
    with desk.qtbot.waitSignal(desk.parts.restyling.done):
        show(desk, Shown.DARK)
        show(desk, Shown.LIGHT)
    assert desk.parts.theme.shade is Shade.LIGHT
    assert desk.window.updatesEnabled()


def test_a_card_that_goes_meanwhile_is_no_problem(desk: Desk) -> None:
    view = desk.ask("Make two pets", State.PROPOSED)
    other = Shown.LIGHT if desk.parts.theme.shade is Shade.DARK else Shown.DARK
    with desk.qtbot.waitSignal(desk.parts.restyling.done):
        show(desk, other)
        desk.parts.queue.remove(view.conversion.id)
    assert desk.window.updatesEnabled()
