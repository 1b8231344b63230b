"""Another language: at once, complete, without losing what was begun."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import EngineReady
from modaverse_desktop.service.drafts import Drafts, read_drafts
from modaverse_desktop.ui.language import LANGUAGES, heard, language_of, speak
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.status_line import engine_words
from modaverse_desktop.ui.theme import Shade, Theme
from modaverse_desktop.ui.words import file_size, number
from tests.ui.conftest import Desk


@pytest.fixture(autouse=True)
def english_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")


def choose(desk: Desk, language: str) -> None:
    old = desk.window.workspace
    desk.parts.store.change(replace(desk.parts.store.settings, language=language))
    desk.until(lambda: not isValid(old))


def test_the_language_changes_without_a_restart_and_back(desk: Desk, photo: Path) -> None:
    desk.parts.drafts.open()
    desk.until(lambda: desk.parts.drafts.is_open)
    desk.give(photo)
    desk.ask("Make two pets", State.PROPOSED)
    desk.window.composer.instruction.setPlainText("nửa câu")
    english = desk.window.composer.send.text()
    choose(desk, "vi")
    assert desk.window.composer.send.text() != english
    assert desk.window.composer.send.text() == QCoreApplication.translate("Composer", english)
    (view,) = desk.window.feed.views()
    assert view.conversion.state is State.PROPOSED
    desk.until(lambda: desk.window.composer.instruction.toPlainText() == "nửa câu")
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)
    choose(desk, "en")
    assert desk.window.composer.send.text() == english


def test_the_window_in_the_language_before_leaves_nothing_behind(desk: Desk) -> None:
    before = weakref.ref(desk.window.workspace)
    desk.parts.store.change(replace(desk.parts.store.settings, language="vi"))
    desk.until(lambda: before() is None)
    choose(desk, "en")


def test_a_window_that_goes_takes_and_keeps_nothing_any_more(desk: Desk, photo: Path) -> None:
    desk.parts.drafts.open()
    desk.until(lambda: desk.parts.drafts.is_open)
    old = desk.window.workspace
    old.leave()
    desk.parts.intake.many.emit([photo.parent])
    desk.parts.intake.take([photo])
    desk.until(lambda: not desk.parts.intake.busy)
    old.composer.instruction.setPlainText("too late")
    desk.parts.drafts.leave()
    assert not old.batch.looking
    assert not old.composer.shelf.media()
    assert read_drafts(desk.parts.drafts._path) == Drafts()


def test_the_settings_stay_open_in_the_other_language(desk: Desk) -> None:
    desk.window.settings_wanted.emit()
    choose(desk, "vi")
    open_ones = [child for child in desk.window.children() if type(child).__name__ == "SettingsPanel"]
    assert any(panel.isVisible() and panel.windowTitle() != "Settings" for panel in open_ones)


def test_qts_own_dialogs_speak_it_too(qapp: QApplication) -> None:
    speak(qapp, "vi")
    assert QCoreApplication.translate("QFileDialog", "&Choose") == "&Chọn"
    assert QCoreApplication.translate("QWidgetTextControl", "&Paste") == "&Dán"


def test_numbers_are_written_as_the_language_writes_them(qapp: QApplication) -> None:
    speak(qapp, "vi")
    assert number(50_000) == "50.000"
    assert file_size(1500) == "1,5 kB"
    speak(qapp, "en")
    assert number(50_000) == "50,000"
    assert QLocale().language() is QLocale.Language.English


def test_errors_of_the_engine_are_translated_with_what_was_filled_in(qapp: QApplication) -> None:
    speak(qapp, "vi")
    place = InlineError(Theme(Shade.LIGHT))
    place.show_error(AppError("The model big-one is not installed", "/x/y: Odd", "Install the pack again."))
    assert "big-one" in place.text()
    assert "installed" not in place.text()
    assert "/x/y: Odd" in place.text()
    assert "Install the pack" not in place.text()


def test_what_comes_to_a_sentence_by_a_variable_or_a_table_is_translated_too(qapp: QApplication) -> None:
    speak(qapp, "vi")
    assert heard("No installed model can understand pictures yet") == "Chưa cài mô hình nào hiểu được ảnh"
    assert heard("The history is in use") == "Lịch sử đang được dùng"
    speak(qapp, "en")


def test_progress_is_told_in_the_users_language(qapp: QApplication) -> None:
    speak(qapp, "vi")
    assert heard("Drawing, step 3 of 12") == "Đang vẽ, bước 3 trên 12"
    assert heard("Loading the language model") == "Đang nạp mô hình ngôn ngữ"
    assert heard("Drawing, step 3 of 12, about 5 s left") == "Đang vẽ, bước 3 trên 12, còn khoảng 5 giây"
    assert heard("CPU, 2 threads") == "CPU, 2 luồng"
    ready = EngineReady("starter", "CPU, 16 threads; the graphics driver is too old", 1.0)
    assert "(CPU, 16 luồng; trình điều khiển card đồ họa quá cũ)" in engine_words(ready)


def test_suggestions_are_read_in_the_users_language_and_sent_in_the_models(desk: Desk) -> None:
    choose(desk, "vi")
    desk.until(lambda: "Draw a red apple" in desk.window.composer.chips.texts())
    (chip,) = [
        chip for chip in desk.window.composer.chips.findChildren(QPushButton) if chip.text() == "Vẽ một quả táo đỏ"
    ]
    assert chip.toolTip() == "Draw a red apple"
    chip.click()
    desk.until(lambda: len(desk.parts.queue.conversions()) == 1)
    assert desk.parts.queue.conversions()[0].instruction == "Draw a red apple"


def test_a_sentence_that_nobody_knows_stays_as_it_is(qapp: QApplication) -> None:
    speak(qapp, "vi")
    assert heard("Colourless green ideas sleep furiously") == "Colourless green ideas sleep furiously"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_chosen_is_spoken(code: str) -> None:
    assert language_of(code) == code


def test_a_language_that_is_not_there_falls_back_to_the_source() -> None:
    assert language_of("tlh") == "en"
