"""How the loss fell: a line, painted; a screen reader hears its first and its last number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from modaverse_desktop.ui.theme import Theme

_HEIGHT = 110
_MARGIN = 8.0
_WIDTH = 2.0


class LossCurve(QWidget):
    """Hidden until there are two points."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._losses: tuple[tuple[int, float], ...] = ()
        self._steps = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Loss"))
        self.hide()
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, _HEIGHT)

    def show_losses(self, losses: Sequence[tuple[int, float]], steps: int) -> None:
        """(step, loss) in order, of so many steps."""
        self._losses, self._steps = tuple(losses), steps
        self.setVisible(len(self._losses) > 1)
        if self._losses:
            words = self.tr("The loss was {first} and is {last} after {step} steps.")
            first, (step, last) = self._losses[0][1], self._losses[-1]
            self.setAccessibleDescription(words.format(first=f"{first:.2f}", last=f"{last:.2f}", step=step))
        self.update()

    def points(self) -> list[QPointF]:
        """Where the line goes, in this widget's pixels."""
        area = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        last = max(self._steps, self._losses[-1][0], 1) if self._losses else 1
        most = max((loss for _, loss in self._losses), default=1.0) or 1.0
        return [
            QPointF(area.left() + area.width() * step / last, area.bottom() - area.height() * min(1.0, loss / most))
            for step, loss in self._losses
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, base line, line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("border"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(QPen(self._theme.colour("accent"), _WIDTH))
        painter.drawPolyline(self.points())
