"""The pictures of a video, painted by ourselves: as large as their place, never higher than a preview."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from modaverse_desktop.ui.theme import Theme

BOX = QSize(600, 320)
"""As wide as a card of the narrowest window."""
_STANDARD = QSize(320, 180)


class FrameView(QWidget):
    """A click asks to play or pause; a movement with the button held is left to its parent, which may begin a drag."""

    clicked = Signal()

    def __init__(self, theme: Theme, box: QSize = BOX) -> None:
        super().__init__()
        self._theme = theme
        self._box = box
        self._image = QImage()
        self._invites = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._take(_STANDARD)
        theme.changed.connect(self.update)

    def image(self) -> QImage:
        """What is shown; null until there is something."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show a poster or a frame."""
        if image.size() != self._image.size():
            self._take(image.size())
        self._image = image
        self.update()

    def show_invitation(self, invites: bool) -> None:
        """Whether there is a sign to play over the picture."""
        self._invites = invites
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play or pause."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Black round what does not fill its place, the picture, the invitation."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self._image.isNull():
            size = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())
            painter.drawImage(place, self._image)
        if self._invites:
            self._paint_invitation(painter)

    def _paint_invitation(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("surface"))
        painter.setOpacity(0.85)
        middle = QRectF(self.rect()).center()
        painter.drawEllipse(middle, 24, 24)
        painter.setOpacity(1)
        icon: QPixmap = self._theme.pixmap("play", "text", 24)
        painter.drawPixmap(int(middle.x()) - 11, int(middle.y()) - 12, icon)

    def _take(self, size: QSize) -> None:
        """Small clips are shown at least at the standard size, large ones no higher than a preview."""
        fitted = size.scaled(self._box, Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() * 2 <= _STANDARD.width():
            fitted = size.scaled(_STANDARD.boundedTo(self._box), Qt.AspectRatioMode.KeepAspectRatio)
        elif fitted.width() > size.width() * 2:
            fitted = size * 2
        self.setFixedSize(fitted.expandedTo(QSize(96, 54)))
