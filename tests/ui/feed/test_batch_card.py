"""A batch is one card, however many files: counts, one bar, and a view only of what is looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.feed.batch_card import BatchCard
from modaverse_desktop.ui.feed.conversion_view import ConversionView
from modaverse_desktop.ui.feed.row_delegate import RowRole
from tests.ui.conftest import Desk


@pytest.fixture
def media(tmp_path: Path) -> list[Media]:
    paths = [tmp_path / f"picture {number}.png" for number in range(5)]
    for path in paths:
        Image.new("RGB", (20, 20), "red").save(path)
    return [Media(path, Modality.IMAGE) for path in paths]


def begin(desk: Desk, instruction: str, media: list[Media]) -> BatchCard:
    desk.parts.queue.submit_batch(instruction, media)
    desk.until(lambda: bool(desk.window.feed.batches()))
    return desk.window.feed.batches()[0]


def words(card: BatchCard) -> list[str]:
    return [str(card.model.index(row).data(RowRole.WORD)) for row in range(card.model.rowCount())]


def test_a_batch_is_one_card_with_counts_and_no_view_of_any(desk: Desk, media: list[Media]) -> None:
    card = begin(desk, "Make a cat", media)
    desk.until(lambda: words(card) == ["Your turn"] * 5)
    desk.until(lambda: "5 wait for you" in card.accessibleName())
    assert not desk.window.feed.views()
    assert not desk.window.findChildren(ConversionView)
    names = [card.model.index(row).data(Qt.ItemDataRole.DisplayRole) for row in range(5)]
    assert names == [medium.path.name for medium in media]


def test_all_proposals_are_approved_by_one_button(desk: Desk, media: list[Media]) -> None:
    card = begin(desk, "Make a cat", media)
    desk.until(lambda: card.approve_button.text() == "Approve all 5 proposals")
    card.approve_button.click()
    desk.until(lambda: words(card) == ["Done"] * 5)
    desk.until(lambda: not card.approve_button.isVisible())
    desk.until(lambda: not card.stop_button.isVisible())


def test_one_of_them_can_be_looked_at_edited_and_approved(desk: Desk, media: list[Media]) -> None:
    card = begin(desk, "Make a cat", media)
    desk.until(lambda: words(card) == ["Your turn"] * 5)
    card.show_conversion(card.model.names()[2])
    assert card.view is not None
    assert card.view.editor is not None
    card.view.editor.cards()[0].prompt.setPlainText("a dog")
    card.view.editor.approve_button.click()
    desk.until(lambda: words(card)[2] == "Done")
    assert desk.parts.queue[card.model.names()[2]].invocations[0].prompt == "a dog"
    assert len(card.view.artifacts) == 1
    card.next_button.click()
    assert card.view.conversion.id == card.model.names()[3]
    assert len(desk.window.feed.all_views()) == 1


def test_the_list_is_walked_by_keys(desk: Desk, media: list[Media]) -> None:
    card = begin(desk, "Make a cat", media)
    desk.until(lambda: words(card) == ["Your turn"] * 5)
    card.list.setFocus()
    desk.qtbot.keyClick(card.list, Qt.Key.Key_Down)
    desk.qtbot.keyClick(card.list, Qt.Key.Key_Down)
    assert card.view is not None
    assert card.view.conversion.id == card.model.names()[card.list.currentIndex().row()]
    spoken = card.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{card.view.conversion.media[0].path.name}: Your turn"


def test_stopping_the_batch_stops_it_and_nothing_else(desk: Desk, media: list[Media]) -> None:
    other = desk.ask("slow", State.INTERPRETING)
    card = begin(desk, "Make a cat", media)
    desk.until(card.stop_button.isVisible)
    card.stop_button.click()
    desk.until(lambda: words(card) == ["Stopped"] * 5)
    assert other.conversion.state is State.INTERPRETING
    other.stop_button.click()


def test_a_failure_is_counted_and_the_others_go_on(desk: Desk, media: list[Media]) -> None:
    desk.parts.store.change(replace(desk.parts.store.settings, approve_text=True))
    first, *rest = media
    card = begin(desk, "What is this?", [Media(first.path.with_name("gone.png"), Modality.IMAGE), *rest])
    desk.until(lambda: words(card).count("Done") >= 4)
    desk.until(lambda: "done" in card.accessibleName())


def test_a_removed_batch_is_gone_and_one_of_it_can_be_removed_alone(desk: Desk, media: list[Media]) -> None:
    card = begin(desk, "Make a cat", media)
    desk.until(lambda: words(card) == ["Your turn"] * 5)
    card.show_conversion(card.model.names()[0])
    assert card.view is not None
    card.view.remove_button.click()
    desk.until(lambda: card.model.rowCount() == 4)
    assert card.view is None or card.view.conversion.id in card.model.names()
    card.remove_button.click()
    desk.until(lambda: not desk.window.feed.batches())
    assert desk.window.feed.welcome.isVisible()


def test_a_thousand_files_make_one_card_and_no_view(desk: Desk, media: list[Media]) -> None:
    desk.parts.queue.pause()
    card = begin(desk, "Make a cat", media * 200)
    desk.until(lambda: card.model.rowCount() == 1000)
    desk.until(lambda: "1,000 to do" in card.accessibleName())
    assert desk.window.feed.keys() == (card.batch,)
    assert not desk.window.findChildren(ConversionView)
    desk.until(lambda: "1,000 are waiting" in desk.window.feed.bar.words())
    card.stop_button.click()
    desk.until(lambda: "1,000 stopped" in card.accessibleName())


def test_a_click_on_a_notification_brings_the_conversion_of_a_batch_into_sight(desk: Desk, media: list[Media]) -> None:
    card = begin(desk, "Make a cat", media)
    desk.until(lambda: words(card) == ["Your turn"] * 5)
    desk.parts.attention.wanted.emit(card.model.names()[4])
    assert card.view is not None
    assert card.view.conversion.id == card.model.names()[4]
    assert card.list.currentIndex().row() == 4
