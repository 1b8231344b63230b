"""The plan beside the model's own: what was changed is said, and the way back."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from tests.ui.proposal.table import BARK, CAT, DOG, Table


def test_the_way_back_to_the_models_own_is_there_only_after_an_edit(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG)
    assert not table.editor.revert_button.isVisible()
    table.editor.cards()[1].remove_button.click()
    table.editor.cards()[0].prompt.setPlainText("nothing like it")
    assert table.editor.revert_button.isVisible()
    table.editor.revert_button.click()
    assert table.conversion.invocations == (CAT, DOG)
    assert not table.editor.revert_button.isVisible()


def test_what_was_changed_is_marked_word_by_word_and_said(qtbot: QtBot) -> None:
    table = Table(qtbot, Invocation(Modality.IMAGE, "a black <b>cat</b>"))
    assert not table.card().changes.isVisible()
    table.card().prompt.setPlainText("a white <b>cat</b>")
    table.card().options.fields()[0].control.setValue(20)
    changes = table.card().changes
    assert changes.isVisible()
    assert "line-through" in changes.text()
    assert "&lt;b&gt;" in changes.text()
    assert changes.accessibleName() == (
        "Steps: as usual → 20. Removed from the prompt: black. Added to the prompt: white."
    )
    table.card().task.button(Modality.TEXT).click()
    assert "Kind: Image → Text." in changes.accessibleName()
    table.editor.revert_button.click()
    assert not changes.isVisible()


def test_what_was_added_is_said_and_what_was_removed_can_be_put_back(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, BARK)
    table.card(1).remove_button.click()
    assert table.editor.removed_row.invocations() == (BARK,)
    table.editor.add_button.click()
    table.card(1).prompt.setPlainText("something else")
    assert table.card(1).changes.text() == "You added this step."
    table.editor.removed_row.put_back.emit(BARK)
    assert table.prompts == ["a cat", "something else", "a bark"]
    assert not table.editor.removed_row.isVisible()


def test_going_back_to_the_models_own_can_be_undone_in_the_prompt(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.card().prompt.setPlainText("my very own words")
    table.editor.revert_button.click()
    assert table.prompts == ["a cat"]
    table.card().prompt.undo()
    assert table.prompts == ["my very own words"]
