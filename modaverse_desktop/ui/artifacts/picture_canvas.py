"""One picture, or it and another one, under one zoom: alone, side by side, or one wiped over the other."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from modaverse_desktop.ui.artifacts.checkerboard import paint_checkerboard
from modaverse_desktop.ui.artifacts.pyramid import Pyramid
from modaverse_desktop.ui.theme import Theme

_STEP = 1.25
_LEAST, _MOST = 0.02, 64.0
_PAN = 60
_GRIP = 14
"""Pixels beside the wipe's line that still take hold of it."""


class Comparison(Enum):
    """What is shown of the other picture."""

    NONE = "none"
    SIDE_BY_SIDE = "side"
    WIPE = "wipe"


class PictureCanvas(QWidget):
    """The wheel zooms, dragging and arrows pan, a double click goes from all of it to its pixels and back."""

    zoomed = Signal()
    wiped = Signal(float)
    """The share of the width that shows the other picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Pyramid | None = None
        self._other: Pyramid | None = None
        self.comparison = Comparison.NONE
        self.fitted = True
        self.scale = 1.0
        """Screen pixels for each pixel of the picture."""
        self.wipe = 0.5
        self._middle = QPointF()
        """The point of the picture that is in the middle of its place."""
        self._held: QPointF | None = None
        self._wiping = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 150)
        theme.changed.connect(self.update)

    def show_picture(self, picture: Pyramid) -> None:
        """The one that all is about."""
        self._picture = picture
        self.fit()

    def show_other(self, other: Pyramid | None) -> None:
        """The one to compare it with."""
        self._other = other
        self.update()

    def compare(self, comparison: Comparison) -> None:
        """Show the other one beside it, under it, or not at all."""
        self.comparison = comparison
        if self.fitted:
            self.fit()
        self.update()

    def set_wipe(self, share: float) -> None:
        """Move the line between the two."""
        share = max(0.0, min(1.0, share))
        if share != self.wipe:
            self.wipe = share
            self.wiped.emit(share)
            self.update()

    def fit(self) -> None:
        """All of it, as large as there is room."""
        self.fitted = True
        if self._picture is not None:
            size, room = self._picture.size, self._places()[0].size()
            scale = min(room.width() / size.width(), room.height() / size.height())
            self._middle = QPointF(size.width() / 2, size.height() / 2)
            self._set_scale(scale)

    def zoom_to(self, scale: float) -> None:
        """Keep the middle."""
        self.fitted = False
        self._set_scale(scale)

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Keep the point of the picture that is under `anchor` (of this widget) where it is."""
        scale = max(_LEAST, min(max(_MOST, self.scale), self.scale * factor))
        if anchor is not None:
            way = anchor - self._place_at(anchor).center()
            self._middle += way / self.scale - way / scale
        self.zoom_to(scale)

    @Slot()
    def zoom_in(self) -> None:
        """A step larger."""
        self.zoom_by(_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """A step smaller."""
        self.zoom_by(1 / _STEP)

    def pan(self, way: QPointF) -> None:
        """Move the picture by screen pixels."""
        self.fitted = False
        self._middle -= way / self.scale
        self._keep_in_sight()
        self.update()

    # --- mouse and keys -----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom under the pointer."""
        turn = event.angleDelta().y()
        if turn:
            self.zoom_by(_STEP ** (turn / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the wipe's line, or of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self._wiping = self._on_line(event.position())
            if not self._wiping:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self._held is None:
            shape = Qt.CursorShape.SplitHCursor if self._on_line(event.position()) else Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)
        elif self._wiping:
            self.set_wipe(event.position().x() / max(1, self.width()))
        else:
            self.pan(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self._wiping = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """From all of it to its pixels, and back."""
        if self.fitted:
            self.zoom_by(1 / self.scale, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan."""
        ways = {
            Qt.Key.Key_Left: QPointF(_PAN, 0),
            Qt.Key.Key_Right: QPointF(-_PAN, 0),
            Qt.Key.Key_Up: QPointF(0, _PAN),
            Qt.Key.Key_Down: QPointF(0, -_PAN),
        }
        if event.key() in ways:
            self.pan(ways[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # --- painting -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fitted stays fitted."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Everything, from the numbers."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("window"))
        if self._picture is not None:
            places = self._places()
            self._paint_one(painter, self._picture, places[0])
            if self._other is not None and self.comparison is Comparison.SIDE_BY_SIDE:
                self._paint_one(painter, self._other, places[1])
            if self._other is not None and self.comparison is Comparison.WIPE:
                self._paint_one(painter, self._other, QRectF(0, 0, self._line(), self.height()), places[0])
                self._paint_line(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_one(self, painter: QPainter, picture: Pyramid, clip: QRectF, place: QRectF | None = None) -> None:
        painter.setClipRect(clip)
        where = self._where(place or clip, picture)
        painter.fillRect(where, self._theme.colour("window"))
        paint_checkerboard(painter, where.intersected(clip), self._theme)
        picture.paint(painter, where)
        painter.setClipping(False)

    def _paint_line(self, painter: QPainter) -> None:
        here = self._line()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for width, colour in ((5.0, QColor(0, 0, 0, 90)), (2.0, self._theme.colour("accent"))):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(here, 0), QPointF(here, self.height()))
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(QPointF(here, self.height() / 2), 9, 9)

    def _places(self) -> tuple[QRectF, ...]:
        """Where the picture goes, and where the other one goes if it is beside it (to its left: it came first)."""
        whole = QRectF(self.rect())
        if self.comparison is not Comparison.SIDE_BY_SIDE:
            return (whole,)
        half = (whole.width() - 4) / 2
        return QRectF(half + 4, 0, half, whole.height()), QRectF(0, 0, half, whole.height())

    def _place_at(self, point: QPointF) -> QRectF:
        return next((place for place in self._places() if place.contains(point)), self._places()[0])

    def _where(self, place: QRectF, picture: Pyramid) -> QRectF:
        """The whole of a picture, in this widget; the other one is fitted into the frame of the first."""
        assert self._picture is not None
        frame = QSizeF(self._picture.size) * self.scale
        corner = place.center() - self._middle * self.scale
        size = QSizeF(picture.size).scaled(frame, Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            corner.x() + (frame.width() - size.width()) / 2,
            corner.y() + (frame.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )

    def _line(self) -> float:
        return self.wipe * self.width()

    def _on_line(self, point: QPointF) -> bool:
        return self.comparison is Comparison.WIPE and abs(point.x() - self._line()) <= _GRIP

    def _set_scale(self, scale: float) -> None:
        self.scale = scale
        self._keep_in_sight()
        self.zoomed.emit()
        self.update()

    def _keep_in_sight(self) -> None:
        """The middle of the place is never off the picture."""
        if self._picture is not None:
            size = self._picture.size
            self._middle.setX(max(0.0, min(size.width(), self._middle.x())))
            self._middle.setY(max(0.0, min(size.height(), self._middle.y())))
