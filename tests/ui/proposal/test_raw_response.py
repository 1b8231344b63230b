"""The meta-response below the cards: it is read, and may be written in."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from tests.ui.proposal.table import CAT, Table


def test_what_the_model_wrote_can_be_read(qtbot: QtBot) -> None:
    table = Table(qtbot, CAT)
    assert not table.editor.raw.isVisible()
    table.editor.raw.unfold.click()
    assert table.editor.raw.isVisible()
    assert table.editor.raw.text() == "raw ###"


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
