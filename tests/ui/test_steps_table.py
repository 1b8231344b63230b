"""What each step needs: a line that unfolds into a row for each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.measurements import Estimate
from modaverse_desktop.service.step_needs import step_needs
from modaverse_desktop.ui.proposal.needs_line import NeedsLine
from modaverse_desktop.ui.theme import Shade, Theme
from tests.core.test_preflight import EYE, KEY, PAINTER, STACK

CAT = Invocation(Modality.IMAGE, "a cat")
ANSWER = Invocation(Modality.TEXT, "a cat")
CATALOGUE = Catalogue(
    {Modality.IMAGE: (PAINTER,)},
    stack=STACK,
    estimate=lambda invocation: Estimate(12.4),
    reading=lambda given: Estimate(2.0 + len(given)),
    memory=lambda: Memory(1000, held={KEY: 800}),
)


def line(qtbot: QtBot, catalogue: Catalogue = CATALOGUE) -> NeedsLine:
    made = NeedsLine(Theme(Shade.LIGHT), catalogue)
    qtbot.addWidget(made)
    made.show_needs([ANSWER, CAT], [Modality.IMAGE])
    made.show()
    return made


def test_before_the_proposal_the_time_of_reading_is_that_of_the_language_model() -> None:
    memory = Memory(5000)
    eye, words, painter = step_needs(STACK, [Modality.IMAGE], [ANSWER, CAT], CATALOGUE, memory)
    assert (eye.time, words.time, painter.time) == (None, Estimate(3.0), Estimate(12.4))
    assert (eye.invocation, painter.invocation) == (None, 1)
    assert painter.disk > 0


def test_the_line_unfolds_into_a_row_a_step(qtbot: QtBot) -> None:
    needs = line(qtbot)
    assert needs.table is None
    needs.unfold.click()
    assert needs.table is not None
    rows = needs.table.rows()
    assert [row[:2] for row in rows] == [["Reading the files", "Eye"], ["Proposing", "Words"], ["Step 2", "Painter"]]
    assert [row[4] for row in rows] == ["done", "done", "about 12 s"]
    assert "in memory already" in rows[1][2]
    assert "for it leaves: the language model" in rows[2][2]
    assert needs.table.isVisible()
    needs.unfold.click()
    assert not needs.table.isVisible()


def test_it_follows_the_plan(qtbot: QtBot) -> None:
    needs = line(qtbot)
    needs.unfold.click()
    assert needs.table is not None
    needs.show_needs([CAT, CAT], [])
    assert [row[0] for row in needs.table.rows()] == ["Proposing", "Step 1", "Step 2"]
    assert "in memory already" in needs.table.rows()[2][2]


def test_what_the_limit_forbids_is_said(qtbot: QtBot) -> None:
    needs = line(qtbot, replace(CATALOGUE, memory=lambda: Memory(200, is_limit=True)))
    needs.unfold.click()
    assert needs.table is not None
    assert "it will not be loaded" in needs.table.rows()[2][2]


@pytest.mark.parametrize("catalogue", [replace(CATALOGUE, memory=lambda: None), replace(CATALOGUE, stack=None)])
def test_while_nothing_is_known_of_the_engine_there_is_nothing_to_unfold(qtbot: QtBot, catalogue: Catalogue) -> None:
    assert not line(qtbot, catalogue).unfold.isVisible()


def test_the_encoders_name_is_the_packs(qtbot: QtBot) -> None:
    needs = line(qtbot, replace(CATALOGUE, memory=lambda: Memory(600, held={EYE.id: 200})))
    needs.unfold.click()
    assert needs.table is not None
    assert "for it leaves: Eye" in needs.table.rows()[2][2]
