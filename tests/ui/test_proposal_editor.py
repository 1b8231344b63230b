"""The editor alone: it draws a conversion and emits the whole list after each edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.measurements import Estimate
from modaverse_desktop.service.needs import Needs, Room
from modaverse_desktop.ui.proposal.card_list import MOST_CARDS
from modaverse_desktop.ui.proposal.invocation_card import InvocationCard
from modaverse_desktop.ui.proposal.needs_line import is_tight, needs_words, time_words
from modaverse_desktop.ui.proposal.proposal_editor import ProposalEditor
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import CATALOGUE, GENERATOR

CAT = Invocation(Modality.IMAGE, "a cat")
DOG = Invocation(Modality.IMAGE, "a dog")
BARK = Invocation(Modality.AUDIO, "a bark")
ANSWER = Invocation(Modality.TEXT, "a cat")
ETCHER = replace(GENERATOR, id="etcher", name="Etcher", options=GENERATOR.options[:1], modalities=(Modality.IMAGE,))
TWO_PAINTERS = replace(CATALOGUE, generators={Modality.IMAGE: (GENERATOR, ETCHER)})


class Table:
    """An editor that draws every edit back, as the window does."""

    def __init__(
        self, qtbot: QtBot, *invocations: Invocation, catalogue: Catalogue = CATALOGUE, media: tuple[Media, ...] = ()
    ) -> None:
        self.conversion = Conversion(
            "c1", "make it", media, "starter", state=State.PROPOSED, meta_response="raw ###",
            proposal=invocations, invocations=invocations,
        )  # fmt: skip
        self.editor = ProposalEditor(Theme(Shade.LIGHT), catalogue)
        qtbot.addWidget(self.editor)
        self.edits: list[tuple[Invocation, ...]] = []
        self.approvals: list[tuple[int, ...]] = []
        self.editor.edited.connect(self._take)
        self.editor.approved.connect(self.approvals.append)
        self.editor.render(self.conversion)
        self.editor.show()

    def _take(self, invocations: tuple[Invocation, ...]) -> None:
        self.edits.append(invocations)
        self.conversion = replace(self.conversion, invocations=invocations)
        self.editor.render(self.conversion)

    def draw(self, conversion: Conversion) -> None:
        self.conversion = conversion
        self.editor.render(conversion)

    def card(self, place: int = 0) -> InvocationCard:
        return self.editor.cards()[place]

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


# --- the model that makes it --------------------------------------------------------------------------------------


def choose(card: InvocationCard, name: str) -> None:
    combo = card.generator.combo
    combo.setCurrentIndex(combo.findText(name))
    combo.activated.emit(combo.currentIndex())


def test_the_stacks_own_model_is_meant_until_another_one_is_chosen(qtbot: QtBot) -> None:
    table = Table(
        qtbot, replace(CAT, parameters={"steps": 20, "guidance_scale": 9.0, "seed": 7}), catalogue=TWO_PAINTERS
    )
    assert table.card().generator.combo.currentText() == "Painter"
    choose(table.card(), "Etcher")
    chosen = table.conversion.invocations[0]
    assert chosen.generator == "etcher"
    assert chosen.parameters == {"steps": 20, "seed": 7}
    assert [field.option.name for field in table.card().options.fields()] == ["steps"]
    choose(table.card(), "Painter")
    assert table.conversion.invocations[0].generator is None


def test_a_model_that_is_gone_is_said_to_be_so_and_how_to_get_it(qtbot: QtBot) -> None:
    table = Table(qtbot, replace(CAT, generator="gone"), DOG)
    assert "gone (not installed)" in table.card().generator.combo.currentText()
    assert "“gone” is not installed" in table.card().notes()[0]
    assert table.editor.approve_button.text() == "Approve 1 of 2"


def test_what_no_model_makes_names_the_pack_that_it_takes_and_the_others_can_be_approved(qtbot: QtBot) -> None:
    table = Table(qtbot, BARK, CAT, catalogue=replace(CATALOGUE, wanted={Modality.AUDIO: "barker"}))
    (note,) = table.card().notes()
    assert "kind “generator” with the task “audio”" in note
    assert "“barker”" in note
    assert "models" in note
    assert not table.card().approve_button.isEnabled()
    table.editor.approve_button.click()
    assert table.approvals == [(1,)]


def test_files_are_offered_to_a_model_that_takes_them(qtbot: QtBot, tmp_path: Path) -> None:
    media = (Media(tmp_path / "a&b.png", Modality.IMAGE), Media(tmp_path / "c.wav", Modality.AUDIO))
    table = Table(qtbot, CAT, catalogue=TWO_PAINTERS, media=media)
    assert not table.card().inputs.boxes
    choose(table.card(), "Etcher")
    assert list(table.card().inputs.boxes) == [0]
    table.card().inputs.boxes[0].click()
    assert table.conversion.invocations[0].inputs == (0,)
    choose(table.card(), "Painter")
    assert table.conversion.invocations[0].inputs == ()


# --- seed and count -----------------------------------------------------------------------------------------------


def test_the_lock_keeps_a_seed_and_lets_it_go(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    options = table.card().options
    options.lock.click()
    seed = table.conversion.invocations[0].parameters["seed"]
    assert options.lock.isChecked()
    options.dice.click()
    assert table.conversion.invocations[0].parameters["seed"] != seed
    assert options.lock.isChecked()
    options.lock.click()
    assert table.conversion.invocations[0].parameters == {}


def test_several_can_be_asked_for(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.card().options.count.control.setValue(3)
    assert table.conversion.invocations[0].parameters == {"count": 3}
    table.card().options.count.control.setValue(1)
    assert table.conversion.invocations[0].parameters == {}


# --- order, keys and mouse ----------------------------------------------------------------------------------------


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


# --- beside the model's own ---------------------------------------------------------------------------------------


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


# --- the meta-response --------------------------------------------------------------------------------------------


def test_the_plan_follows_what_is_written_into_the_meta_response(qtbot: QtBot) -> None:
    table = Table(qtbot, replace(CAT, parameters={"seed": 7}))
    table.editor.raw.edit.setPlainText("Modality: [IMAGE] Prompt: a tiger\nModality: [AUDIO] Prompt: a roar ###")
    assert table.conversion.invocations == (
        Invocation(Modality.IMAGE, "a tiger", parameters={"seed": 7}),
        Invocation(Modality.AUDIO, "a roar"),
    )
    assert table.editor.raw.note() == "2 steps are understood."
    assert "a roar ###" in table.editor.raw.text()


def test_what_of_it_cannot_be_understood_is_said_in_place(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.editor.raw.edit.setPlainText("Modality: [POETRY] Prompt: o cat\nModality: [IMAGE] Prompt: a tiger ###")
    assert "POETRY" in table.editor.raw.note()
    assert table.prompts == ["a tiger"]
    table.editor.raw.edit.setPlainText("")
    assert "Nothing in it can be understood" in table.editor.raw.note()
    assert table.prompts == ["a tiger"]


def test_an_edited_plan_is_spelled_as_the_model_would_and_the_models_own_comes_back(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    table.card().prompt.setPlainText("a lion")
    assert table.editor.raw.text() == "Modality: [IMAGE] Prompt: a lion ###"
    table.editor.revert_button.click()
    assert table.editor.raw.text() == "raw ###"


# --- a part of the plan -------------------------------------------------------------------------------------------


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


# --- what it needs ------------------------------------------------------------------------------------------------


def test_before_approval_it_says_what_the_plan_needs(qtbot: QtBot, tmp_path: Path) -> None:
    costly = replace(GENERATOR, ram_mb=400)
    catalogue = replace(
        CATALOGUE,
        generators={Modality.IMAGE: (costly,)},
        estimate=lambda one: Estimate(4.0).times(count_of(one)),
        output=lambda: tmp_path / "out",
    )
    table = Table(qtbot, CAT, catalogue=catalogue)
    qtbot.waitUntil(lambda: "on the disk (" in table.editor.needs.text())
    assert "419 MB of memory" in table.editor.needs.text()
    assert "Takes about 4 s, measured here" in table.editor.needs.text()
    table.card().options.count.control.setValue(3)
    assert "about 12 s" in table.editor.needs.text()
    table.card().task.button(Modality.TEXT).click()
    assert not table.editor.needs.isVisible()


def test_what_is_not_measured_is_said_to_be_so() -> None:
    assert "not measured here yet" in time_words(None)
    assert "reckoned" in time_words(Estimate(7.2, measured=False))
    assert "less than a second" in time_words(Estimate(0.2))
    assert "about 3 min" in time_words(Estimate(170.0))
    assert "about 2 h" in time_words(Estimate(7200.0))


def test_too_little_room_is_said() -> None:
    needs, room = Needs(memory=8 << 30, disk=1000), Room(memory=1 << 30, disk=10**9)
    assert is_tight(needs, room)
    assert "only 1.1 GB are free" in needs_words(needs, room)[0]
    assert not is_tight(Needs(memory=1 << 20, disk=1000), room)
    assert not is_tight(needs, Room())


def test_a_card_that_was_made_before_the_answer_says_what_any_other_says(qtbot: QtBot) -> None:
    early, late = Table(qtbot), Table(qtbot, CAT, BARK)
    for _ in range(2):  # asked twice, it makes one
        early.editor.list.prepare(())
    assert early.editor.cards() == ()
    assert len(early.editor.list.findChildren(InvocationCard)) == 1
    early.draw(late.conversion)
    assert early.editor.invocations() == (CAT, BARK)
    qtbot.waitUntil(lambda: all(card.isVisible() for card in early.editor.cards()))


def test_options_that_were_never_unfolded_keep_what_the_model_set(qtbot: QtBot) -> None:
    table = Table(qtbot, replace(CAT, parameters={"steps": 20, "guidance_scale": 4.0}))
    options = table.card().options
    assert options.parameters() == {"steps": 20}
    options.seed.set_value(7)
    assert options.parameters() == {"steps": 20, "seed": 7}
    options.unfold.click()
    assert options.fields()[0].value() == 20
    assert options.parameters() == {"steps": 20, "seed": 7}


# --- a step that starts from what another one makes -----------------------------------------------------------------

MOVER = replace(GENERATOR, id="mover", name="Mover", task=Modality.VIDEO, modalities=(Modality.IMAGE,))
CHAINING = replace(CATALOGUE, generators={Modality.IMAGE: (GENERATOR,), Modality.VIDEO: (MOVER,)})
RUN = Invocation(Modality.VIDEO, "it runs")


def test_a_step_can_start_from_what_the_one_before_it_makes(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, RUN, catalogue=CHAINING)
    assert table.card(0).inputs.isHidden()
    row = table.card(1).inputs
    assert row.before.isVisible()
    assert row.before.text() == "the picture of step 1"
    assert "earlier step" in row.text()
    row.before.click()
    assert table.conversion.invocations == (CAT, replace(RUN, after=Modality.IMAGE))
    assert row.text() == "Begins with"
    assert "It starts from what an earlier step makes." in table.card(1).changes.text()
    table.editor.approve_button.click()
    assert table.approvals == [(0, 1)]
    row.before.click()
    assert table.conversion.invocations == (CAT, RUN)


def test_only_the_file_or_the_step_is_used(qtbot: QtBot) -> None:
    given = Media(Path("/given.png"), Modality.IMAGE)
    table = Table(qtbot, CAT, RUN, catalogue=CHAINING, media=(given,))
    row = table.card(1).inputs
    row.before.click()
    row.boxes[0].click()
    assert table.conversion.invocations[1] == replace(RUN, inputs=(0,))
    assert not row.before.isChecked()
    row.before.click()
    assert table.conversion.invocations[1] == replace(RUN, after=Modality.IMAGE)
    assert not row.boxes[0].isChecked()


def test_when_the_step_goes_the_other_says_that_it_starts_from_words_alone(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, replace(RUN, after=Modality.IMAGE), DOG, catalogue=CHAINING)
    row = table.card(1).inputs
    assert row.before.isChecked()
    table.card(0).remove_button.click()
    row = table.card(0).inputs
    assert row.isVisible()
    assert not row.before.isVisible()
    assert "not before it any more" in row.text()
    assert table.card(0).is_ready()
    table.card(1).move_button(-1).click()
    row = table.card(1).inputs
    assert (row.before.text(), row.before.isChecked()) == ("the picture of step 1", True)


def test_a_step_that_waits_for_an_empty_one_is_not_made(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT, replace(RUN, after=Modality.IMAGE), DOG, catalogue=CHAINING)
    table.card(0).prompt.setPlainText("")
    table.card(1).approve_button.click()
    assert table.approvals == []
    table.editor.approve_button.click()
    assert table.approvals == [(2,)]


def test_a_generator_that_needs_an_input_can_be_given_that_of_a_step(qtbot: QtBot) -> None:
    needing = replace(MOVER, config={"needs_input": True})
    catalogue = replace(CHAINING, generators={**CHAINING.generators, Modality.VIDEO: (needing,)})
    table = Table(qtbot, CAT, RUN, catalogue=catalogue)
    assert not table.card(1).is_ready()
    table.card(1).inputs.before.click()
    assert table.card(1).is_ready()


def test_another_generator_that_takes_no_picture_lets_the_step_go(qtbot: QtBot) -> None:
    plain = replace(MOVER, id="plain", modalities=())
    catalogue = replace(CHAINING, generators={**CHAINING.generators, Modality.VIDEO: (MOVER, plain)})
    chained = replace(RUN, after=Modality.IMAGE)
    assert catalogue.fitting(chained) == chained
    assert catalogue.fitting(replace(chained, generator="plain")).after is None
