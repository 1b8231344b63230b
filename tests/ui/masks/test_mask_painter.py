"""The painter as a person uses it: by mouse, by keys, and with files; what it gives back can be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.paths import masks_folder
from modaverse_desktop.media.mask import read_mask
from modaverse_desktop.ui.masks.mask_painter import MaskPainter
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.walk import Walk

SOON = 15_000
LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton


class Desk:
    """A painter over a picture of 80 x 40, and what it gave back."""

    def __init__(self, qtbot: QtBot, tmp_path: Path, mask: Path | None = None) -> None:
        self.qtbot = qtbot
        self.picture = tmp_path / "photo.png"
        if not self.picture.exists():
            Image.new("RGB", (80, 40), "teal").save(self.picture)
        self.parent = QWidget()
        self.parent.resize(900, 700)
        qtbot.addWidget(self.parent)
        self.parent.show()
        self.painter = MaskPainter(Theme(Shade.LIGHT), self.picture, mask, self.parent)
        self.kept: list[Path] = []
        self.painter.kept.connect(self.kept.append)
        self.painter.open()
        self.until(lambda: self.painter.take_button.isEnabled() and self.painter.canvas.fitted)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=SOON)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.painter.canvas, key, modifier)

    def middle(self) -> QPoint:
        return self.painter.canvas.rect().center()

    def take(self) -> Path:
        self.painter.take_button.click()
        self.until(lambda: bool(self.kept))
        return self.kept[0]

    @property
    def share(self) -> float:
        return self.painter.painting.share()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, own_folders: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def test_what_is_painted_is_kept_as_a_mask_of_the_pictures_size(desk: Desk, qtbot: QtBot) -> None:
    canvas = desk.painter.canvas
    qtbot.mousePress(canvas, LEFT, pos=desk.middle())
    qtbot.mouseMove(canvas, desk.middle() + QPoint(100, 0))
    qtbot.mouseRelease(canvas, LEFT, pos=desk.middle() + QPoint(100, 0))
    assert "of the picture is marked" in desk.painter.status.text()
    pixels = read_mask(desk.take(), desk.picture)
    assert pixels.shape == (40, 80)
    assert (pixels[20, 45], pixels[2, 2]) == (255, 0)
    assert desk.kept[0].parent == masks_folder()


def test_the_right_button_and_the_eraser_take_marks_away(desk: Desk, qtbot: QtBot) -> None:
    canvas, tools = desk.painter.canvas, desk.painter.tools
    tools.all_button.click()
    qtbot.mouseClick(canvas, RIGHT, pos=desk.middle())
    once = desk.share
    desk.press(Qt.Key.Key_E)
    assert tools.erase_button.isChecked()
    qtbot.mouseClick(canvas, LEFT, pos=desk.middle() + QPoint(150, 0))
    assert 1 > once > desk.share
    desk.press(Qt.Key.Key_B)
    qtbot.mouseClick(canvas, LEFT, pos=desk.middle() + QPoint(150, 0))
    assert desk.share == pytest.approx(once, abs=0.002)


def test_everything_is_done_by_keys(desk: Desk) -> None:
    canvas, tools = desk.painter.canvas, desk.painter.tools
    canvas.setFocus()
    desk.press(Qt.Key.Key_Space)
    dot = desk.share
    assert dot > 0
    for _ in range(4):
        desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert desk.share > dot
    before = desk.share
    desk.press(Qt.Key.Key_Down)
    assert desk.share == before
    desk.press(Qt.Key.Key_I)
    assert desk.share == pytest.approx(1 - before, abs=0.01)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.share == before
    desk.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Delete)
    assert desk.share == 0
    desk.press(Qt.Key.Key_A)
    assert desk.share == 1
    size, scale = tools.brush_size.value(), canvas.scale
    desk.press(Qt.Key.Key_BracketRight)
    assert tools.brush_size.value() > size
    desk.press(Qt.Key.Key_Plus)
    assert canvas.scale > scale
    desk.press(Qt.Key.Key_0)
    assert canvas.scale == scale


def test_the_brush_stays_on_the_picture_and_in_sight(desk: Desk) -> None:
    canvas = desk.painter.canvas
    canvas.setFocus()
    canvas.zoom_by(8)
    for _ in range(60):
        desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Space)
    assert desk.painter.painting.image.pixelColor(0, 20).alpha() == 255


def test_the_wheel_zooms_and_with_control_it_changes_the_brush(desk: Desk) -> None:
    canvas, tools = desk.painter.canvas, desk.painter.tools
    scale, size = canvas.scale, tools.brush_size.value()
    at = QPointF(desk.middle())
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        wheel = QWheelEvent(
            at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, wheel)
    assert canvas.scale > scale
    assert tools.brush_size.value() > size


def test_the_middle_button_moves_the_picture_and_marks_nothing(desk: Desk, qtbot: QtBot) -> None:
    canvas = desk.painter.canvas
    canvas.zoom_by(4)
    qtbot.mousePress(canvas, MIDDLE, pos=desk.middle())
    qtbot.mouseMove(canvas, desk.middle() + QPoint(50, 0))
    qtbot.mouseRelease(canvas, MIDDLE, pos=desk.middle() + QPoint(50, 0))
    assert desk.share == 0
    assert not canvas.fitted


def test_an_empty_mask_is_not_taken(desk: Desk) -> None:
    desk.painter.take_button.click()
    assert "The mask is empty" in desk.painter.error.text()
    assert not desk.kept
    desk.painter.tools.all_button.click()
    assert desk.painter.error.isHidden()


@pytest.mark.parametrize(("size", "words"), [((40, 80), "does not fit"), ((80, 40), "")])
def test_a_mask_is_loaded_from_a_file_if_it_fits(desk: Desk, tmp_path: Path, size: tuple[int, int], words: str) -> None:
    Image.new("L", size, 255).save(tmp_path / "mask.png")
    desk.painter._load(str(tmp_path / "mask.png"))
    if words:
        desk.until(lambda: words in desk.painter.error.text())
        assert desk.share == 0
        assert desk.painter.take_button.isEnabled()
    else:
        desk.until(lambda: desk.share == 1)
        assert desk.painter.painting.can_undo


def test_what_was_painted_is_not_thrown_away_unasked(desk: Desk) -> None:
    desk.painter.tools.all_button.click()
    desk.press(Qt.Key.Key_Escape)
    assert desk.painter.isVisible()
    assert desk.painter.question.isVisible()
    desk.painter.question.go_on.click()
    assert desk.painter.question.isHidden()
    desk.painter.cancel_button.click()
    desk.painter.question.discard.click()
    assert not desk.kept


def test_nothing_painted_is_closed_at_once(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.painter.rejected, timeout=SOON):
        desk.press(Qt.Key.Key_Escape)


def test_a_mask_that_was_there_is_gone_on_with(qtbot: QtBot, tmp_path: Path, own_folders: Path) -> None:
    half = Image.new("L", (80, 40), 0)
    half.paste(255, (0, 0, 40, 40))
    half.save(tmp_path / "half.png")
    desk = Desk(qtbot, tmp_path, tmp_path / "half.png")
    desk.until(lambda: desk.share > 0)
    assert desk.share == pytest.approx(0.5, abs=0.02)
    with qtbot.waitSignal(desk.painter.rejected, timeout=SOON):
        desk.painter.cancel_button.click()


def test_a_picture_that_is_gone_is_said_to_be_so(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    painter = MaskPainter(Theme(Shade.LIGHT), tmp_path / "gone.png", None, parent)
    qtbot.waitUntil(lambda: painter.error.error is not None, timeout=SOON)
    assert "gone.png" in painter.error.text()
    assert not painter.take_button.isEnabled()


def test_the_marks_are_seen_on_the_picture(desk: Desk) -> None:
    def colours() -> set[str]:
        image: QImage = desk.painter.canvas.grab().toImage()
        middle = image.rect().center()
        return {image.pixelColor(middle.x() + x, middle.y() + x // 2).name() for x in range(0, 40)}

    plain = colours()
    desk.painter.tools.all_button.click()
    assert not plain & colours()


def test_everything_in_it_is_named_and_reached_by_tab(desk: Desk, qtbot: QtBot) -> None:
    desk.painter.tools.all_button.click()
    desk.painter.tools.invert_button.click()
    desk.painter.tools.undo_button.click()
    walk = Walk(qtbot, desk.painter.canvas)
    assert not walk.nameless()
    assert not walk.unreached()
