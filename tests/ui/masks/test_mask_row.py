"""On the card: the mask is offered where a generator can use one, seen small, and stays with the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QDoubleSpinBox
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack import Option
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.masks.mask_row import MaskRow
from modaverse_desktop.ui.proposal.changes_label import other_changes
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import CATALOGUE, GENERATOR
from tests.ui.proposal.table import CAT, Table, choose

SOON = 15_000
EDITS = (Option("steps", 10), Option("strength", 0.8, "How much may change", 0.05, 1.0), Option("mask", ""))
EDITOR = replace(GENERATOR, id="editor", name="Editor", options=EDITS, modalities=(Modality.IMAGE,))
CHANGER = replace(EDITOR, id="changer", name="Changer", config={"needs_input": True})
EDITING: Catalogue = replace(CATALOGUE, generators={Modality.IMAGE: (EDITOR, GENERATOR, CHANGER)})


@pytest.fixture
def media(tmp_path: Path) -> tuple[Media, ...]:
    for name in ("one", "two"):
        Image.new("RGB", (64, 48), "teal").save(tmp_path / f"{name}.png")
    return tuple(Media(tmp_path / f"{name}.png", Modality.IMAGE) for name in ("one", "two"))


@pytest.fixture
def mask(tmp_path: Path) -> str:
    Image.new("L", (64, 48), 255).save(tmp_path / "mask.png")
    return str(tmp_path / "mask.png")


def edited(table: Table) -> Invocation:
    return table.conversion.invocations[0]


def test_the_picture_is_edited_after_one_click_and_not_before(qtbot: QtBot, media: tuple[Media, ...]) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media[:1])
    inputs = table.card().inputs
    assert edited(table).inputs == ()
    assert inputs.offer_button.text() == "Edit the picture you gave"
    assert not inputs.boxes[0].isVisible()
    assert not table.card().mask_row.isVisible()
    inputs.offer_button.click()
    assert edited(table).inputs == (0,)
    assert not inputs.offer_button.isVisible()
    assert inputs.boxes[0].isVisible()
    assert table.card().mask_row.isVisible()
    inputs.boxes[0].click()
    assert edited(table).inputs == ()


@pytest.mark.parametrize(("instruction", "tone"), [("Make it blue", "asked"), ("Make an icon", "")])
def test_the_offer_stands_out_where_a_change_was_asked_for(
    qtbot: QtBot, media: tuple[Media, ...], instruction: str, tone: str
) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media[:1])
    table.draw(replace(table.conversion, instruction=instruction))
    assert (table.card().inputs.offer_button.property("tone") or "") == tone


def test_of_several_files_one_is_used(qtbot: QtBot, media: tuple[Media, ...]) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media)
    boxes = table.card().inputs.boxes
    assert not table.card().inputs.offer_button.isVisible()
    boxes[0].click()
    boxes[1].click()
    assert edited(table).inputs == (1,)


def test_what_was_made_earlier_can_be_edited_too(qtbot: QtBot, media: tuple[Media, ...], tmp_path: Path) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media[:1])
    made = (Artifact(Modality.TEXT, 0, text="a cat"), Artifact(Modality.IMAGE, 0, path=tmp_path / "two.png"))
    table.draw(replace(table.conversion, artifacts=made))
    assert list(table.card().inputs.boxes) == [0, 1]
    table.card().inputs.boxes[1].click()
    assert edited(table).inputs == (1,)


def test_a_mask_belongs_to_its_picture_and_comes_back_with_it(
    qtbot: QtBot, media: tuple[Media, ...], mask: str
) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media)
    card = table.card()
    card.inputs.boxes[0].click()
    card.mask_row.changed.emit(mask)
    assert edited(table).parameters == {"mask": mask}
    card.options.fields()[0].control.setValue(20)
    assert edited(table).parameters == {"mask": mask, "steps": 20}
    card.inputs.boxes[1].click()
    assert edited(table).parameters == {"steps": 20}
    card.inputs.boxes[0].click()
    assert edited(table).parameters == {"mask": mask, "steps": 20}
    card.mask_row.remove_button.click()
    assert edited(table).parameters == {"steps": 20}


def test_a_mask_goes_with_a_generator_that_cannot_use_it(qtbot: QtBot, media: tuple[Media, ...], mask: str) -> None:
    plan = Invocation(Modality.IMAGE, "a cat", (0,), {"mask": mask})
    table = Table(qtbot, plan, catalogue=EDITING, media=media[:1])
    choose(table.card(), "Changer")
    assert edited(table).parameters == {"mask": mask}
    choose(table.card(), "Painter")
    assert edited(table).parameters == {}
    assert edited(table).inputs == ()


def test_a_generator_that_only_changes_is_given_the_one_picture_there_is(
    qtbot: QtBot, media: tuple[Media, ...]
) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media[:1])
    choose(table.card(), "Changer")
    assert edited(table).inputs == (0,)
    table.card().inputs.boxes[0].click()
    assert not table.card().is_ready()
    assert "changes what it is given" in table.card().notes()[0]


def test_how_much_may_change_is_in_sight_where_something_is_changed(qtbot: QtBot, media: tuple[Media, ...]) -> None:
    table = Table(qtbot, CAT, catalogue=EDITING, media=media[:1])
    _, strength = table.card().options.fields()
    assert not strength.isVisible()
    table.card().inputs.offer_button.click()
    assert strength.isVisible()
    assert isinstance(strength.control, QDoubleSpinBox)
    strength.control.setValue(0.5)
    assert edited(table).parameters == {"strength": 0.5}


def test_the_mask_is_seen_small_and_one_that_is_gone_is_said_to_be_so(
    qtbot: QtBot, media: tuple[Media, ...], mask: str
) -> None:
    row = MaskRow(Theme(Shade.LIGHT))
    qtbot.addWidget(row)
    row.show_mask(media[0].path, mask)
    qtbot.waitUntil(lambda: not row.thumb.pixmap().isNull(), timeout=SOON)
    row.show_mask(media[0].path, mask + ".gone")
    qtbot.waitUntil(lambda: "cannot be used" in row.text(), timeout=SOON)
    row.show_mask(media[0].path, "")
    assert row.text() == "All of the picture may change."


def test_a_change_of_the_mask_is_told_without_its_path(mask: str) -> None:
    with_mask = Invocation(Modality.IMAGE, "a cat", (0,), {"mask": mask})
    (line,) = other_changes(replace(with_mask, parameters={}), with_mask)
    assert line == "Only a part of the picture may change."


def test_another_conversion_of_the_same_starts_from_the_same_files(media: tuple[Media, ...], tmp_path: Path) -> None:
    from modaverse_desktop.core.conversion import files_of, started_from

    made = Artifact(Modality.IMAGE, 0, path=tmp_path / "two.png")
    old = Conversion("c1", "x", media[:1], "starter", state=State.DONE, artifacts=(made, made), invocations=(CAT,))
    assert started_from(old) == media[:1]
    chained = replace(old, invocations=(CAT, replace(CAT, inputs=(1,))))
    assert started_from(chained) == files_of(chained)[:2]
