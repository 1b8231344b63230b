"""Folders and many files: asked about in place, looked at without holding up the window, one conversion each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractListModel, Qt, QTimer
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.composer import batch as batches
from modaverse_desktop.ui.composer import thumbnails
from modaverse_desktop.ui.composer.batch_panel import BatchPanel, Stage
from tests.ui.composer.conftest import ALL
from tests.ui.conftest import Desk

Pictures = Callable[..., list[Path]]


def panel(desk: Desk) -> BatchPanel:
    return desk.window.composer.batch_panel


def asked(desk: Desk) -> BatchPanel:
    desk.until(lambda: panel(desk).stage is Stage.ASKING)
    return panel(desk)


def taken(desk: Desk, *paths: Path) -> BatchPanel:
    desk.drop(*paths)
    asked(desk).accept.click()
    assert panel(desk).stage is Stage.TAKEN
    return panel(desk)


def test_a_dropped_folder_becomes_a_batch_after_asking(desk: Desk, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures(3)[0].parent
    (folder / "notes.txt").write_text("hello")
    desk.drop(folder)
    ask = asked(desk)
    assert ask._title.text() == "3 of 4 files can be used"
    assert not desk.window.composer.shelf.batch()
    ask.accept.click()
    assert [media.path.name for media in desk.window.composer.shelf.batch()] == ["0000.png", "0001.png", "0002.png"]
    desk.write("What is this?")
    desk.until(lambda: len(desk.parts.queue.conversions()) == 3)
    conversions = desk.parts.queue.conversions()
    assert {one.instruction for one in conversions} == {"What is this?"}
    assert [one.media[0].path.name for one in conversions] == ["0000.png", "0001.png", "0002.png"]
    assert len({one.batch for one in conversions}) == 1
    desk.until(lambda: all(one.state is State.DONE for one in desk.parts.queue.conversions()))


def test_nine_files_are_asked_about_and_eight_are_not(desk: Desk, pictures: Pictures) -> None:
    paths = pictures(9)
    desk.give(*paths[:8])
    assert panel(desk).stage is Stage.ABSENT
    desk.drop(paths[8])
    assert asked(desk)._title.text() == "9 of 9 files can be used"
    panel(desk).dismiss.click()
    assert len(desk.window.composer.shelf.media()) == 8


def test_few_files_of_a_folder_can_be_given_together(desk: Desk, pictures: Pictures) -> None:
    desk.drop(pictures(3)[0].parent)
    asked(desk).join.click()
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 3)
    assert panel(desk).stage is Stage.ABSENT


def test_no_means_no(desk: Desk, pictures: Pictures) -> None:
    desk.drop(*pictures(20))
    asked(desk).dismiss.click()
    assert panel(desk).stage is Stage.ABSENT
    assert desk.window.composer.shelf.invitation.isVisible()
    assert panel(desk).batch.rowCount() == 0


def test_what_cannot_be_used_is_listed_with_its_reason(desk: Desk, pictures: Pictures, beep: Path) -> None:
    folder = pictures(2)[0].parent
    (folder / "text.png").write_text("not a picture\n" * 9)
    (folder / "empty.png").touch()
    os.mkfifo(folder / "pipe.png")
    Image.new("1", (20_000, 20_000)).save(folder / "enormous.png")
    desk.drop(folder, beep)
    ask = asked(desk)
    assert ask.unfold.text() == "5 files cannot be used"
    ask.unfold.click()
    listed = ask._refused.toPlainText()
    for words in ("text.png", "empty.png", "pipe.png", "enormous.png", beep.name):
        assert words in listed
    assert len(listed.splitlines()) == 5


def test_a_folder_with_nothing_in_it_says_so(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    desk.drop(tmp_path / "empty")
    assert asked(desk)._title.text() == "There are no files in it"
    assert not panel(desk).accept.isVisible()
    panel(desk).dismiss.click()
    desk.ask("What is this?", State.DONE)


def test_a_folder_without_anything_usable_says_so(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text("hello")
    desk.drop(folder)
    assert asked(desk)._title.text() == "None of these 3 files can be used"


def test_a_picture_whose_pixels_are_damaged_leaves_the_batch_when_that_is_seen(desk: Desk, pictures: Pictures) -> None:
    folder = pictures(9)[0].parent
    half = folder / "half.png"
    Image.effect_noise((200, 200), 90).save(half)
    half.write_bytes(half.read_bytes()[:900])
    desk.drop(folder)
    ask = asked(desk)
    desk.until(lambda: len(ask.batch.media()) == 9)
    assert "half.png" in str(ask.batch.refused[-1])


def test_media_that_were_there_join_and_later_ones_too(desk: Desk, pictures: Pictures, photo: Path) -> None:
    desk.give(photo)
    taken(desk, *pictures(10))
    assert len(desk.window.composer.shelf.batch()) == 11
    assert not desk.window.composer.shelf.media()
    desk.drop(*pictures(2, "more"))
    desk.until(lambda: len(desk.window.composer.shelf.batch()) == 13)


def test_sending_while_it_asks_points_to_the_question(desk: Desk, pictures: Pictures) -> None:
    desk.drop(*pictures(10))
    asked(desk)
    desk.write("What is this?")
    assert desk.window.focusWidget() is panel(desk).accept
    assert not desk.parts.queue.conversions()
    assert desk.window.composer.instruction.toPlainText() == "What is this?"


def test_a_batch_without_an_instruction_gets_suggestions_for_each(desk: Desk, pictures: Pictures) -> None:
    taken(desk, *pictures(10))
    desk.write("")
    assert "pick one" in desk.window.composer.question()
    assert "What is this?" in desk.window.composer.chips.texts()
    assert not desk.parts.queue.conversions()


def test_delete_leaves_selected_files_out(desk: Desk, pictures: Pictures) -> None:
    grid = taken(desk, *pictures(12)).grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(1))
    desk.qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert "0001.png" not in [media.path.name for media in desk.window.composer.shelf.batch()]
    grid.selectAll()
    desk.qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert panel(desk).stage is Stage.ABSENT


def test_a_folder_is_chosen_by_browsing(desk: Desk, pictures: Pictures) -> None:
    folder = pictures(2)[0].parent
    desk.window.doors.browse_folder()
    (dialog,) = desk.window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(folder)])
    dialog.reject()
    assert asked(desk)._title.text() == "2 of 2 files can be used"


def test_looking_at_thousands_of_files_can_be_stopped_and_never_holds_up_the_window(
    desk: Desk, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pictures(1)[0].parent
    for number in range(3000):
        os.link(folder / "0000.png", folder / f"copy{number}.png")
    steps: list[int] = []
    steps_taken = batches._some

    def counted(files: object) -> object:
        found = steps_taken(files)  # type: ignore[arg-type]
        steps.append(len(found))
        return found

    monkeypatch.setattr(batches, "_some", counted)
    turns = QTimer()
    ticks: list[float] = []
    turns.timeout.connect(lambda: ticks.append(time.monotonic()))
    turns.start(1)
    desk.drop(folder)
    desk.until(lambda: len(panel(desk).batch.media()) > 100)
    assert panel(desk).stage is Stage.LOOKING
    panel(desk).dismiss.click()
    assert panel(desk).stage is Stage.ABSENT
    assert max(steps) <= 64  # so many at a time, with the window's turn between them
    assert len(ticks) >= len(steps)
    seen = len(steps)
    desk.until(lambda: not panel(desk).batch.looking)
    assert len(steps) <= seen + 1


def test_the_walk_ends_at_a_limit_and_says_so(desk: Desk, pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_FILES", 50)
    desk.drop(*pictures(200))
    ask = asked(desk)
    assert 50 <= len(ask.batch.media()) < 200
    assert "the first" in ask._words.text()


def test_two_hundred_thumbnails_appear_as_they_are_ready_and_few_are_kept(
    desk: Desk, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "MOST_KEPT", 40)
    grid = taken(desk, *pictures(200)).grid
    ready: list[Path] = []
    made = desk.window.workspace.thumbnails
    made.ready.connect(ready.append)
    for row in range(0, 200, 10):
        grid.scrollTo(grid.model().index(row))
        desk.qtbot.waitUntil(lambda row=row: made.get(panel(desk).batch.media()[row].path) is not None, timeout=20_000)
    assert len(ready) > 40
    assert made.kept() == 40


def test_sounds_and_films_are_usable_once_a_model_reads_them(
    desk: Desk, pictures: Pictures, beep: Path, film: Path
) -> None:
    desk.window.show_catalogue(ALL)
    desk.drop(*pictures(8), beep, film)
    assert asked(desk)._title.text() == "10 of 10 files can be used"


def test_the_list_keeps_the_rules_of_qt_models(desk: Desk, pictures: Pictures, qtmodeltester: ModelTester) -> None:
    model: QAbstractListModel = taken(desk, *pictures(12)).batch
    qtmodeltester.check(model)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Image: 0000.png"
