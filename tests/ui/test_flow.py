"""From the drop to the saved file, as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.feed import feed_binder
from tests.service.fake_engine import PNG
from tests.ui.conftest import Desk


def test_a_drop_an_instruction_an_edit_and_an_approval_make_a_picture_that_can_be_saved(
    desk: Desk, photo: Path, tmp_path: Path
) -> None:
    desk.give(photo)
    view = desk.ask("Make an icon of this", State.PROPOSED)
    assert view.conversion.media[0].path == photo
    assert view.editor is not None
    (card,) = view.editor.cards()
    card.prompt.setPlainText("a white cat")
    desk.qtbot.mouseClick(view.editor.approve_button, Qt.MouseButton.LeftButton)
    conversion = desk.wait_for(view, State.DONE)
    assert [i.prompt for i in conversion.proposal] == ["a cat"]
    assert [i.prompt for i in conversion.invocations] == ["a white cat"]
    (made,) = view.artifacts
    assert made.preview is not None
    desk.until(lambda: not made.preview.pixmap().isNull())
    target = tmp_path / "saved ü.png"
    desk.parts.wishes.save(made.artifact, target, view.error)
    desk.until(target.exists)
    assert target.read_bytes() == PNG


def test_an_answer_in_words_is_shown_without_asking(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    view = desk.ask("What is this?", State.DONE)
    assert [artifact.artifact.text for artifact in view.artifacts] == ["a grand piano"]
    view.artifacts[0].wished.emit(FileWish(Wish.COPY, view.artifacts[0].artifact))
    assert QGuiApplication.clipboard().text() == "a grand piano"


def test_an_answer_in_words_waits_for_approval_if_the_user_wants_it_so(desk: Desk) -> None:
    from dataclasses import replace

    desk.parts.store.change(replace(desk.parts.store.settings, approve_text=False))
    view = desk.ask("What is this?", State.PROPOSED)
    assert view.editor is not None
    assert view.editor.approve_button.text() == "Keep this answer"
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)


def test_an_answer_can_be_turned_into_a_picture(desk: Desk) -> None:
    answer = desk.ask("What is this?", State.DONE)
    answer.footer.edit_button.click()
    desk.until(lambda: len(desk.window.feed.views()) == 2)
    view = desk.window.feed.views()[-1]
    desk.wait_for(view, State.PROPOSED)
    assert view.editor is not None
    view.editor.cards()[0].task.button(Modality.IMAGE).click()
    view.editor.approve_button.click()
    assert desk.wait_for(view, State.DONE).artifacts[0].task is Modality.IMAGE


def test_ask_again_brings_another_proposal(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    first = view.conversion.proposal
    assert view.editor is not None
    view.editor.again_button.click()
    desk.until(lambda: view.conversion.state is State.PROPOSED and view.conversion.proposal != first)
    assert view.editor.invocations() == view.conversion.proposal


def test_a_proposal_waits_while_another_conversion_is_done(desk: Desk) -> None:
    waiting = desk.ask("Make a cat", State.PROPOSED)
    desk.ask("What is this?", State.DONE)
    assert waiting.conversion.state is State.PROPOSED


def test_stop_keeps_artifacts_made_so_far(desk: Desk) -> None:
    view = desk.ask("Make two pets", State.PROPOSED)
    assert view.editor is not None
    view.editor.cards()[1].prompt.setPlainText("slow")
    view.editor.approve_button.click()
    desk.until(lambda: len(view.artifacts) == 1)
    view.stop_button.click()
    conversion = desk.wait_for(view, State.CANCELLED)
    assert conversion.artifacts[0].path is not None
    assert conversion.artifacts[0].path.exists()
    assert view.artifacts[0].isVisible()


def test_an_artifact_can_be_the_next_input(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    view.artifacts[0].buttons[Wish.USE].click()
    desk.until(lambda: bool(desk.window.composer.shelf.media()))
    assert desk.window.composer.shelf.media()[0].path == view.conversion.artifacts[0].path


def test_media_without_an_instruction_get_suggestions_and_no_guess(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    desk.write("   ")
    assert not desk.window.feed.views()
    assert "pick one" in desk.window.composer.question()
    assert "What is this?" in desk.window.composer.chips.texts()


def test_a_suggestion_is_sent_by_one_click(desk: Desk, photo: Path) -> None:
    desk.give(photo)
    desk.window.composer.chips.chosen.emit("What is this?")
    desk.until(lambda: len(desk.window.feed.views()) == 1)
    assert desk.window.feed.views()[0].conversion.instruction == "What is this?"
    assert desk.window.composer.instruction.toPlainText() == ""


def test_a_failure_is_said_in_place_and_trying_again_is_a_new_conversion(desk: Desk) -> None:
    view = desk.ask("error", State.FAILED)
    assert view.error.isVisible()
    assert "The disk is full" in view.error.text()
    view.footer.again_button.click()
    desk.until(lambda: len(desk.window.feed.views()) == 2)


def test_pasted_files_and_pasted_pixels_become_media(desk: Desk, photo: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    clipboard.setMimeData(data)
    desk.window.composer.instruction.paste()
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)
    image = QImage(30, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.red)
    clipboard.setImage(image)
    desk.window.doors.paste()
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 2)
    assert [media.modality for media in desk.window.composer.shelf.media()] == [Modality.IMAGE, Modality.IMAGE]


def test_a_removed_conversion_is_gone_and_its_file_stays(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    conversion = desk.wait_for(view, State.DONE)
    view.remove_button.click()
    assert not desk.window.feed.views()
    assert desk.window.feed.welcome.isVisible()
    assert conversion.artifacts[0].path is not None
    assert conversion.artifacts[0].path.exists()


def test_a_sample_of_the_welcome_is_put_on_the_shelf(desk: Desk) -> None:
    desk.window.feed.welcome.sample_buttons[0].click()
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)


def test_a_copied_picture_is_a_file_and_its_pixels(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    path = desk.wait_for(view, State.DONE).artifacts[0].path
    QGuiApplication.clipboard().setText("something else")
    view.artifacts[0].buttons[Wish.COPY].click()
    data = QGuiApplication.clipboard().mimeData
    desk.until(lambda: data().hasImage())
    assert [Path(url.toLocalFile()) for url in data().urls()] == [path]
    assert data().imageData().width() == 4


def test_many_conversions_are_put_away_and_brought_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_binder, "MOST_VIEWS", 2)
    waiting = desk.ask("Make a cat", State.PROPOSED)
    for number in range(4):
        desk.ask(f"What is this, {number}?", State.DONE)
    assert waiting in desk.window.feed.views()
    assert len(desk.window.feed.views()) == 2
    assert desk.window.feed.earlier_button.isVisible()
    for count in (4, 5):
        desk.window.feed.earlier_button.click()
        desk.until(lambda count=count: len(desk.window.feed.views()) == count)
    shown = [view.conversion.instruction for view in desk.window.feed.views()]
    assert sorted(shown) == sorted(["Make a cat", *(f"What is this, {number}?" for number in range(4))])
    assert not desk.window.feed.earlier_button.isVisible()


def test_one_step_is_made_in_two_pictures_and_the_rest_waits_below(desk: Desk) -> None:
    view = desk.ask("Make two animals", State.PROPOSED)
    assert view.editor is not None
    card = view.editor.cards()[1]
    card.options.seed.control.setValue(7)
    card.options.count.control.setValue(2)
    card.approve_button.click()
    desk.until(lambda: len(view.artifacts) == 2 and view.conversion.state is State.PROPOSED)
    assert [made.artifact.seed for made in view.artifacts] == [7, 8]
    assert view.conversion.settled == 1
    assert [card.prompt.toPlainText() for card in view.editor.cards()] == ["a cat"]
    below = view.editor.mapTo(view, view.editor.rect().topLeft()).y()
    assert below > view.artifact_list.mapTo(view, view.artifact_list.rect().topLeft()).y()
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    assert len(view.artifacts) == 3


def test_what_failed_beside_a_rest_is_said_and_can_be_approved_again(desk: Desk) -> None:
    view = desk.ask("Make two animals", State.PROPOSED)
    assert view.editor is not None
    view.editor.cards()[0].prompt.setPlainText("an error")
    view.editor.cards()[0].approve_button.click()
    desk.until(lambda: view.error.error is not None)
    assert view.conversion.state is State.PROPOSED
    desk.until(lambda: view.editor is not None and len(view.editor.cards()) == 2)
    view.editor.cards()[0].prompt.setPlainText("a bird")
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    assert view.error.error is None
    assert len(view.artifacts) == 2
