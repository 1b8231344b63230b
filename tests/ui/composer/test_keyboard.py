"""Several cards, a question about a batch and a batch, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from modaverse_desktop.ui.composer.batch_panel import Stage
from modaverse_desktop.ui.composer.media_card import MediaCard
from tests.ui.conftest import Desk
from tests.ui.walk import Walk

Pictures = Callable[..., list[Path]]


@pytest.fixture(params=["cards", "asking", "taken"])
def start(request: pytest.FixtureRequest, desk: Desk, pictures: Pictures, beep: Path, film: Path) -> QWidget:
    composer = desk.window.composer
    if request.param == "cards":
        desk.give(beep, film, *pictures(2))
        desk.until(lambda: composer.shelf.cards()[0].large().bar.maximum() > 0)
        composer.shelf.cards()[1].unfold.click()
    else:
        desk.drop(*pictures(12), beep)
        desk.until(lambda: composer.batch_panel.stage is Stage.ASKING)
        composer.batch_panel.unfold.click()
        if request.param == "taken":
            composer.batch_panel.accept.click()
    return composer.instruction


def test_every_part_has_a_name_is_reached_and_shows_its_focus(desk: Desk, start: QWidget) -> None:
    walk = Walk(desk.qtbot, start)
    assert walk.nameless() == []
    assert walk.unreached() == []
    assert walk.unmarked() == []
    assert walk.backwards() == []


def test_tab_goes_through_moved_cards_as_they_stand(desk: Desk, pictures: Pictures) -> None:
    desk.give(*pictures(3))
    shelf = desk.window.composer.shelf
    desk.qtbot.keyClick(shelf.cards()[2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    walk = Walk(desk.qtbot, desk.window.composer.instruction)
    assert [part for part in walk.seen if isinstance(part, MediaCard)] == list(shelf.cards())
    assert walk.backwards() == []
