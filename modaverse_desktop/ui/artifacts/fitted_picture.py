"""A picture that is as wide as its place and not too high."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from modaverse_desktop.ui.theme import Theme

_MOST_HEIGHT = 190


class FittedPicture(QWidget):
    """Keeps its proportions; never larger than its pixels."""

    def __init__(self, theme: Theme, image: QImage) -> None:
        super().__init__()
        self._theme = theme
        self._pixmap = QPixmap.fromImage(image)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit_height(280)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows the width."""
        super().resizeEvent(event)
        self._fit_height(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with round corners, in the middle."""
        size = self._fitted(self.width())
        place = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(place, 8, 8)
        painter.setClipPath(outline)
        painter.fillRect(place, self._theme.colour("sunken"))
        painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))

    def _fit_height(self, width: int) -> None:
        self.setFixedHeight(max(24, self._fitted(width).height()))

    def _fitted(self, width: int) -> QSize:
        size = self._pixmap.size()
        return size.scaled(QSize(width, _MOST_HEIGHT).boundedTo(size), Qt.AspectRatioMode.KeepAspectRatio)
