"""A small picture with round corners, or the icon of its modality."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.theme import Theme


class ThumbnailLabel(QWidget):
    """Square; the picture is cut to fill it."""

    def __init__(self, theme: Theme, modality: Modality, image: QImage | None, side: int) -> None:
        super().__init__()
        self._theme = theme
        self._modality = modality
        self._pixmap = _filling(image, round(side * self.devicePixelRatioF())) if image else None
        self.setFixedSize(side, side)
        theme.changed.connect(self._redraw)

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return self.size()

    def show_picture(self, picture: QPixmap) -> None:
        """Show this instead."""
        self._pixmap = _filling(picture.toImage(), round(self.width() * self.devicePixelRatioF()))
        self.update()

    @Slot()
    def _redraw(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture or the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(frame, 8, 8)
        painter.setClipPath(outline)
        painter.fillRect(frame, self._theme.colour("sunken"))
        if self._pixmap is not None:
            painter.drawPixmap(frame, self._pixmap, QRectF(self._pixmap.rect()))
        else:
            side = self.width() // 2
            icon = self._theme.pixmap(self._modality.value, "muted", side)
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)


def _filling(image: QImage, side: int) -> QPixmap:
    """The middle square of a thumbnail (small already) at `side` pixels."""
    scaled = image.scaled(
        side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (scaled.width() - side) // 2, (scaled.height() - side) // 2
    return QPixmap.fromImage(scaled.copy(left, top, side, side))
