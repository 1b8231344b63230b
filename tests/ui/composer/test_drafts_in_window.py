"""What was begun is there again after a restart, a crash, and a change of language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from modaverse_desktop.core.media import Part
from modaverse_desktop.core.paths import data_folder
from modaverse_desktop.service.drafts import Drafts, read_drafts, to_dict
from modaverse_desktop.ui.composer.batch_panel import Stage
from tests.ui.conftest import Desk

Pictures = Callable[..., list[Path]]


def drafts_file() -> Path:
    return data_folder() / "drafts.json"


def leave_behind(drafts: Drafts) -> None:
    drafts_file().parent.mkdir(parents=True, exist_ok=True)
    drafts_file().write_text(json.dumps(to_dict(drafts)))


def open_drafts(desk: Desk) -> None:
    desk.parts.drafts.open()
    desk.until(lambda: desk.parts.drafts.is_open)


def test_text_and_media_are_on_the_disk_soon_after_they_were_given(desk: Desk, photo: Path) -> None:
    open_drafts(desk)
    desk.give(photo)
    desk.qtbot.keyClicks(desk.window.composer.instruction, "Make an ic")
    desk.until(lambda: read_drafts(drafts_file()) == Drafts("Make an ic", (photo,)))


def test_what_a_crash_left_comes_back(desk: Desk, photo: Path, beep: Path) -> None:
    leave_behind(Drafts("Make an icon", (beep, photo), sent=("What is this?",), recent=(photo,)))
    open_drafts(desk)
    composer = desk.window.composer
    assert composer.instruction.toPlainText() == "Make an icon"
    desk.until(lambda: [media.path for media in composer.shelf.media()] == [beep, photo])
    desk.until(lambda: not desk.parts.intake.busy)
    composer.instruction.clear()
    desk.qtbot.keyClick(composer.instruction, Qt.Key.Key_Up)
    assert composer.instruction.toPlainText() == "What is this?"


def test_a_part_that_was_chosen_comes_back(desk: Desk, beep: Path) -> None:
    open_drafts(desk)
    desk.give(beep)
    desk.window.composer.shelf.cards()[0].choose_part(Part(1, 2.5))
    part = beep.with_name(f"{beep.name}#t=1,2.5")
    desk.until(lambda: read_drafts(drafts_file()).media == (part,))
    desk.parts.intake.take([part])
    desk.until(lambda: not desk.parts.intake.busy)
    assert [media.part for media in desk.window.composer.shelf.media()] == [Part(1, 2.5)]


def test_a_batch_comes_back_without_asking_again(desk: Desk, pictures: Pictures) -> None:
    paths = tuple(pictures(15))
    leave_behind(Drafts("What is this?", paths, batch=True))
    open_drafts(desk)
    desk.until(lambda: desk.window.composer.batch_panel.stage is Stage.TAKEN)
    assert tuple(media.path for media in desk.window.composer.shelf.batch()) == paths


def test_media_that_are_gone_are_said_and_the_rest_is_there(desk: Desk, photo: Path, tmp_path: Path) -> None:
    leave_behind(Drafts("Hello", (tmp_path / "gone.png", photo)))
    open_drafts(desk)
    assert "gone.png" in desk.refusal()
    desk.until(lambda: [media.path for media in desk.window.composer.shelf.media()] == [photo])
    assert desk.window.composer.instruction.toPlainText() == "Hello"


def test_nothing_of_the_draft_is_lost_while_its_media_are_looked_at(desk: Desk, photo: Path, beep: Path) -> None:
    leave_behind(Drafts("Hello", (photo, beep)))
    open_drafts(desk)
    desk.window.composer.instruction.replace_text("Hello again")  # at once, before any card is there
    desk.parts.drafts._write()
    desk.until(lambda: read_drafts(drafts_file()).text == "Hello again")
    assert read_drafts(drafts_file()).media == (photo, beep)


def test_what_the_user_has_done_meanwhile_comes_first(desk: Desk, photo: Path, beep: Path) -> None:
    leave_behind(Drafts("Old words", (beep,)))
    desk.give(photo)
    desk.window.composer.instruction.replace_text("New words")
    open_drafts(desk)
    assert desk.window.composer.instruction.toPlainText() == "New words"
    assert [media.path for media in desk.window.composer.shelf.media()] == [photo]
    assert desk.window.workspace.draft_keeper.recent() == (beep,)


def test_a_window_made_anew_in_another_language_keeps_what_was_begun(desk: Desk, photo: Path) -> None:
    open_drafts(desk)
    desk.give(photo)
    desk.window.composer.instruction.replace_text("Make an icon")
    desk.window.furnish_anew()
    desk.until(lambda: desk.window.composer.instruction.toPlainText() == "Make an icon")
    desk.until(lambda: [media.path for media in desk.window.composer.shelf.media()] == [photo])


def test_what_was_sent_is_no_draft_any_more_and_its_words_come_back_with_the_arrow(desk: Desk) -> None:
    open_drafts(desk)
    desk.write("What is this?")
    desk.until(lambda: read_drafts(drafts_file()) == Drafts(sent=("What is this?",)))


def test_drafts_that_cannot_be_written_are_said_in_place(desk: Desk) -> None:
    open_drafts(desk)
    data_folder().mkdir(parents=True, exist_ok=True)
    drafts_file().mkdir()
    desk.qtbot.keyClicks(desk.window.composer.instruction, "x")
    assert "cannot be kept" in desk.refusal()
