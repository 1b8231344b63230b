"""The editor alone: it draws a conversion, emits the whole list after each edit, and tells what was approved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.invocation import Artifact
from modaverse_desktop.core.modality import Modality
from tests.ui.proposal.table import ANSWER, BARK, CAT, DOG, Table


def test_there_is_a_card_for_each_invocation_in_order(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, BARK)
    assert [card.prompt.toPlainText() for card in table.editor.cards()] == ["a cat", "a bark"]
    assert table.editor.invocations() == (CAT, BARK)
    assert not table.edits


def test_writing_edits_the_prompt_and_keeps_the_caret(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    prompt = table.editor.cards()[0].prompt
    prompt.moveCursor(prompt.textCursor().MoveOperation.Start)
    qtbot.keyClicks(prompt, "look: ")
    assert table.prompts == ["look: a cat"]
    assert prompt.textCursor().position() == len("look: ")
    prompt.undo()
    assert table.prompts == ["a cat"]


def test_nothing_empty_can_be_approved(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.editor.cards()[0].prompt.setPlainText("  ")
    assert not table.editor.approve_button.isEnabled()
    table.editor.cards()[0].prompt.setPlainText("a cat")
    assert table.editor.approve_button.isEnabled()


def test_an_unreadable_answer_can_be_replaced_by_hand(qtbot: QtBot) -> None:
    table = Table(qtbot)
    assert not table.editor.approve_button.isEnabled()
    table.editor.add_button.click()
    table.editor.cards()[0].prompt.setPlainText("a cat")
    assert table.editor.approve_button.isEnabled()


def test_the_task_is_changed_by_a_button(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    qtbot.mouseClick(table.editor.cards()[0].task.button(Modality.TEXT), Qt.MouseButton.LeftButton)
    assert table.conversion.invocations[0].task is Modality.TEXT
    assert table.editor.approve_button.text() == "Keep this answer"


def test_one_step_is_approved_alone(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG)
    assert table.editor.approve_button.text() == "Approve all"
    table.card(1).approve_button.click()
    table.editor.approve_button.click()
    assert table.approvals == [(1,), (0, 1)]
    assert not Table(qtbot, CAT).card().approve_button.isVisible()


def test_the_rest_of_a_plan_is_edited_without_touching_what_was_made(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG, ANSWER)
    made = Artifact(Modality.IMAGE, 0, Path("/out/dog.png"))
    rest = replace(table.conversion, invocations=(DOG, CAT, ANSWER), settled=1, artifacts=(made,))
    table.draw(rest)
    assert [card.invocation() for card in table.editor.cards()] == [CAT, ANSWER]
    assert not table.editor.again_button.isVisible()
    assert not table.editor.revert_button.isVisible()
    table.card(0).prompt.setPlainText("a lynx")
    assert table.prompts == ["a dog", "a lynx", "a cat"]
    assert table.editor.raw.text() == "raw ###"
    table.card(1).approve_button.click()
    assert table.approvals == [(2,)]
    table.editor.revert_button.click()
    assert table.conversion.invocations == (DOG, CAT, ANSWER)


def test_while_one_is_made_the_rest_is_shown(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG)
    table.draw(replace(table.conversion, state=State.GENERATING, left_out=1))
    assert [card.invocation() for card in table.editor.cards()] == [DOG]
