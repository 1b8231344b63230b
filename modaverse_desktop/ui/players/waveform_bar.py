"""The shape of a sound as its slider: what was played in the accent's colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent

from modaverse_desktop.ui.players.scrub_bar import ScrubBar
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMNS = 240
_HEIGHT = 56
_LEAST = 1.5
"""Pixels: silence is a line."""


class WaveformBar(ScrubBar):
    """A plain line until `show_shape`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFixedHeight(_HEIGHT)
        self._shape: NDArray[np.float32] | None = None

    @property
    def has_shape(self) -> bool:
        """Whether there is more than a line."""
        return self._shape is not None

    def show_shape(self, shape: NDArray[np.float32]) -> None:
        """Least and greatest sample of each column, (columns, 2) in -1..1."""
        self._shape = shape
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape twice, cut at the position, and the position as a line."""
        if self._shape is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_marks(painter)
        path, here = self._path(), self._x()
        for colour, area in (
            ("accent", QRectF(0, 0, here, self.height())),
            ("border-strong", QRectF(here, 0, self.width() - here, self.height())),
        ):
            painter.setClipRect(area)
            painter.fillPath(path, self._theme.colour(colour))
        painter.setClipping(False)
        painter.fillRect(QRectF(here - 1, 2, 2, self.height() - 4), self._theme.colour("accent"))
        self._paint_part(painter)
        self._paint_focus(painter)

    def _path(self) -> QPainterPath:
        assert self._shape is not None
        path = QPainterPath()
        middle, reach = self.height() / 2, self.height() / 2 - 5
        width = (self.width() - 12) / len(self._shape)
        for column, (least, greatest) in enumerate(self._shape.tolist()):
            top, bottom = middle - greatest * reach, middle - least * reach
            height = max(_LEAST, bottom - top)
            path.addRect(QRectF(6 + column * width, (top + bottom - height) / 2, max(0.6, width * 0.7), height))
        return path
