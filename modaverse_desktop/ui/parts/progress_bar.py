"""A slim bar painted by hand: filled as far as is known, or a piece that wanders while nothing is known."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar

from modaverse_desktop.ui.theme import Theme

_HEIGHT = 6
_FRAME_MS = 33
_ROUND_MS = 1600
"""For once across."""
_PIECE = 0.28
"""Of the width."""


class SlimBar(QProgressBar):
    """A `QProgressBar` to screen readers; a range of 0 to 0 means that nothing is known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._clock = QElapsedTimer()
        self._clock.start()
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._next_frame)
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        theme.changed.connect(self._next_frame)

    def showEvent(self, event: QShowEvent) -> None:
        """Wander only while somebody can see it."""
        self._frames.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        self._frames.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Groove, then the filled part or the wandering piece."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.rect())
        radius = groove.height() / 2
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(groove, radius, radius)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(self._filled(groove), radius, radius)

    def _filled(self, groove: QRectF) -> QRectF:
        if self.maximum() > self.minimum():
            share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
            return QRectF(0, 0, max(groove.width() * share, groove.height() if share else 0), groove.height())
        way = (self._clock.elapsed() % _ROUND_MS) / _ROUND_MS
        eased = way * way * (3 - 2 * way)
        left = (eased * (1 + _PIECE) - _PIECE) * groove.width()
        return QRectF(left, 0, _PIECE * groove.width(), groove.height()).intersected(groove)

    @Slot()
    def _next_frame(self) -> None:
        if self.maximum() == self.minimum() or self.sender() is self._theme:
            self.update()
