"""The editor alone: it draws a conversion and emits the whole list after each edit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.proposal.proposal_editor import ProposalEditor
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import CATALOGUE

CAT = Invocation(Modality.IMAGE, "a cat")
DOG = Invocation(Modality.IMAGE, "a dog")
BARK = Invocation(Modality.AUDIO, "a bark")


class Table:
    """An editor that draws every edit back, as the window does."""

    def __init__(self, qtbot: QtBot, *invocations: Invocation) -> None:
        self.conversion = Conversion(
            "c1", "make it", (), "starter", state=State.PROPOSED, meta_response="raw ###",
            proposal=invocations, invocations=invocations,
        )  # fmt: skip
        self.editor = ProposalEditor(Theme(Shade.LIGHT), CATALOGUE)
        qtbot.addWidget(self.editor)
        self.edits: list[tuple[Invocation, ...]] = []
        self.editor.edited.connect(self._take)
        self.editor.render(self.conversion)
        self.editor.show()

    def _take(self, invocations: tuple[Invocation, ...]) -> None:
        self.edits.append(invocations)
        self.conversion = replace(self.conversion, invocations=invocations)
        self.editor.render(self.conversion)

    @property
    def prompts(self) -> list[str]:
        return [invocation.prompt for invocation in self.conversion.invocations]


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


def test_the_way_back_to_the_models_own_is_there_only_after_an_edit(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, DOG)
    assert not table.editor.revert_button.isVisible()
    table.editor.cards()[1].remove_button.click()
    table.editor.cards()[0].prompt.setPlainText("nothing like it")
    assert table.editor.revert_button.isVisible()
    table.editor.revert_button.click()
    assert table.conversion.invocations == (CAT, DOG)
    assert not table.editor.revert_button.isVisible()


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


def test_a_task_that_no_model_makes_is_said_to_be_so(qtbot: QtBot) -> None:
    barks, meows = Table(qtbot, BARK), Table(qtbot, CAT)
    assert any("No installed model" in text for text in barks.editor.cards()[0].notes())
    assert not meows.editor.cards()[0].notes()


def test_options_come_from_the_manifest_and_defaults_are_not_written_down(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    options = table.editor.cards()[0].options
    assert [field.option.name for field in options.fields()] == ["steps", "guidance_scale", "sampler"]
    options.fields()[0].control.setValue(20)
    options.seed.control.setValue(7)
    assert table.conversion.invocations[0].parameters == {"steps": 20, "seed": 7}
    options.fields()[0].control.setValue(10)
    options.seed.control.setValue(-1)
    assert table.conversion.invocations[0].parameters == {}


@pytest.mark.parametrize(("low", "high"), [(1, 50)])
def test_an_option_stays_in_its_range(qtbot: QtBot, low: int, high: int) -> None:
    table = Table(qtbot, CAT)
    steps = table.editor.cards()[0].options.fields()[0]
    steps.control.setValue(9999)
    assert steps.value() == high
    steps.control.setValue(-9999)
    assert steps.value() == low


def test_the_dice_gives_another_seed(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.editor.cards()[0].options.dice.click()
    assert table.conversion.invocations[0].parameters["seed"] != 0


def test_options_survive_a_change_of_the_prompt(qtbot: QtBot) -> None:
    table = Table(qtbot, replace(CAT, parameters={"steps": 33}))
    table.editor.cards()[0].prompt.setPlainText("a dog")
    assert table.conversion.invocations[0].parameters == {"steps": 33}


def test_what_the_model_wrote_can_be_read(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    assert not table.editor.raw.isVisible()
    table.editor.raw.unfold.click()
    assert table.editor.raw.isVisible()
    assert table.editor.raw.text() == "raw ###"
