"""The options of an invocation: from the manifest, in their range, with a seed and a count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.proposal.table import CAT, Table


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


def test_options_that_were_never_unfolded_keep_what_the_model_set(qtbot: QtBot) -> None:
    table = Table(qtbot, replace(CAT, parameters={"steps": 20, "guidance_scale": 4.0}))
    options = table.card().options
    assert options.parameters() == {"steps": 20}
    options.seed.set_value(7)
    assert options.parameters() == {"steps": 20, "seed": 7}
    options.unfold.click()
    assert options.fields()[0].value() == 20
    assert options.parameters() == {"steps": 20, "seed": 7}
