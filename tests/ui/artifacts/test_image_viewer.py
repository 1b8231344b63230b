"""The large view: zoom, pan, and the input beside or under the picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.artifacts.image_viewer import ImageViewer
from modaverse_desktop.ui.artifacts.picture_canvas import Comparison
from modaverse_desktop.ui.artifacts.pyramid import read_pyramid
from modaverse_desktop.ui.theme import Theme

SOON = 15_000
RED, BLUE, GREEN = QColor("red"), QColor("blue"), QColor("lime")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """The window that the view is opened from."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(
    qtbot: QtBot, theme: Theme, parent: QWidget, path: Path, *inputs: Path, how: Comparison = Comparison.NONE
) -> ImageViewer:
    viewer = ImageViewer(theme, path, parent, inputs, how)
    viewer.resize(820, 700)
    viewer.show()
    viewer.activateWindow()
    qtbot.waitUntil(lambda: viewer.isActiveWindow() and viewer.scale != 1.0, timeout=SOON)
    return viewer


def colour(viewer: ImageViewer, x: float, y: float = 0.5) -> QColor:
    """The colour on the screen at a share of the canvas's width and height."""
    image = viewer.canvas.grab().toImage()
    return image.pixelColor(int(x * (image.width() - 1)), int(y * (image.height() - 1)))


def turn_wheel(viewer: ImageViewer, at: QPointF, turns: int) -> None:
    canvas = viewer.canvas
    event = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_a_picture_is_fitted_and_stays_so_when_the_window_changes(
    qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path
) -> None:
    viewer = opened(qtbot, theme, parent, picture)
    assert viewer.scale == pytest.approx(viewer.canvas.width() / 40)
    viewer.resize(500, 400)
    assert viewer.scale == pytest.approx(viewer.canvas.width() / 40)
    assert (colour(viewer, 0.25), colour(viewer, 0.75)) == (RED, BLUE)


def test_keys_zoom_and_pan(qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path) -> None:
    viewer = opened(qtbot, theme, parent, picture)
    fitted = viewer.scale
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Plus)
    assert viewer.scale == pytest.approx(fitted * 1.25)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Minus)
    assert viewer.scale == pytest.approx(fitted)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_1)
    assert viewer.scale == 1
    assert colour(viewer, 0.5 + 10 / viewer.canvas.width()) == BLUE
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert colour(viewer, 0.5 - 10 / viewer.canvas.width()) == BLUE
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_0)
    assert viewer.scale == pytest.approx(fitted)


def test_the_wheel_zooms_into_what_is_under_the_pointer(
    qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path
) -> None:
    viewer = opened(qtbot, theme, parent, picture)
    seam = QPointF(viewer.canvas.width() / 2 - 30, viewer.canvas.height() / 2)
    turn_wheel(viewer, seam, 3)
    assert viewer.scale > viewer.canvas.width() / 40
    left_of_it = (seam.x() - 5) / viewer.canvas.width()
    assert colour(viewer, left_of_it) == RED
    turn_wheel(viewer, seam, -3)
    assert viewer.scale == pytest.approx(viewer.canvas.width() / 40)


def test_dragging_pans_but_never_loses_the_picture(qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path) -> None:
    viewer = opened(qtbot, theme, parent, picture)
    middle = QPoint(viewer.canvas.width() // 2, viewer.canvas.height() // 2)
    qtbot.mousePress(viewer.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(viewer.canvas, middle - QPoint(100, 0))
    assert colour(viewer, 0.45) == BLUE
    qtbot.mouseMove(viewer.canvas, middle - QPoint(100_000, 0))
    qtbot.mouseRelease(viewer.canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert colour(viewer, 0.49) == BLUE


def test_a_double_click_goes_to_the_pixels_and_back(qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path) -> None:
    viewer = opened(qtbot, theme, parent, picture)
    middle = QPoint(viewer.canvas.width() // 2, viewer.canvas.height() // 2)
    qtbot.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert viewer.scale == 1
    qtbot.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert viewer.canvas.fitted


def test_side_by_side_the_input_is_on_the_left_at_the_same_size(
    qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path, input_picture: Path
) -> None:
    viewer = opened(qtbot, theme, parent, picture, input_picture, how=Comparison.SIDE_BY_SIDE)
    qtbot.waitUntil(lambda: colour(viewer, 0.05) == GREEN, timeout=SOON)
    assert [colour(viewer, x) for x in (0.45, 0.55, 0.95)] == [GREEN, RED, BLUE]
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_P)
    assert [colour(viewer, x) for x in (0.05, 0.95)] == [RED, BLUE]


def test_the_wipe_uncovers_the_input(
    qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path, input_picture: Path
) -> None:
    viewer = opened(qtbot, theme, parent, picture, input_picture)
    assert not viewer.wipe_slider.isVisible()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: colour(viewer, 0.05) == GREEN, timeout=SOON)
    assert [colour(viewer, x) for x in (0.4, 0.6)] == [GREEN, BLUE]
    viewer.wipe_slider.setValue(100)
    assert [colour(viewer, x) for x in (0.05, 0.2, 0.6)] == [GREEN, RED, BLUE]
    line = QPoint(round(0.1 * viewer.canvas.width()), 300)
    qtbot.mousePress(viewer.canvas, Qt.MouseButton.LeftButton, pos=line)
    qtbot.mouseMove(viewer.canvas, QPoint(round(0.8 * viewer.canvas.width()), 300))
    qtbot.mouseRelease(viewer.canvas, Qt.MouseButton.LeftButton)
    assert viewer.wipe_slider.value() == pytest.approx(800, abs=3)
    assert [colour(viewer, x) for x in (0.7, 0.9)] == [GREEN, BLUE]


def test_one_of_several_inputs_is_chosen(
    qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path, input_picture: Path
) -> None:
    viewer = opened(qtbot, theme, parent, input_picture, input_picture, picture, how=Comparison.SIDE_BY_SIDE)
    assert viewer.input_box.isVisible()
    viewer.input_box.setCurrentIndex(1)
    viewer.input_box.activated.emit(1)
    qtbot.waitUntil(lambda: colour(viewer, 0.1) == RED, timeout=SOON)


def test_a_picture_that_is_gone_is_said_in_place(qtbot: QtBot, theme: Theme, parent: QWidget, tmp_path: Path) -> None:
    viewer = ImageViewer(theme, tmp_path / "gone.png", parent)
    viewer.show()
    qtbot.waitUntil(lambda: viewer.error.error is not None, timeout=SOON)
    assert "was not found" in viewer.error.text()
    viewer.close()


def test_a_closed_view_gives_its_memory_back(qtbot: QtBot, theme: Theme, parent: QWidget, picture: Path) -> None:
    viewer = opened(qtbot, theme, parent, picture)
    with qtbot.waitSignal(viewer.destroyed, timeout=SOON):
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_small_levels_are_kept_for_painting_small(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (3000, 1000), "navy").save(path)
    pyramid = read_pyramid(path)
    assert [level.width() for level in pyramid.levels] == [3000, 1500, 750, 375]
    assert pyramid.size.toTuple() == (3000, 1000)
