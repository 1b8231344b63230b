"""An artifact in its card: shown, asked for things, gone, back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.likeness import Likeness
from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.artifacts.reruns import Verdict
from modaverse_desktop.ui.artifacts.text_preview import TextPreview
from modaverse_desktop.ui.theme import Theme
from tests.ui.artifacts.conftest import made, make_file

SOON = 15_000


class Shown:
    """A view and what it was asked for."""

    def __init__(self, qtbot: QtBot, theme: Theme, conversion: Conversion) -> None:
        self.wishes: list[FileWish] = []
        self.view = ArtifactView(theme, conversion.artifacts[0], conversion)
        self.view.wished.connect(self.wishes.append)
        qtbot.addWidget(self.view)
        self.view.show()

    def last(self) -> Wish:
        return self.wishes[-1].wish


def test_a_picture_is_shown_enlarged_on_purpose(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    shown = Shown(qtbot, theme, made(picture))
    preview = shown.view.preview
    assert preview is not None
    qtbot.waitUntil(lambda: not preview.pixmap().isNull(), timeout=SOON)
    assert preview.width() == 240  # six times: pixels stay even
    qtbot.mouseClick(preview, Qt.MouseButton.LeftButton)
    assert shown.last() is Wish.ENLARGE


@pytest.mark.parametrize("task", [Modality.AUDIO, Modality.VIDEO])
def test_sound_and_video_are_players(qtbot: QtBot, theme: Theme, tmp_path: Path, task: Modality) -> None:
    shown = Shown(qtbot, theme, made(make_file(tmp_path, task), task))
    player = shown.view.player
    assert player is not None
    qtbot.waitUntil(lambda: player.playback.duration == 1_000, timeout=SOON)
    assert "a cat" in player.accessibleName()


def test_a_text_can_be_saved_and_copied_and_that_is_all(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, made(None, Modality.TEXT, text="a grand piano"))
    assert set(shown.view.buttons) == {Wish.SAVE, Wish.COPY}
    assert not shown.view.row.more_button.isVisible()


def test_what_is_made_from_pictures_can_be_compared_with_them(
    qtbot: QtBot, theme: Theme, picture: Path, input_picture: Path
) -> None:
    assert Wish.COMPARE not in Shown(qtbot, theme, made(picture)).view.buttons
    shown = Shown(qtbot, theme, made(picture, Modality.IMAGE, input_picture))
    shown.view.buttons[Wish.COMPARE].click()
    assert (shown.last(), shown.wishes[-1].inputs) == (Wish.COMPARE, (input_picture,))


def test_variations_are_asked_for_by_number(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    shown = Shown(qtbot, theme, made(picture))
    shown.view.buttons[Wish.VARY].click()
    (menu,) = shown.view.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["2 variations", "4 variations", "8 variations"]
    menu.actions()[1].trigger()
    menu.close()
    assert shown.wishes == [FileWish(Wish.VARY, shown.view.artifact, (), 4)]


def test_the_rest_is_in_a_menu_that_leaves_nothing_behind(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    shown = Shown(qtbot, theme, made(picture))
    shown.view.row.more_button.click()
    (menu,) = shown.view.findChildren(QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "Open with another program",
        "Show in its folder",
        "Copy without metadata",
        "Save without metadata…",
        "Move to the trash",
    ]
    menu.actions()[-1].trigger()
    with qtbot.waitSignal(menu.destroyed, timeout=SOON):
        menu.close()
    assert shown.last() is Wish.DELETE


def test_the_menu_key_brings_all_that_can_be_done(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    shown = Shown(qtbot, theme, made(picture))
    assert shown.view.preview is not None
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(shown.view.preview, event)
    menu = next(menu for menu in shown.view.findChildren(QMenu) if menu.isVisible())
    assert {"Use as input", "Run again with the same seed", "Move to the trash"} <= {a.text() for a in menu.actions()}
    menu.close()


@pytest.mark.parametrize(
    ("key", "modifier", "wish"),
    [
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, Wish.COPY),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, Wish.SAVE),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, Wish.DELETE),
    ],
)
def test_keys_copy_save_and_delete(
    qtbot: QtBot, theme: Theme, picture: Path, key: Qt.Key, modifier: Qt.KeyboardModifier, wish: Wish
) -> None:
    shown = Shown(qtbot, theme, made(picture))
    qtbot.keyClick(shown.view.preview, key, modifier)
    assert shown.last() is wish


def test_a_file_that_is_gone_is_said_to_be_and_can_be_made_again(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    picture.unlink()
    shown = Shown(qtbot, theme, made(picture))
    qtbot.waitUntil(lambda: shown.view.gone is not None, timeout=SOON)
    assert shown.view.gone is not None
    assert "is not there any more" in shown.view.gone.text()
    assert not shown.view.buttons[Wish.SAVE].isVisible()
    shown.view.gone.make_button.click()
    assert shown.last() is Wish.AGAIN


def test_a_file_in_the_trash_comes_back_when_it_was_restored(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    shown = Shown(qtbot, theme, made(picture))
    aside = picture.rename(picture.with_suffix(".aside"))
    shown.view.show_trashed()
    assert shown.view.gone is not None
    assert "is in the trash" in shown.view.gone.text()
    aside.rename(picture)
    shown.view.gone.look_button.click()
    qtbot.waitUntil(lambda: shown.view.gone is None, timeout=SOON)
    assert shown.view.buttons[Wish.SAVE].isVisible()
    preview = shown.view.preview
    assert preview is not None
    qtbot.waitUntil(lambda: not preview.pixmap().isNull(), timeout=SOON)


def test_the_focus_does_not_go_to_the_neighbour_when_a_file_is_deleted(
    qtbot: QtBot, theme: Theme, picture: Path, input_picture: Path
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    views = [ArtifactView(theme, (done := made(path)).artifacts[0], done) for path in (picture, input_picture)]
    for view in views:
        column.addWidget(view)
    qtbot.addWidget(window)
    window.show()
    views[0].preview.setFocus()
    views[0].show_trashed()
    assert views[0].gone is not None
    assert window.focusWidget() is views[0].gone.look_button
    views[0].gone.look_button.click()
    qtbot.waitUntil(lambda: views[0].gone is None, timeout=SOON)
    assert window.focusWidget() is views[0].buttons[Wish.SAVE]


@pytest.mark.parametrize(
    ("likeness", "words"),
    [
        (Likeness.IDENTICAL, "Identical"),
        (Likeness.NEAR, "Nearly"),
        (Likeness.DIFFERENT, "Different"),
        (None, "Cannot be compared"),
    ],
)
def test_what_came_of_running_it_again_is_said(
    qtbot: QtBot, theme: Theme, picture: Path, likeness: Likeness | None, words: str
) -> None:
    shown = Shown(qtbot, theme, made(picture))
    shown.view.show_verdict(Verdict(likeness, "device: cpu, was cuda"))
    assert shown.view.verdict.text().startswith(words)
    assert shown.view.verdict_reason.text() == "device: cpu, was cuda"


def test_an_answer_is_read_while_it_is_written(qtbot: QtBot) -> None:
    answer = TextPreview()
    qtbot.addWidget(answer)
    assert not answer.stream("Modality: [IM")
    assert not answer.stream("Modality: [IMAGE] Prompt: a cat")
    assert answer.stream("Modality: [TEXT] Prompt: a gra")
    assert answer.text() == "a gra▍"
    answer.show_text("a grand piano")
    assert answer.text() == "a grand piano"


def test_what_a_model_writes_is_never_read_as_html(qtbot: QtBot) -> None:
    answer = TextPreview("<b>bold</b> <img src='file:///etc/passwd'>")
    qtbot.addWidget(answer)
    assert answer.textFormat() is Qt.TextFormat.PlainText
