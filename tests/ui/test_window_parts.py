"""Theme, settings, sheets, viewer, status, cards: what the window is made of besides the main way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.settings import Theme as Shown
from modaverse_desktop.core.settings import load_settings, settings_path
from modaverse_desktop.ui import words
from modaverse_desktop.ui.artifacts.image_viewer import ImageViewer
from modaverse_desktop.ui.composer.suggestions import suggestions_for
from modaverse_desktop.ui.feed.standing import Standing, doing_now
from modaverse_desktop.ui.main_window import MainWindow
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.resources import icon_file, style_file
from modaverse_desktop.ui.settings_panel import SettingsPanel
from modaverse_desktop.ui.shortcuts import ShortcutSheet
from modaverse_desktop.ui.status_line import engine_words
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import Desk


def test_the_theme_changes_at_once_and_is_remembered(desk: Desk) -> None:
    panel = SettingsPanel(desk.parts.theme, desk.parts.store, desk.window)
    for shown, shade in ((Shown.DARK, Shade.DARK), (Shown.LIGHT, Shade.LIGHT)):
        panel.theme.setCurrentIndex(panel.theme.findData(shown))
        desk.until(lambda shade=shade: desk.parts.theme.shade is shade)
        desk.until(lambda: desk.window.palette().window().color() == desk.parts.theme.colour("window"))
        desk.until(lambda shown=shown: load_settings(settings_path()).settings.theme is shown)
    panel.close()


def test_icons_are_drawn_anew_in_the_other_theme(desk: Desk) -> None:
    button = desk.window.top_bar.settings_button
    desk.parts.store.change(replace(desk.parts.store.settings, theme=Shown.LIGHT))
    desk.until(lambda: desk.parts.theme.shade is Shade.LIGHT)
    light = button.icon().pixmap(20, 20).toImage()
    desk.parts.store.change(replace(desk.parts.store.settings, theme=Shown.DARK))
    desk.until(lambda: desk.parts.theme.shade is Shade.DARK)
    assert button.icon().pixmap(20, 20).toImage() != light


def test_settings_that_cannot_be_saved_are_said_to_be_so(desk: Desk) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().mkdir()
    desk.parts.store.change(replace(desk.parts.store.settings, theme=Shown.DARK))
    desk.until(lambda: desk.parts.theme.shade is Shade.DARK)
    desk.until(lambda: "could not be written" in desk.refusal())


def test_the_shortcut_sheet_shows_every_key(desk: Desk) -> None:
    sheet = ShortcutSheet(desk.window)
    sheet.show()
    assert sheet.isVisible()
    desk.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_large_view_fits_zooms_and_closes(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (3000, 2000), "navy").save(path)
    viewer = ImageViewer(desk.parts.theme, path, desk.window)
    viewer.show()
    viewer.activateWindow()
    desk.until(viewer.isActiveWindow)
    desk.until(lambda: 0 < viewer.scale < 1)
    fitted = viewer.scale
    desk.qtbot.keyClick(viewer, Qt.Key.Key_1)
    desk.until(lambda: viewer.scale == 1)
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Minus)
    desk.until(lambda: viewer.scale < 1)
    desk.qtbot.keyClick(viewer, Qt.Key.Key_0)
    desk.until(lambda: viewer.scale == pytest.approx(fitted))
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_the_preview_opens_the_large_view(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    assert view.artifacts[0].preview is not None
    desk.qtbot.keyClick(view.artifacts[0].preview, Qt.Key.Key_Return)
    viewers = desk.window.findChildren(ImageViewer)
    assert len(viewers) == 1
    viewers[0].close()


def test_an_artifact_that_was_deleted_outside_is_said_to_be_gone(desk: Desk) -> None:
    view = desk.ask("Make a cat", State.PROPOSED)
    assert view.editor is not None
    view.editor.approve_button.click()
    path = desk.wait_for(view, State.DONE).artifacts[0].path
    assert path is not None
    path.unlink()
    desk.parts.wishes.save(view.artifacts[0].artifact, path.with_name("copy.png"), view.error)
    desk.until(lambda: "not there any more" in view.error.text())


def test_a_copy_that_cannot_be_written_is_said_in_place(desk: Desk, tmp_path: Path) -> None:
    view = desk.ask("What is this?", State.DONE)
    target = tmp_path / "no folder" / "answer.txt"
    target.parent.write_text("a file in the way")
    desk.parts.wishes.save(view.artifacts[0].artifact, target, view.error)
    desk.until(lambda: "could not be written" in view.error.text())


def test_media_cards_are_removed_one_by_one_and_not_added_twice(desk: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for path in paths:
        Image.new("RGB", (20, 20), "red").save(path)
    desk.give(*paths)
    desk.drop(paths[0], paths[0])
    desk.until(lambda: not desk.parts.intake.busy)
    assert [media.path for media in desk.window.composer.shelf.media()] == paths
    desk.window.composer.shelf.remove(paths[1])
    assert [media.path for media in desk.window.composer.shelf.media()] == [paths[0], paths[2]]


def test_an_error_can_be_copied_with_all_it_says(qtbot: QtBot) -> None:
    place = InlineError(Theme(Shade.LIGHT))
    qtbot.addWidget(place)
    place.show_error(AppError("It broke", "at the seam", "Sew it."))
    place.copy_button.click()
    assert QGuiApplication.clipboard().text() == "It broke\nat the seam\nSew it."
    place.clear()
    assert not place.isVisible()


@pytest.mark.parametrize(
    ("event", "words_"),
    [
        (events.EngineReady("starter", "cpu", 1), "Ready"),
        (events.EngineProgress("Loading the model", 0.25), "25%"),
        (events.EngineFailed(AppError("It is gone", hint="Wait.")), "It is gone. Wait."),
    ],
)
def test_the_engine_is_described_in_one_line(qapp: object, event: events.EngineEvent, words_: str) -> None:
    assert words_ in engine_words(event)


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (25_000_000, "25 MB"), (4_800_000_000, "4.8 GB")]
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    assert words.file_size(size) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (0.07, "0.1 s"), (0.34, "0.3 s"), (7, "0:07"), (750, "12:30"), (3723, "1:02:03")]
)
def test_durations_are_written_as_people_read_them(seconds: float, text: str) -> None:
    assert words.duration(seconds) == text


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word(qapp: object, state: State) -> None:
    conversion = Conversion("c", "x", (), "starter", state=state)
    assert words.state_word(state)
    assert doing_now(conversion, Standing(2))


@pytest.mark.parametrize("modalities", [(), *((modality,) for modality in Modality), tuple(Modality)])
def test_there_is_a_suggestion_for_any_media(qapp: object, modalities: tuple[Modality, ...]) -> None:
    assert suggestions_for(modalities)


@pytest.mark.parametrize("shade", Shade)
def test_the_style_sheet_uses_only_colours_that_the_themes_have(qapp: object, shade: Shade) -> None:
    import re

    used = set(re.findall(r"@([a-z-]+)@", style_file("window.qss").read_text(encoding="utf-8")))
    assert used - {"shade", "icons"} <= set(Theme(shade).colours)


def test_both_themes_have_the_same_colours(qapp: object) -> None:
    assert Theme(Shade.LIGHT).colours.keys() == Theme(Shade.DARK).colours.keys()


def test_every_icon_can_be_drawn(qapp: object) -> None:
    theme = Theme(Shade.DARK)
    for file in icon_file("save").parent.glob("*.svg"):
        image = theme.pixmap(file.stem, "accent").toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), file


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_stray_window_is_ever_shown(desk: Desk, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    view = desk.ask("Make two pets", State.PROPOSED)
    assert view.editor is not None
    view.editor.add_button.click()
    view.editor.revert_button.click()
    view.editor.approve_button.click()
    desk.wait_for(view, State.DONE)
    desk.ask("error", State.FAILED)
    qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_a_mistake_of_ours_is_said_in_place_and_the_window_goes_on(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ZeroDivisionError("division by zero")
    desk.parts.unexpected(type(error), error, None)
    assert "ZeroDivisionError" in desk.refusal()
    assert "ZeroDivisionError" in capsys.readouterr().err
    desk.ask("What is this?", State.DONE)


def write_pack(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / "pack.toml").write_text(f'id = "{name}"\nkind = "stack"\nname = "{name}"\n[stack]\nbackbone = "b"\n')


def test_the_window_is_no_larger_than_the_screen_that_it_opens_on(desk: Desk) -> None:
    window = MainWindow(desk.window._backing)
    assert window.screen().availableSize().width() < 1120
    assert window.size() == QSize(1120, 740).boundedTo(window.screen().availableSize()).expandedTo(window.minimumSize())
    window.workspace.leave()
    window.deleteLater()


def test_the_buttons_below_the_media_stay_in_sight(desk: Desk, photo: Path) -> None:
    desk.window.resize(1024, 600)
    desk.give(photo)
    shelf = desk.window.composer.shelf
    (more,) = [button for button in shelf.findChildren(QPushButton) if button.text().startswith("Add more")]
    assert more.isVisible()
    assert shelf.rect().contains(more.mapTo(shelf, more.rect().bottomRight()))


def test_a_models_folder_that_is_added_is_looked_into_and_listed_and_the_model_loaded_again(
    desk: Desk, tmp_path: Path
) -> None:
    write_pack(tmp_path / "mine", "my-stack")
    desk.window.top_bar.settings_button.click()
    (panel,) = desk.window.findChildren(SettingsPanel)
    desk.until(lambda: desk.window.status.is_ready)
    loaded = desk.parts.queue.engine_changed
    with desk.qtbot.waitSignal(loaded, check_params_cb=lambda event: isinstance(event, events.EngineReady)):
        panel.add_models(str(tmp_path / "mine"))
    model = panel.pack_list.model()

    def names() -> list[str]:
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    desk.until(lambda: "my-stack" in names())
    desk.until(lambda: load_settings(settings_path()).settings.model_folders == (tmp_path / "mine",))
    panel.close()
