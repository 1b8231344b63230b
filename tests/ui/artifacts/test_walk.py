"""Artifacts of every kind and the large view, walked through by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.artifacts.artifact_view import ArtifactView
from modaverse_desktop.ui.artifacts.file_wish import Wish
from modaverse_desktop.ui.artifacts.image_viewer import ImageViewer
from modaverse_desktop.ui.artifacts.picture_canvas import Comparison
from modaverse_desktop.ui.theme import Theme, apply_theme
from tests.ui.artifacts.conftest import made, make_file
from tests.ui.walk import Walk

SOON = 15_000


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[QWidget]:
    """Styled: the style sheet draws the focus."""
    apply_theme(qapp, theme)
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget
    qapp.setStyleSheet("")


def check(walk: Walk) -> None:
    assert walk.nameless() == []
    assert walk.unreached() == []
    assert walk.unmarked() == []
    assert walk.backwards() == []


def test_artifacts_of_every_kind(
    qtbot: QtBot, theme: Theme, window: QWidget, picture: Path, input_picture: Path, tmp_path: Path
) -> None:
    kinds = [
        made(picture, Modality.IMAGE, input_picture),
        made(None, Modality.TEXT, text="a grand piano"),
        made(make_file(tmp_path, Modality.AUDIO), Modality.AUDIO),
        made(make_file(tmp_path, Modality.VIDEO), Modality.VIDEO),
        made(tmp_path / "gone.png"),
    ]
    column = QVBoxLayout(window)
    views = [ArtifactView(theme, one.artifacts[0], one) for one in kinds]
    for view in views:
        column.addWidget(view)
    window.show()
    sound, video, gone = views[2:]
    qtbot.waitUntil(lambda: bool(sound.player.playback.duration and video.player.playback.duration), timeout=SOON)
    qtbot.waitUntil(lambda: gone.gone is not None and not views[0].preview.pixmap().isNull(), timeout=SOON)
    walk = Walk(qtbot, views[0].buttons[Wish.SAVE])
    check(walk)
    reached = {widget for view in views for widget in walk.seen if view.isAncestorOf(widget)}
    assert {sound.player.bar, video.player.bar, video.player.forward_button, views[0].preview} <= reached


def test_the_large_view(qtbot: QtBot, theme: Theme, window: QWidget, picture: Path, input_picture: Path) -> None:
    viewer = ImageViewer(theme, picture, window, [input_picture, picture], Comparison.WIPE)
    viewer.show()
    qtbot.waitUntil(lambda: viewer.scale != 1.0, timeout=SOON)
    walk = Walk(qtbot, viewer.input_box)
    check(walk)
    assert {viewer.canvas, viewer.wipe_slider, viewer.input_box} <= set(walk.seen)
    viewer.close()
