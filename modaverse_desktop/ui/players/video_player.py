"""A video in place: a poster until it is played, then its frames; frame by frame with comma and full stop."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.widgets import tool_button
from modaverse_desktop.ui.players.frame_view import BOX, FrameView
from modaverse_desktop.ui.players.playback import START_LIMIT
from modaverse_desktop.ui.players.player import Player
from modaverse_desktop.ui.players.scrub_bar import ScrubBar
from modaverse_desktop.ui.theme import Theme

_POSTER_SIDE = 640
_LIKELY_FRAME = 40.0
"""Milliseconds of a frame while nothing is known."""


class VideoPlayer(Player):
    """`name` is what a screen reader says; no frame is larger than `box`; the poster is read on another thread."""

    def __init__(
        self, theme: Theme, path: Path, name: str = "", *, box: QSize = BOX, start_limit: int = START_LIMIT
    ) -> None:
        super().__init__(theme, path, ScrubBar(theme), pictures=True, start_limit=start_limit)
        self.setAccessibleName(name or self.tr("Video: {name}").format(name=path.name))
        self.bar.setAccessibleName(self.tr("Position in the video"))
        self.frames = FrameView(theme, box)
        self.back_button = tool_button(theme, "frame-back", self.tr("One frame back (,)"))
        self.forward_button = tool_button(theme, "frame-forward", self.tr("One frame forward (.)"))
        self.back_button.clicked.connect(self.step_back)
        self.forward_button.clicked.connect(self.step_forward)
        self.frames.clicked.connect(self.playback.toggle)
        self.playback.pictured.connect(self._show_frame)
        self._lay_out()
        self._reading = Background(partial(_poster, path), self)
        self._reading.done.connect(self._show_poster)
        self._reading.failed.connect(self.error.show_error)
        self._reading.start()

    @Slot()
    def step_forward(self) -> None:
        """Show the next frame, and stay there."""
        self._step(1)

    @Slot()
    def step_back(self) -> None:
        """Show the frame before, and stay there."""
        self._step(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Comma and full stop, and what every player knows."""
        match event.key():
            case Qt.Key.Key_Comma:
                self.step_back()
            case Qt.Key.Key_Period:
                self.step_forward()
            case _:
                super().keyPressEvent(event)

    def _step(self, frames: int) -> None:
        """Into the middle of another frame: its beginning may be rounded into the one before."""
        if self.playback.playing:
            self.playback.pause()
        long = self.playback.frame_duration or _LIKELY_FRAME
        self.playback.seek(round(self.playback.frame_start + long * (frames + 0.5)))

    @Slot(QImage)
    def _show_frame(self, image: QImage) -> None:
        self.frames.show_image(image)

    @Slot(object)
    def _show_poster(self, found: tuple[QImage, float]) -> None:
        image, seconds = found
        if self.frames.image().isNull():
            self.frames.show_image(image)
        self.show_duration(seconds)

    @Slot()
    def _draw(self) -> None:
        super()._draw()
        self.frames.show_invitation(not self.playback.playing and not self.playback.is_open)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for part in (self.play_button, self.back_button, self.forward_button):
            row.addWidget(part)
        row.addWidget(self.bar, 1)
        for part in (self.time, self.loop_button, self.mute_button):
            row.addWidget(part)
        self.column.addWidget(self.frames)
        self.column.addLayout(row)
        self.column.addWidget(self.error)


def _poster(path: Path) -> tuple[QImage, float]:
    """The first frame and the seconds; on another thread."""
    from modaverse_desktop.media.probe import describe
    from modaverse_desktop.media.thumbnail import thumbnail

    return QImage.fromData(thumbnail(path, _POSTER_SIDE)), describe(path).duration or 0.0
