"""A picture as large as its place allows, on a checkerboard; decoded on another thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRectF, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QDrag, QImage, QImageReader, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from modaverse_desktop.ui.artifacts.file_actions import file_data
from modaverse_desktop.ui.theme import Theme

_MOST_HEIGHT = 320
_LEAST_SCALE_UP = 256
"""Small generated pictures are shown at least this large (pixels)."""
_CHECK = 8
_DRAGGED_SIDE = 96
_LARGEST_SIDE = 1280
"""Pixels a side that a preview keeps in memory, at most: enough for a dense screen."""


class PictureRead(QObject):
    """What a `PictureReader` has to say."""

    done = Signal(QImage)


class PictureReader(QRunnable):
    """Reads and scales a picture; a damaged one gives a null image."""

    def __init__(self, path: Path, side: int = _LARGEST_SIDE) -> None:
        super().__init__()
        self.news = PictureRead()
        self._path = path
        self._side = side

    def run(self) -> None:
        """On a thread of the pool."""
        reader = QImageReader(str(self._path))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > self._side:
            reader.setScaledSize(size.scaled(self._side, self._side, Qt.AspectRatioMode.KeepAspectRatio))
        self.news.done.emit(reader.read())


class ImagePreview(QWidget):
    """Click, Enter or Space ask for the large view; it can be dragged to another program."""

    enlarged = Signal()

    def __init__(self, theme: Theme, path: Path, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._path = path
        self._pixmap = QPixmap()
        self._pressed: QPoint | None = None
        self._failed = False
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Click to enlarge, drag to take it elsewhere"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(_LEAST_SCALE_UP, _LEAST_SCALE_UP)
        theme.changed.connect(self._redraw)
        self._reader = PictureReader(path)
        self._reader.setAutoDelete(False)
        self._reader.news.done.connect(self._show_image)
        QThreadPool.globalInstance().start(self._reader)

    def pixmap(self) -> QPixmap:
        """What is shown; null until it was read."""
        return self._pixmap

    @Slot(QImage)
    def _show_image(self, image: QImage) -> None:
        self._failed = image.isNull()
        self._pixmap = QPixmap.fromImage(image)
        if not self._failed:
            self.setFixedSize(_shown_size(image.size()))
        self.update()

    @Slot()
    def _redraw(self) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click or a drag begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough, it is a drag: the file goes along, and its pixels."""
        if self._pressed is None or self._pixmap.isNull():
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click enlarges."""
        clicked = self._pressed is not None and self.rect().contains(event.position().toPoint())
        self._pressed = None
        if clicked:
            self.enlarged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space enlarge."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.enlarged.emit()
        else:
            super().keyPressEvent(event)

    def _drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(file_data(self._path, self._pixmap.toImage()))
        side = QSize(_DRAGGED_SIDE, _DRAGGED_SIDE)
        drag.setPixmap(
            self._pixmap.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        drag.exec(Qt.DropAction.CopyAction)

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
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRectF(self.rect()), self._pixmap, QRectF(self._pixmap.rect()))
            painter.setPen(QPen(self._theme.colour("border"), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 3))
            painter.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))


def paint_checkerboard(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Fill `area` with small squares in two shades."""
    tile = QPixmap(2 * _CHECK, 2 * _CHECK)
    tile.fill(theme.colour("checker-a"))
    brush = QPainter(tile)
    brush.fillRect(0, 0, _CHECK, _CHECK, theme.colour("checker-b"))
    brush.fillRect(_CHECK, _CHECK, _CHECK, _CHECK, theme.colour("checker-b"))
    brush.end()
    painter.drawTiledPixmap(area, tile)


def _shown_size(size: QSize) -> QSize:
    """At most the preview's height; small ones enlarged, by whole numbers so that pixels stay even."""
    if max(size.width(), size.height()) * 2 <= _MOST_HEIGHT:
        factor = max(1, _LEAST_SCALE_UP // max(size.width(), size.height()))
        return size * factor
    return size.scaled(2 * _MOST_HEIGHT, _MOST_HEIGHT, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(size * 2)
