"""What an invocation starts from: the user's files, or what another step makes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from tests.ui.conftest import CATALOGUE, GENERATOR
from tests.ui.proposal.table import CAT, DOG, TWO_PAINTERS, Table, choose

MOVER = replace(GENERATOR, id="mover", name="Mover", task=Modality.VIDEO, modalities=(Modality.IMAGE,))
CHAINING = replace(CATALOGUE, generators={Modality.IMAGE: (GENERATOR,), Modality.VIDEO: (MOVER,)})
RUN = Invocation(Modality.VIDEO, "it runs")


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
