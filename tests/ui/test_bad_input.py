"""Whatever is dropped: a sentence in place, and the window goes on."""

from __future__ import annotations

import os
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl

from modaverse_desktop.core.conversion import State
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


def subfolder(folder: Path) -> Path:
    path = folder / "folder"
    path.mkdir()
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


@pytest.mark.parametrize(
    "make",
    [text_called_png, empty, truncated, enormous, subfolder, fifo, missing, unreadable],
    ids=lambda f: f.__name__,
)
def test_a_file_that_cannot_be_used_is_named_in_a_sentence(
    desk: Desk, make: Callable[[Path], Path], tmp_path: Path, photo: Path
) -> None:
    path = make(tmp_path)
    desk.drop(path)
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


def test_too_many_files_are_refused_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.drop(*(tmp_path / f"{number}.png" for number in range(100)))
    assert "100 files" in desk.refusal()


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


def test_a_sound_is_refused_when_no_model_understands_sounds(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "beep.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    desk.drop(path)
    assert "can understand sounds" in desk.refusal()
    assert not desk.window.composer.shelf.media()
