"""A picture as large as its place allows, on a checkerboard; decoded on another thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from modaverse_desktop.ui.artifacts.checkerboard import paint_checkerboard
from modaverse_desktop.ui.artifacts.drag_out import DragOut
from modaverse_desktop.ui.artifacts.pyramid import read_picture
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.theme import Theme

_MOST_WIDTH = 600
"""That of a card in the narrowest window."""
_MOST_HEIGHT = 320
_LEAST_SCALE_UP = 256
"""Small generated pictures are shown at least this large (pixels)."""


class ImagePreview(QWidget):
    """Click, Enter or Space ask for the large view; it can be dragged to another program."""

    enlarged = Signal()

    def __init__(self, theme: Theme, path: Path, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._path = path
        self._pixmap = QPixmap()
        self._fitted = QPixmap()
        """The same in the size of its place, so that painting is copying."""
        self._pressed: QPoint | None = None
        self._failed = False
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Click to enlarge, drag to take it elsewhere"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(_LEAST_SCALE_UP, _LEAST_SCALE_UP)
        theme.changed.connect(self._redraw)
        DragOut(self, path, self._look, picture=True)
        self.read()

    def read(self) -> None:
        """Read the file (again), on another thread."""
        side = round(_MOST_WIDTH * max(1.0, self.devicePixelRatioF()))
        reading = Background(partial(read_picture, self._path, side), self)
        reading.done.connect(self._show_image)
        reading.failed.connect(self._show_failure)
        for end in (reading.done, reading.failed):
            end.connect(reading.deleteLater)
        reading.start(urgent=True)

    def pixmap(self) -> QPixmap:
        """What is shown; null until it was read."""
        return self._pixmap

    @Slot(object)
    def _show_image(self, image: QImage) -> None:
        self._failed = False
        self._pixmap = QPixmap.fromImage(image)
        self._fitted = QPixmap()
        self.setFixedSize(_shown_size(image.size()))
        self.update()

    @Slot()
    def _show_failure(self) -> None:
        self._failed = True
        self._pixmap = QPixmap()
        self.update()

    def _look(self) -> QImage:
        return self._pixmap.toImage()

    @Slot()
    def _redraw(self) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click or a drag begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click enlarges; what moved was a drag."""
        way = event.position().toPoint() - self._pressed if self._pressed is not None else None
        self._pressed = None
        if way is not None and way.manhattanLength() < QApplication.startDragDistance():
            self.enlarged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space enlarge."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.enlarged.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Checkerboard (seen through transparency), picture, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pixmap.isNull():
            painter.fillRect(self.rect(), self._theme.colour("sunken"))
            if self._failed:
                words = self.tr("The picture cannot be shown")
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        else:
            if self._pixmap.hasAlphaChannel():
                paint_checkerboard(painter, QRectF(self.rect()), self._theme)
            fitted = self._fit()
            painter.drawPixmap(QRectF(self.rect()), fitted, QRectF(fitted.rect()))
            painter.setPen(QPen(self._theme.colour("border"), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 3))
            painter.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))

    def _fit(self) -> QPixmap:
        size = self.size() * self.devicePixelRatioF()
        if self._fitted.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted = self._pixmap.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        return self._fitted


def _shown_size(size: QSize) -> QSize:
    """At most the preview's height; small ones enlarged, by whole numbers so that pixels stay even."""
    if max(size.width(), size.height()) * 2 <= _MOST_HEIGHT:
        factor = max(1, _LEAST_SCALE_UP // max(size.width(), size.height()))
        return size * factor
    return size.scaled(_MOST_WIDTH, _MOST_HEIGHT, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(size * 2)
