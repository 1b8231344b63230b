"""A file that this application made offers the settings that it was made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.media import provenance
from modaverse_desktop.media.provenance import write
from modaverse_desktop.ui.composer.made_here import MadeHere
from modaverse_desktop.ui.composer.media_look import look_at
from tests.ui.conftest import Desk

RECORD = Provenance(
    "ModaVerse 1",
    Modality.IMAGE,
    "a red <b>apple</b>",
    seed=7,
    generator="painter",
    parameters={"steps": 20, "sampler": "dpm"},
    instruction="Draw an apple",
    meta_response="Modality: [IMAGE] Prompt: a red apple ###",
)


def offer(desk: Desk, photo: Path) -> MadeHere:
    desk.window.composer.add_media(replace(look_at(photo), made_here=RECORD))
    (card,) = desk.window.composer.shelf.cards()
    assert card.made_here is not None
    assert card.made_here.isVisible()
    return card.made_here


def test_yes_brings_the_plan_back_with_its_seed_and_keeps_the_draft(desk: Desk, photo: Path) -> None:
    made_here = offer(desk, photo)
    assert "a red <b>apple</b>" in made_here.question.text()
    desk.window.composer.instruction.replace_text("My draft")
    made_here.accept.click()
    (conversion,) = desk.parts.queue.conversions()
    assert conversion.state is State.PROPOSED
    assert conversion.instruction == "Draw an apple"
    (plan,) = conversion.invocations
    assert (plan.task, plan.prompt, plan.generator) == (Modality.IMAGE, "a red <b>apple</b>", "painter")
    assert dict(plan.parameters) == {"steps": 20, "sampler": "dpm", "seed": 7}
    assert desk.window.composer.instruction.toPlainText() == "My draft"
    assert not made_here.isVisible()
    (view,) = desk.window.feed.views()
    desk.until(lambda: view.editor is not None)
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)


def test_a_dropped_file_is_asked_how_it_was_made(desk: Desk, photo: Path) -> None:
    write(photo, RECORD)
    desk.give(photo)
    (card,) = desk.window.composer.shelf.cards()
    assert card.look.made_here == RECORD
    assert card.made_here is not None


def test_a_record_that_cannot_be_read_is_no_reason_to_refuse_the_file(
    desk: Desk, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(path: Path) -> None:
        raise AppError("What this file says about its making cannot be read")

    monkeypatch.setattr(provenance, "read", newer)
    desk.give(photo)
    assert desk.window.composer.shelf.cards()[0].made_here is None


def test_other_files_offer_nothing(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    assert desk.window.composer.shelf.cards()[0].made_here is None
