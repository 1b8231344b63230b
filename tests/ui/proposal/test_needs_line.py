"""What the plan needs, said before it is approved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from modaverse_desktop.core.invocation import count_of
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.measurements import Estimate
from modaverse_desktop.service.needs import Needs, Room
from modaverse_desktop.ui.proposal.needs_line import is_tight, needs_words, time_words
from tests.ui.conftest import CATALOGUE, GENERATOR
from tests.ui.proposal.table import CAT, Table


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
