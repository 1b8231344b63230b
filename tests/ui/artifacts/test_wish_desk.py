"""What is done with artifacts outside the window: the clipboard, the trash, the large view; and refusals in place."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
import send2trash
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.media.provenance import write
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.artifacts.image_viewer import ImageViewer
from modaverse_desktop.ui.artifacts.picture_canvas import Comparison
from modaverse_desktop.ui.artifacts.wish_desk import WishDesk
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.running import all_ended
from modaverse_desktop.ui.theme import Theme
from tests.ui.artifacts.conftest import made, make_file

SOON = 15_000


class Desk:
    """A desk, and the place where it says what went wrong."""

    def __init__(self, qtbot: QtBot, theme: Theme, loop: asyncio.AbstractEventLoop) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.place = InlineError(theme)
        self.wishes = WishDesk(theme, loop)
        self.said: list[str] = []
        self.trashed: list[Path] = []
        self.wishes.said.connect(self.said.append)
        self.wishes.trashed.connect(self.trashed.append)
        for widget in (self.window, self.place):
            qtbot.addWidget(widget)

    def ask(self, wish: Wish, conversion: Conversion, *inputs: Path) -> None:
        self.wishes.grant(FileWish(wish, conversion.artifacts[0], inputs), self.window, self.place)

    def until_said(self) -> str:
        self.qtbot.waitUntil(lambda: bool(self.said), timeout=SOON)
        return self.said[-1]

    def until_refused(self) -> str:
        self.qtbot.waitUntil(lambda: self.place.error is not None, timeout=SOON)
        return self.place.text()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[Desk]:
    loop = qasync.QEventLoop(qapp)  # never entered: qtbot's own loops run it
    asyncio.set_event_loop(loop)
    yield Desk(qtbot, theme, loop)
    loop.run_until_complete(all_ended())
    loop.close()
    asyncio.set_event_loop(None)


def test_a_picture_is_copied_as_a_file_and_as_pixels(desk: Desk, picture: Path) -> None:
    desk.ask(Wish.COPY, made(picture))
    assert desk.until_said() == "Copied"
    data = QGuiApplication.clipboard().mimeData()
    assert data.urls() == [QUrl.fromLocalFile(str(picture))]
    assert QImage(data.imageData()).size().toTuple() == (40, 20)
    files = bytes(data.data("x-special/gnome-copied-files").data()).decode()
    assert files == f"copy\n{QUrl.fromLocalFile(str(picture)).toEncoded().data().decode()}"


@pytest.mark.parametrize(("task", "kind"), [(Modality.AUDIO, "audio/x-wav"), (Modality.VIDEO, "video/mp4")])
def test_sound_and_video_are_copied_as_a_file_and_as_bytes(
    desk: Desk, tmp_path: Path, task: Modality, kind: str
) -> None:
    path = make_file(tmp_path, task)
    desk.ask(Wish.COPY, made(path, task))
    desk.until_said()
    data = QGuiApplication.clipboard().mimeData()
    assert data.urls() == [QUrl.fromLocalFile(str(path))]
    assert bytes(data.data(kind).data()) == path.read_bytes()


def test_copies_without_metadata_say_nothing_of_their_making(desk: Desk, picture: Path, tmp_path: Path) -> None:
    write(picture, Provenance("ModaVerse", Modality.IMAGE, "a secret cat"))
    pixels = QImage(str(picture))
    desk.ask(Wish.COPY_PLAIN, made(picture))
    assert desk.until_said() == "Copied without metadata"
    data = QGuiApplication.clipboard().mimeData()
    copy = Path(data.urls()[0].toLocalFile())
    assert copy != picture
    assert copy.name == picture.name
    assert b"secret" not in copy.read_bytes()
    assert QImage(data.imageData()).textKeys() == []
    assert QImage(str(copy)) == pixels
    assert b"secret" in picture.read_bytes()


def test_a_file_is_saved_without_metadata(desk: Desk, picture: Path, tmp_path: Path) -> None:
    write(picture, Provenance("ModaVerse", Modality.IMAGE, "a secret cat"))
    desk.ask(Wish.SAVE_PLAIN, made(picture))
    (dialog,) = desk.window.findChildren(QFileDialog)
    target = tmp_path / "saved ü.png"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert "saved ü.png" in desk.until_said()
    assert b"secret" not in target.read_bytes()
    assert QImage(str(target)) == QImage(str(picture))


def test_a_text_is_copied(desk: Desk) -> None:
    desk.ask(Wish.COPY, made(None, Modality.TEXT, text="a grand piano"))
    assert QGuiApplication.clipboard().text() == "a grand piano"


def test_a_file_goes_to_the_trash_from_where_it_can_be_restored(
    desk: Desk, picture: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trash = tmp_path / "trash"
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", bytes(trash), raising=False)
    pixels = picture.read_bytes()
    desk.ask(Wish.DELETE, made(picture))
    assert picture.name in desk.until_said()
    assert desk.trashed == [picture]
    assert not picture.exists()
    assert (trash / "files" / picture.name).read_bytes() == pixels


def test_a_disk_without_a_trash_keeps_its_file(desk: Desk, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise send2trash.TrashPermissionError(path)

    monkeypatch.setattr("send2trash.send2trash", refuse)
    desk.ask(Wish.DELETE, made(picture))
    assert "could not be moved to the trash" in desk.until_refused()
    assert picture.exists()
    assert desk.trashed == []


@pytest.mark.parametrize("wish", [Wish.COPY, Wish.DELETE, Wish.OPEN, Wish.SHOW, Wish.COPY_PLAIN])
def test_a_file_that_is_gone_is_said_to_be_in_place(desk: Desk, tmp_path: Path, wish: Wish) -> None:
    desk.ask(wish, made(tmp_path / "gone.png"))
    assert "not there any more" in desk.until_refused()


def test_a_refusal_for_a_card_that_is_gone_is_dropped(desk: Desk, tmp_path: Path, qtbot: QtBot, theme: Theme) -> None:
    place = InlineError(theme)
    desk.wishes.grant(FileWish(Wish.COPY, made(tmp_path / "gone.png").artifacts[0]), desk.window, place)
    with qtbot.waitSignal(place.destroyed, timeout=SOON):
        place.deleteLater()
    desk.ask(Wish.COPY, made(None, Modality.TEXT, text="still works"))
    assert QGuiApplication.clipboard().text() == "still works"


def test_comparing_opens_the_large_view_with_the_input_beside_it(
    desk: Desk, picture: Path, input_picture: Path
) -> None:
    desk.ask(Wish.COMPARE, made(picture), input_picture)
    (viewer,) = desk.window.findChildren(ImageViewer)
    assert viewer.canvas.comparison is Comparison.SIDE_BY_SIDE
    viewer.close()
