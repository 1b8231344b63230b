"""What a person does in the history: search, filter, star, delete, undo, open, take back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import history_path
from modaverse_desktop.library.history import History
from modaverse_desktop.service.history_model import HistoryRole
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.history import history_browser
from modaverse_desktop.ui.history.history_page import HistoryPage
from modaverse_desktop.ui.theme import Shade, Theme
from tests.library.making import answer, picture

NOW = datetime.now(UTC)


class Reader:
    """The page, and what a person does with it."""

    def __init__(self, qtbot: QtBot, page: HistoryPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.browser = page.browser

    def shows(self, *ids: str) -> None:
        """Wait until these tiles are there, in this order."""
        model = self.browser.model

        def there() -> bool:
            rows = [model.index(position).data(HistoryRole.ROW) for position in range(model.rowCount())]
            return [row.id if row else None for row in rows] == list(ids)

        self.qtbot.waitUntil(there)

    def select(self, *positions: int) -> None:
        """Click on tiles, with Ctrl from the second on."""
        keys = Qt.KeyboardModifier.NoModifier
        for position in positions:
            place = self.cell(position).center()
            self.qtbot.mouseClick(self.browser.grid.viewport(), Qt.MouseButton.LeftButton, keys, place)
            keys = Qt.KeyboardModifier.ControlModifier

    def cell(self, position: int) -> QRect:
        return self.browser.grid.visualRect(self.browser.model.index(position))

    def click(self, button: QAbstractButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def open(self, position: int) -> None:
        """Select a tile and press Enter."""
        self.select(position)
        self.qtbot.keyClick(self.browser.grid, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.page.entry is not None)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "holiday.png"
    Image.new("RGB", (64, 48), "teal").save(path)
    return path


@pytest.fixture
def conversions(photo: Path, tmp_path: Path) -> dict[str, Conversion]:
    """By id, the oldest first."""
    made = [
        picture("cat", "Make an icon", media=(photo,), path=photo, edited="a red cat"),
        answer("piano"),
        picture("dog", "Draw a dog", "a dog", generator="crayon", path=tmp_path / "gone.png"),
        replace(picture("late", "Draw a house", "a house"), state=State.FAILED, artifacts=(), error=AppError("Ouch")),
    ]
    return {conversion.id: conversion for conversion in made}


@pytest.fixture
def service(qtbot: QtBot, conversions: dict[str, Conversion]) -> Iterator[HistoryService]:
    history = History(history_path())
    for days, conversion in zip((400, 20, 1, 0), conversions.values(), strict=True):
        history.save(conversion, NOW - timedelta(days=days), {"torch": "2.13.0"})
    history.close()
    made = HistoryService(history_path())
    yield made
    made.leave()


@pytest.fixture
def reader(qtbot: QtBot, service: HistoryService) -> Iterator[Reader]:
    page = HistoryPage(Theme(Shade.LIGHT), service)
    qtbot.addWidget(page)
    page.resize(760, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made = Reader(qtbot, page)
    made.shows("late", "dog", "piano", "cat")
    yield made
    page.leave()


ALL = ("late", "dog", "piano", "cat")


def texts(reader: Reader) -> str:
    """All words of the entry that is shown."""
    assert reader.page.entry is not None
    return "\n".join(found.text() for found in reader.page.entry.findChildren(QLabel))


# --- finding ------------------------------------------------------------------------------------------------------


def test_it_searches_as_the_user_types(reader: Reader, qtbot: QtBot) -> None:
    assert reader.browser.count.text() == "4 conversions"
    qtbot.keyClicks(reader.browser.filters.search, "pia")
    reader.shows("piano")
    qtbot.waitUntil(lambda: reader.browser.count.text() == "1 conversion")
    reader.browser.filters.search.clear()
    reader.shows(*ALL)


def test_letters_typed_on_the_tiles_go_to_the_search(reader: Reader, qtbot: QtBot) -> None:
    reader.browser.grid.setFocus()
    qtbot.keyClicks(reader.browser.grid, "d")
    assert reader.browser.filters.search.text() == "d"
    assert reader.browser.filters.search.hasFocus()
    reader.shows("late", "dog")


def test_filters_for_task_time_pack_star_and_edit(reader: Reader, qtbot: QtBot) -> None:
    filters = reader.browser.filters
    reader.click(filters.tasks[Modality.TEXT])
    reader.shows("piano")
    reader.click(filters.tasks[Modality.IMAGE])
    reader.shows(*ALL)
    filters.clear()
    reader.click(filters.edited)
    reader.shows("cat")
    filters.clear()
    reader.shows(*ALL)
    for place, ids in ((1, ["late"]), (2, ["late", "dog"]), (3, ["late", "dog", "piano"]), (5, ["cat"]), (0, ALL)):
        filters.period.setCurrentIndex(place)
        reader.shows(*ids)
    qtbot.waitUntil(lambda: filters.pack.findData("crayon") > 0)
    filters.pack.setCurrentIndex(filters.pack.findData("crayon"))
    reader.shows("dog")
    filters.clear()
    reader.click(filters.starred)
    qtbot.waitUntil(lambda: reader.browser.model.rowCount() == 0)


def test_when_nothing_is_found_it_says_so_and_offers_everything(reader: Reader, qtbot: QtBot) -> None:
    qtbot.keyClicks(reader.browser.filters.search, "zebra")
    qtbot.waitUntil(reader.browser._clear_button.isVisible)
    assert reader.browser._empty_words.text() == "Nothing here is like that."
    reader.click(reader.browser._clear_button)
    reader.shows(*ALL)
    assert reader.browser.grid.isVisible()


def test_an_empty_history_says_what_will_be_kept(qtbot: QtBot, tmp_path: Path) -> None:
    service = HistoryService(tmp_path / "history.sqlite")
    page = HistoryPage(Theme(Shade.LIGHT), service)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.browser._empty_words.isVisible)
    assert "kept here" in page.browser._empty_words.text()
    assert not page.browser._clear_button.isVisible()
    page.leave()
    service.leave()


def test_a_new_conversion_appears_while_the_page_is_open(reader: Reader, service: HistoryService) -> None:
    service.save(picture("new"))
    reader.shows("new", *ALL)


# --- tiles --------------------------------------------------------------------------------------------------------


def test_thumbnails_come_and_tiles_are_drawn(reader: Reader, qtbot: QtBot, photo: Path) -> None:
    reader.browser.grid.grab()
    qtbot.waitUntil(lambda: reader.page.pictures.pixmap(photo) is not None)
    tile = reader.browser.grid.viewport().grab(reader.cell(3)).toImage()
    teal = tile.pixelColor(tile.width() // 2, tile.height() // 4)
    assert (teal.red(), teal.green(), teal.blue()) == pytest.approx((0, 128, 128), abs=3)


def test_a_click_on_the_star_stars_and_another_takes_it_away(
    reader: Reader, qtbot: QtBot, service: HistoryService
) -> None:
    def click_on_the_star(position: int) -> None:
        corner = reader.cell(position).topRight() + QPoint(-32, 32)
        with qtbot.waitSignal(service.changed):
            qtbot.mouseClick(reader.browser.grid.viewport(), Qt.MouseButton.LeftButton, pos=corner)

    click_on_the_star(2)
    assert reader.browser.grid.selected_runs() == []
    reader.click(reader.browser.filters.starred)
    reader.shows("piano")
    click_on_the_star(0)
    qtbot.waitUntil(lambda: reader.browser.model.rowCount() == 0)


def test_the_selected_are_starred_together(reader: Reader, qtbot: QtBot, service: HistoryService) -> None:
    reader.select(0, 2)
    with qtbot.waitSignal(service.changed):
        reader.click(reader.browser.star_button)
    qtbot.waitUntil(lambda: reader.browser.star_button.text() == "Remove the star")
    reader.click(reader.browser.filters.starred)
    reader.shows("late", "piano")


# --- deleting -----------------------------------------------------------------------------------------------------


def test_delete_takes_entries_away_keeps_files_and_can_be_undone(
    reader: Reader, qtbot: QtBot, service: HistoryService, photo: Path
) -> None:
    reader.select(1, 3)
    qtbot.keyClick(reader.browser.grid, Qt.Key.Key_Delete)
    reader.shows("late", "piano")
    assert reader.browser.undo.words.text() == "2 conversions deleted. Files are kept."
    assert photo.exists()
    with qtbot.waitSignal(service.changed):
        reader.click(reader.browser.undo.undo_button)
    reader.shows(*ALL)
    assert not reader.browser.undo.isVisible()


def test_files_go_to_the_trash_only_when_asked(
    reader: Reader, qtbot: QtBot, service: HistoryService, photo: Path
) -> None:
    reader.select(3)
    reader.click(reader.browser.delete_button)
    qtbot.waitUntil(reader.browser.undo.trash_button.isVisible)
    assert reader.browser.undo.trash_button.text() == "Move its file to the trash"
    assert photo.exists()
    with qtbot.waitSignal(service.trashed) as trashed:
        reader.click(reader.browser.undo.trash_button)
    assert trashed.args == [1]
    assert not photo.exists()
    assert reader.browser.undo.words.text() == "1 file is in the trash."
    reader.click(reader.browser.undo.undo_button)
    reader.shows(*ALL)


def test_everything_can_be_selected_and_deleted_also_what_was_never_looked_at(
    reader: Reader, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_browser, "_MANY", 2)
    qtbot.keyClick(reader.browser.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(reader.browser.grid, Qt.Key.Key_Delete)
    reader.shows()
    assert reader.browser.undo.words.text() == "4 conversions deleted. Files are kept."
    qtbot.waitUntil(reader.browser.undo.undo_button.hasFocus)
    qtbot.keyClick(reader.browser.undo.undo_button, Qt.Key.Key_Space)
    reader.shows(*ALL)


def test_with_nothing_selected_there_is_nothing_to_do(reader: Reader, qtbot: QtBot) -> None:
    buttons = (reader.browser.open_button, reader.browser.star_button, reader.browser.delete_button)
    assert not any(button.isEnabled() for button in buttons)
    qtbot.keyClick(reader.browser.grid, Qt.Key.Key_Delete)
    reader.shows(*ALL)
    assert not reader.browser.undo.isVisible()


# --- corrections --------------------------------------------------------------------------------------------------


def test_corrections_can_be_exported_as_training_pairs(reader: Reader, qtbot: QtBot, tmp_path: Path) -> None:
    assert not reader.browser.export_button.isVisible()
    reader.click(reader.browser.filters.edited)
    qtbot.waitUntil(reader.browser.export_button.isVisible)
    reader.click(reader.browser.export_button)
    qtbot.waitUntil(lambda: bool(reader.browser.findChildren(QFileDialog)))
    (dialog,) = reader.browser.findChildren(QFileDialog)
    target = tmp_path / "edits.jsonl"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(target.exists)
    assert json.loads(target.read_text())["response"] == "Modality: [IMAGE] Prompt: a red cat ###"
    qtbot.waitUntil(lambda: reader.browser._selected.text() == "1 pair was written")


# --- one entry ----------------------------------------------------------------------------------------------------


def test_an_entry_shows_the_proposal_beside_the_edit_and_with_what_it_was_made(reader: Reader, qtbot: QtBot) -> None:
    reader.open(3)
    words = texts(reader)
    for part in ("Make an icon", "The model proposed", "a cat", "You asked for", "a red cat", "torch 2.13.0"):
        assert part in words
    assert "holiday.png" in words
    qtbot.keyClick(reader.page.back_button, Qt.Key.Key_Escape)
    assert reader.page.entry is None
    assert reader.browser.grid.hasFocus()


def test_a_failed_one_says_why(reader: Reader) -> None:
    reader.open(0)
    assert "Ouch" in texts(reader)


def test_an_entry_comes_back_into_the_editor_as_it_was_asked_for(
    reader: Reader, qtbot: QtBot, conversions: dict[str, Conversion]
) -> None:
    reader.open(3)
    assert reader.page.entry is not None
    with qtbot.waitSignal(reader.page.reopened) as reopened:
        reader.click(reader.page.entry.reopen_button)
    assert reopened.args == [conversions["cat"]]


def test_its_media_can_be_used_again(reader: Reader, qtbot: QtBot, photo: Path) -> None:
    reader.open(3)
    assert reader.page.entry is not None
    (use,) = [
        b for b in reader.page.entry.findChildren(QAbstractButton) if b.accessibleName() == "Use holiday.png as input"
    ]
    with qtbot.waitSignal(reader.page.media_used) as used:
        reader.click(use)
    assert used.args == [photo]


def test_what_is_wished_of_an_artifact_is_passed_on(
    reader: Reader, qtbot: QtBot, conversions: dict[str, Conversion]
) -> None:
    reader.open(3)
    assert reader.page.entry is not None
    artifact = conversions["cat"].artifacts[0]
    with qtbot.waitSignal(reader.page.wished) as wished:
        reader.page.entry._wish(FileWish(Wish.OPEN, artifact))
    assert wished.args == [FileWish(Wish.OPEN, artifact), reader.page.entry.wish_error]
    with qtbot.waitSignal(reader.page.rerun) as rerun:
        reader.page.entry._wish(FileWish(Wish.AGAIN, artifact))
    assert rerun.args == [conversions["cat"], FileWish(Wish.AGAIN, artifact)]


def test_an_entry_that_is_gone_is_said_above_the_tiles(reader: Reader, qtbot: QtBot, service: HistoryService) -> None:
    history = History(history_path())
    history.delete(["piano"], NOW)
    history.purge(NOW + timedelta(seconds=1))
    history.close()
    reader.select(2)
    qtbot.keyClick(reader.browser.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(reader.browser.error.isVisible)
    assert "not in the history any more" in reader.browser.error.text()


# --- for everyone -------------------------------------------------------------------------------------------------


def test_every_control_has_a_name(reader: Reader) -> None:
    reader.open(3)
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in reader.page.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                assert control.accessibleName(), control


def test_to_a_screen_reader_the_tiles_are_a_list_and_say_what_they_show(reader: Reader) -> None:
    tiles = QAccessible.queryAccessibleInterface(reader.browser.grid)
    assert tiles.role() is QAccessible.Role.List
    assert tiles.childCount() == 4
    said = tiles.child(3).text(QAccessible.Text.Name)
    for part in ("Make an icon", "Done", "Image", "edited"):
        assert part in said
