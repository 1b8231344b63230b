"""The cards: added, moved, doubled and removed with buttons, keys and the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.proposal.card_list import MOST_CARDS
from modaverse_desktop.ui.proposal.invocation_card import InvocationCard
from tests.ui.proposal.table import BARK, CAT, DOG, Table


def test_cards_are_added_moved_and_removed(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG)
    table.editor.add_button.click()
    table.editor.cards()[2].prompt.setPlainText("a bird")
    table.editor.cards()[2].move_button(-1).click()
    assert table.prompts == ["a cat", "a bird", "a dog"]
    table.editor.cards()[0].remove_button.click()
    assert table.prompts == ["a bird", "a dog"]
    table.editor.cards()[0].move_button(1).click()
    assert table.prompts == ["a dog", "a bird"]


def press(qtbot: QtBot, table: Table, place: int, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    table.editor.activateWindow()
    qtbot.waitUntil(table.editor.isActiveWindow)
    prompt = table.card(place).prompt
    qtbot.waitUntil(prompt.isVisible)
    prompt.setFocus()
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(prompt, key, held)


def test_everything_can_be_done_with_keys_from_within_a_card(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG)
    keys = Qt.KeyboardModifier
    alt, control, shift = keys.AltModifier, keys.ControlModifier, keys.ShiftModifier
    press(qtbot, table, 0, Qt.Key.Key_Down, alt)
    assert table.prompts == ["a dog", "a cat"]
    assert table.card(1).prompt.hasFocus()
    press(qtbot, table, 1, Qt.Key.Key_Up, alt)
    assert table.prompts == ["a cat", "a dog"]
    press(qtbot, table, 0, Qt.Key.Key_D, control)
    assert table.prompts == ["a cat", "a cat", "a dog"]
    assert table.card(1).prompt.hasFocus()
    press(qtbot, table, 2, Qt.Key.Key_Delete, alt)
    assert table.prompts == ["a cat", "a cat"]
    press(qtbot, table, 1, Qt.Key.Key_Return, control, shift)
    assert table.approvals == [(1,)]


def test_the_last_card_stays_and_there_is_an_end_to_doubling(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.card().removed.emit()
    assert table.prompts == ["a cat"]
    for _ in range(MOST_CARDS + 3):
        table.card().duplicate_button.click()
    assert len(table.prompts) == MOST_CARDS
    assert not table.editor.add_button.isVisible()


def test_a_card_is_dragged_past_its_neighbours(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG, BARK)
    handle, last = table.card(0).handle, table.card(2)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton)
    bottom = last.mapToGlobal(last.rect().bottomLeft())
    for _ in range(3):
        handle.dragged.emit(bottom.y())
    assert table.prompts == ["a dog", "a bark", "a cat"]
    handle.dragged.emit(table.card(0).mapToGlobal(table.card(0).rect().topLeft()).y())
    assert table.prompts == ["a dog", "a cat", "a bark"]


def test_a_card_that_was_made_before_the_answer_says_what_any_other_says(qtbot: QtBot) -> None:
    early, late = Table(qtbot), Table(qtbot, CAT, BARK)
    for _ in range(2):  # asked twice, it makes one
        early.editor.list.prepare(())
    assert early.editor.cards() == ()
    assert len(early.editor.list.findChildren(InvocationCard)) == 1
    early.draw(late.conversion)
    assert early.editor.invocations() == (CAT, BARK)
    qtbot.waitUntil(lambda: all(card.isVisible() for card in early.editor.cards()))
