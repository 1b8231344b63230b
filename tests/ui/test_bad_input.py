"""Whatever is dropped: a sentence in place, and the window goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.composer.batch_panel import Stage
from tests.ui.conftest import Desk


def text_called_png(folder: Path) -> Path:
    path = folder / "picture.png"
    path.write_text("not a picture at all\n" * 9)
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.png"
    path.touch()
    return path


def truncated(folder: Path) -> Path:
    path = folder / "half.png"
    Image.effect_noise((200, 200), 90).save(path)
    path.write_bytes(path.read_bytes()[:900])
    return path


def enormous(folder: Path) -> Path:
    path = folder / "enormous.png"
    Image.new("1", (20_000, 20_000)).save(path)
    return path


def fifo(folder: Path) -> Path:
    path = folder / "pipe.png"
    os.mkfifo(path)
    return path


def missing(folder: Path) -> Path:
    return folder / "gone.png"


def unreadable(folder: Path) -> Path:
    path = folder / "secret.png"
    Image.new("RGB", (8, 8)).save(path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    return path


def pasted(desk: Desk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)
    desk.window.doors.paste()


def chosen(desk: Desk, path: Path) -> None:
    desk.window.doors.browse()
    (dialog,) = desk.window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.reject()


def handed_over(desk: Desk, path: Path) -> None:
    """By a second start of the program."""
    desk.parts.called([path])


DOORS = {"drop": Desk.drop, "paste": pasted, "browse": chosen, "second start": handed_over}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "make",
    [text_called_png, empty, truncated, enormous, fifo, missing, unreadable],
    ids=lambda f: f.__name__,
)
def test_a_file_that_cannot_be_used_is_named_in_a_sentence_at_every_door(
    desk: Desk, make: Callable[[Path], Path], door: str, tmp_path: Path, photo: Path
) -> None:
    path = make(tmp_path)
    DOORS[door](desk, path)
    assert path.name in desk.refusal()
    assert desk.window.composer.error.isVisible()
    desk.give(photo)
    desk.ask("What is this?", State.DONE)


def test_the_good_ones_of_several_files_are_taken(desk: Desk, tmp_path: Path, photo: Path) -> None:
    desk.drop(text_called_png(tmp_path), photo)
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)
    assert "picture.png" in desk.refusal()


def test_a_link_to_the_net_is_refused(desk: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/cat.png")])
    desk.drop_data(data)
    assert "never goes online" in desk.refusal()


def test_a_hundred_files_that_are_not_there_are_counted_and_named(desk: Desk, tmp_path: Path) -> None:
    desk.drop(*(tmp_path / f"{number}.png" for number in range(100)))
    panel = desk.window.composer.batch_panel
    desk.until(lambda: panel.stage is Stage.ASKING)
    assert len(panel.batch.refused) == 100
    assert not panel.accept.isVisible()
    panel.dismiss.click()
    desk.ask("What is this?", State.DONE)


def test_no_instruction_and_no_media_is_said(desk: Desk) -> None:
    desk.write("")
    assert "Write what you want" in desk.refusal()
    assert not desk.window.feed.views()


def test_a_hundred_kilobytes_of_instruction_are_refused_and_kept_in_the_box(desk: Desk) -> None:
    desk.write("word " * 20_000)
    assert "too long" in desk.refusal()
    assert desk.window.composer.instruction.toPlainText()


def test_markup_in_names_and_answers_is_shown_as_it_is(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "<b>bold<img src=x>.png"
    Image.new("RGB", (8, 8)).save(path)
    desk.give(path)
    view = desk.ask("Make <h1>this</h1>", State.PROPOSED)
    assert "<h1>" in view.conversion.instruction
