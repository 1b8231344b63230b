"""The model that makes an invocation: the stack's own, another one, or one that is not there."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from modaverse_desktop.core.modality import Modality
from tests.ui.conftest import CATALOGUE
from tests.ui.proposal.table import BARK, CAT, DOG, TWO_PAINTERS, Table, choose


def test_a_task_that_no_model_makes_is_said_to_be_so(qtbot: QtBot) -> None:
    barks, meows = Table(qtbot, BARK), Table(qtbot, CAT)
    assert any("No installed model" in text for text in barks.editor.cards()[0].notes())
    assert not meows.editor.cards()[0].notes()


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
