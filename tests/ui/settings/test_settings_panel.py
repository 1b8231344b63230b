"""Every setting is shown, checked where it is entered, kept, and can be taken back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.settings import Settings
from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.service.settings_store import SettingsStore
from modaverse_desktop.ui import settings_panel
from modaverse_desktop.ui.settings.section import Section
from modaverse_desktop.ui.settings_panel import SettingsPanel
from modaverse_desktop.ui.theme import Shade, Theme

CHANGED = Settings(
    output=Path("/pictures/zoë"),
    naming="{prompt}",
    model_folders=(Path("/disk"), Path("/mnt/models")),
    approve_text=False,
    edit_given=True,
    notify=False,
    device="cuda:3",
    memory_mb=4096,
    metadata=False,
    theme=Shown.DARK,
    language="vi",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SettingsStore]:
    store = SettingsStore(tmp_path / "settings.json")
    yield store
    store.leave()


@pytest.fixture
def panel(qtbot: QtBot, store: SettingsStore) -> Iterator[SettingsPanel]:
    parent = QWidget()
    qtbot.addWidget(parent)
    panel = SettingsPanel(Theme(Shade.LIGHT), store, parent)
    panel.show()
    yield panel
    panel.close()


def write(panel: SettingsPanel, setting: str, text: str, qtbot: QtBot) -> None:
    line = panel.row(setting).line
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Backspace)


def test_every_setting_but_the_stack_has_a_row(panel: SettingsPanel) -> None:
    fields = {field.name for field in dataclasses.fields(Settings)}
    assert {row.setting for row in panel.rows()} == fields - {"stack"}


def test_what_is_kept_is_shown_and_nothing_is_changed_by_showing_it(panel: SettingsPanel, store: SettingsStore) -> None:
    store.change(CHANGED)
    assert store.settings == CHANGED
    assert panel.row("output").line.text() == "/pictures/zoë"
    assert panel.row("naming").line.text() == "{prompt}"
    assert panel.row("memory_mb").number.value() == 4096
    assert panel.row("device").choice.currentData() == "cuda:3"
    assert panel.row("theme").choice.currentData() is Shown.DARK
    assert not panel.row("metadata").box.isChecked()
    assert [row.setting for row in panel.rows() if row.reset_button.isHidden()] == []


def test_each_setting_can_be_taken_back_alone(panel: SettingsPanel, store: SettingsStore) -> None:
    store.change(CHANGED)
    for row in panel.rows():
        row.reset_button.click()
        assert getattr(store.settings, row.setting) == getattr(Settings(), row.setting)
        assert row.reset_button.isHidden()
    assert replace(store.settings, stack="") == replace(Settings(), stack="")


def test_all_settings_can_be_taken_back_and_that_too(panel: SettingsPanel, store: SettingsStore) -> None:
    assert not panel.reset_all_button.isEnabled()
    store.change(CHANGED)
    panel.reset_all_button.click()
    assert store.settings == Settings()
    panel.reset_all_button.click()
    assert store.settings == CHANGED
    panel.reset_all_button.click()
    panel.row("metadata").box.click()
    assert panel.reset_all_button.text() == "Reset all"
    panel.reset_all_button.click()
    assert store.settings == Settings()


def test_a_name_is_shown_as_it_is_written_and_a_wrong_one_is_explained_and_not_kept(
    panel: SettingsPanel, store: SettingsStore, qtbot: QtBot
) -> None:
    row = panel.row("naming")
    write(panel, "naming", "{task} of {prompt}", qtbot)
    assert store.settings.naming == "{task} of {prompt}"
    assert row.example.full_text() == "For example: image of a red apple.png"
    write(panel, "naming", "{colour}", qtbot)
    assert "here is no {colour}" in row.problem.text()
    assert row.problem.isVisible()
    assert "colour" not in store.settings.naming
    panel.row("metadata").box.click()
    assert row.line.text() == "{colour}"
    row.reset_button.click()
    assert row.line.text() == store.settings.naming == Settings().naming
    assert row.problem.isHidden()


def test_a_folder_can_be_typed_and_must_be_absolute(panel: SettingsPanel, store: SettingsStore, qtbot: QtBot) -> None:
    write(panel, "output", "pictures", qtbot)
    assert "absolute" in panel.row("output").problem.text()
    assert store.settings.output is None
    write(panel, "output", "/pictures of mine", qtbot)
    assert store.settings.output == Path("/pictures of mine")
    assert panel.row("output").problem.isHidden()
    write(panel, "output", "", qtbot)
    assert store.settings.output is None
    panel.row("output").folder_chosen("/chosen")
    assert panel.row("output").line.text() == "/chosen"


def test_model_folders_are_added_once_and_removed_by_name(panel: SettingsPanel, store: SettingsStore) -> None:
    for folder in ("/a", "/b", "/a"):
        panel.add_models(folder)
    assert store.settings.model_folders == (Path("/a"), Path("/b"))
    remove = [button for button in panel.row("model_folders").findChildren(QToolButton) if "/a" in button.toolTip()]
    remove[0].click()
    assert store.settings.model_folders == (Path("/b"),)


def test_a_memory_limit_counts_when_it_is_written_to_its_end(
    panel: SettingsPanel, store: SettingsStore, qtbot: QtBot
) -> None:
    number = panel.row("memory_mb").number
    assert number.text() == "Automatic"
    number.selectAll()
    qtbot.keyClicks(number, "2048")
    assert store.settings.memory_mb == 0
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert store.settings.memory_mb == 2048


def test_devices_are_offered_by_name(qtbot: QtBot, store: SettingsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_panel, "cuda_devices", lambda: ("Small card", "Big card"))
    parent = QWidget()
    qtbot.addWidget(parent)
    panel = SettingsPanel(Theme(Shade.DARK), store, parent)
    choice = panel.row("device").choice
    choice.setCurrentIndex(choice.findText("Big card"))
    assert store.settings.device == "cuda:1"


def test_settings_are_found_by_any_of_their_words(panel: SettingsPanel) -> None:
    panel.search.setText("seed")
    found = {row.setting for row in panel.rows() if row.isVisible()}
    assert "metadata" in found
    assert "theme" not in found
    panel.search.setText("PRIVACY")
    assert not [row for row in panel.rows() if row.isVisible()]
    assert panel.nothing.isHidden()
    panel.search.setText("no such thing")
    assert panel.nothing.isVisible()
    panel.search.clear()
    assert all(row.isVisible() for row in panel.rows())


def test_the_search_is_reached_by_its_keys(panel: SettingsPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.reset_all_button.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search.hasFocus()


def test_what_is_entered_is_in_the_file_at_once(
    panel: SettingsPanel, store: SettingsStore, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(store.saved):
        panel.row("metadata").box.click()
    assert json.loads((tmp_path / "settings.json").read_text())["metadata"] is False


def test_the_panel_is_there_at_once_and_its_sections_follow(qtbot: QtBot, store: SettingsStore) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    panel = SettingsPanel(Theme(Shade.LIGHT), store, parent)
    assert panel.findChildren(Section) == []
    panel.show()
    qtbot.waitUntil(lambda: len(panel.findChildren(Section)) == 4)
    assert all(section.isVisible() for section in panel.sections)
    panel.close()


def test_the_buttons_below_the_sections_come_last_by_tab(panel: SettingsPanel) -> None:
    assert panel.sections
    reached, widget = [], panel.nextInFocusChain()
    while widget is not panel:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget)
        widget = widget.nextInFocusChain()
    assert reached[0] is panel.search
    assert reached[-1] is panel.close_button
