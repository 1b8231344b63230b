"""What a newcomer sees, and where it is found again; what the program is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from modaverse_desktop import __version__
from modaverse_desktop.core.conversion import State
from modaverse_desktop.ui.about.about_panel import AboutPanel
from modaverse_desktop.ui.feed.welcome import Welcome
from modaverse_desktop.ui.pages import Page
from tests.ui.conftest import Desk


def about(desk: Desk) -> AboutPanel:
    desk.window.about_wanted.emit()
    (panel,) = desk.window.findChildren(AboutPanel)
    desk.until(lambda: panel.list.model().rowCount() > 40)
    return panel


def test_three_samples_are_offered_with_their_pictures(desk: Desk) -> None:
    buttons = desk.window.feed.welcome.sample_buttons
    assert len(buttons) == 3
    desk.until(lambda: all(not button.icon().isNull() for button in buttons))


def test_a_sample_can_be_tried_with_a_suggestion(desk: Desk) -> None:
    desk.window.feed.welcome.sample_buttons[1].click()
    desk.until(lambda: len(desk.window.composer.shelf.media()) == 1)
    assert desk.window.composer.chips.texts()


def test_the_introduction_is_found_again_when_there_are_conversions(desk: Desk) -> None:
    desk.ask("What is this?", State.DONE)
    assert not desk.window.feed.welcome.isVisible()
    desk.window.top_bar.help_menu.actions()[0].trigger()
    assert desk.window.pages.page is Page.INTRODUCTION
    assert any(page.isVisible() for page in desk.window.findChildren(Welcome))
    desk.window.pages.now_button.click()
    desk.until(desk.window.feed.views()[0].isVisible)


def test_the_way_to_bigger_models_leads_to_their_page(desk: Desk) -> None:
    desk.window.feed.welcome.models_button.click()
    assert desk.window.pages.page is Page.MODELS


def test_the_licences_of_program_and_libraries_can_be_read(desk: Desk) -> None:
    panel = about(desk)
    rows = [panel.list.model().index(row, 0) for row in range(panel.list.model().rowCount())]
    texts = [row.data() for row in rows]
    assert any(text.startswith("torch ") for text in texts)
    assert any("LGPL" in text for text in texts)
    assert "Apache License" in panel.text.toPlainText()
    panel.list.setCurrentIndex(next(row for row in rows if row.data().startswith("numpy ")))
    assert "Redistribution" in panel.text.toPlainText()
    desk.qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_the_diagnostic_text_names_versions_and_nothing_of_the_user(desk: Desk) -> None:
    desk.ask("my secret wish", State.PROPOSED)
    panel = about(desk)
    QGuiApplication.clipboard().clear()
    panel.copy_button.click()
    desk.until(lambda: bool(QGuiApplication.clipboard().text()))
    text = QGuiApplication.clipboard().text()
    assert f"ModaVerse Desktop {__version__}" in text
    assert "torch 2" in text
    assert "secret" not in text
    assert "/home" not in text
    panel.close()
