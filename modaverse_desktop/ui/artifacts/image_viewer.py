"""The large view of a picture in a window of its own: fit, 1:1, zoom and pan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QThreadPool, Slot
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.ui.artifacts.image_preview import PictureReader, paint_checkerboard
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

_STEP = 1.25
_LARGEST_SIDE = 8192


class _Canvas(QGraphicsView):
    """Wheel zooms under the pointer; dragging pans."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.fitted = True
        self.setScene(QGraphicsScene(self))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setAccessibleName(self.tr("Picture"))

    def fit(self) -> None:
        self.fitted = True
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom_to(self, scale: float) -> None:
        self.fitted = False
        self.resetTransform()
        self.scale(scale, scale)

    def zoom_by(self, factor: float) -> None:
        scale = self.transform().m11() * factor
        if 0.02 <= scale <= 40:
            self.fitted = False
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, self._theme.colour("window"))
        paint_checkerboard(painter, self.scene().sceneRect(), self._theme)


class ImageViewer(QWidget):
    """Not modal; Escape closes it."""

    def __init__(self, theme: Theme, path: Path, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("root")
        self.setWindowTitle(path.name)
        self.resize(900, 680)
        self._canvas = _Canvas(theme)
        self._size = label(role="muted")
        self._lay_out()
        self._reader = PictureReader(path, _LARGEST_SIDE)
        self._reader.setAutoDelete(False)
        self._reader.news.done.connect(self._show_image)
        QThreadPool.globalInstance().start(self._reader)

    @property
    def scale(self) -> float:
        """Screen pixels for each of the picture."""
        return self._canvas.transform().m11()

    @Slot(QImage)
    def _show_image(self, image: QImage) -> None:
        self._canvas.scene().addPixmap(QPixmap.fromImage(image))
        self._canvas.scene().setSceneRect(QRectF(image.rect()))
        self._size.setText(f"{image.width()} × {image.height()}")
        self._canvas.fit()

    @Slot()
    def _fit(self) -> None:
        self._canvas.fit()

    @Slot()
    def _one_to_one(self) -> None:
        self._canvas.zoom_to(1.0)

    @Slot()
    def _zoom_in(self) -> None:
        self._canvas.zoom_by(_STEP)

    @Slot()
    def _zoom_out(self) -> None:
        self._canvas.zoom_by(1 / _STEP)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.addWidget(self._size)
        bar.addStretch()
        for words, shortcut, slot in (
            (self.tr("Fit"), "0", self._fit),
            (self.tr("1:1"), "1", self._one_to_one),
            (self.tr("Smaller"), "-", self._zoom_out),
            (self.tr("Larger"), "+", self._zoom_in),
        ):
            button = push_button(words, tip=words, shortcut=shortcut)
            button.clicked.connect(slot)
            bar.addWidget(button)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._canvas, 1)
