"""The picture under a brush that marks what may change: by mouse, pen, and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent

from modaverse_desktop.ui.artifacts.picture_canvas import PictureCanvas
from modaverse_desktop.ui.artifacts.pyramid import Pyramid
from modaverse_desktop.ui.masks.overlay import hatching, paint_marked
from modaverse_desktop.ui.masks.painting import MaskPainting
from modaverse_desktop.ui.theme import Theme

_ARROWS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_LEAST_STEP = 4.0
"""Screen pixels that an arrow moves the brush at least."""


class MaskCanvas(PictureCanvas):
    """Arrows move the brush, Space marks a dot, Shift and arrows mark a line; with Ctrl, arrows move the picture.

    The left button marks, the right one always erases, the middle one moves the picture, the wheel zooms.
    """

    drawn = Signal()
    """A step is complete."""
    resized = Signal(int)
    """The wheel with Ctrl: the brush shall be larger (1) or smaller (-1)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.painting: MaskPainting | None = None
        self.erases = False
        self.brush = 40.0
        """Width in pixels of the picture."""
        self._tile = hatching()
        self._at: QPointF | None = None
        """Where the brush is, in the picture."""
        self._drawing: Qt.MouseButton | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_painting(self, picture: Pyramid, painting: MaskPainting) -> None:
        """The picture and what is marked on it."""
        self.painting = painting
        painting.changed.connect(self._update_part)
        self.show_picture(picture)

    def set_brush(self, width: float) -> None:
        """How wide it is, in pixels of the picture."""
        self.brush = width
        self.update()

    # --- mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark, erase, or take hold of the picture."""
        if event.button() is Qt.MouseButton.MiddleButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton) and self._drawing is None:
            self._drawing = event.button()
            self._move_to(self._in_picture(event.position()), draw=True, dot=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move the picture, or only the brush."""
        if self._held is not None:
            self.pan(event.position() - self._held)
            self._held = event.position()
        self._move_to(self._in_picture(event.position()), draw=self._drawing is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn is one step."""
        if event.button() is Qt.MouseButton.MiddleButton:
            self._held = None
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif event.button() is self._drawing:
            self._drawing = None
            self._lift()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick dots."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; with Ctrl, another brush."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resized.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The brush goes with the pointer, unless the keys hold it."""
        if not self.hasFocus():
            self._at = None
            self.update()
        super().leaveEvent(event)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys need to see the brush."""
        super().focusInEvent(event)
        if self._at is None:
            self._at = QPointF(self._middle)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        way = _ARROWS.get(event.key())
        if way is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            draw = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = max(self.brush / 4, _LEAST_STEP / self.scale)
            self._move_to((self._at or self._middle) + way * step, draw=draw)
            self._bring_into_sight()
        elif event.key() == Qt.Key.Key_Space:
            self._move_to(QPointF(self._at or self._middle), draw=True, dot=True)
            self._lift()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A line by keys ends with Shift."""
        if event.key() == Qt.Key.Key_Shift and self._drawing is None:
            self._lift()
        super().keyReleaseEvent(event)

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, what is marked on it, and the brush."""
        super().paintEvent(event)
        if self._picture is None or self.painting is None:
            return
        painter = QPainter(self)
        whole = self._where(QRectF(self.rect()), self._picture)
        paint_marked(painter, self.painting.image, whole, QRectF(event.rect()), self._tile)
        if self._at is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for width, colour in ((3.0, QColor(0, 0, 0, 150)), (1.2, QColor("white"))):
                painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine if self.erases else Qt.PenStyle.SolidLine))
                painter.drawEllipse(self._on_screen(self._at), *2 * (max(self.brush * self.scale / 2, 1.5),))

    @Slot(QRect)
    def _update_part(self, part: QRect) -> None:
        """Paint again only what was touched."""
        assert self.painting is not None
        scale = self.scale / self.painting.scale
        corner = self._on_screen(QPointF(part.topLeft()) / self.painting.scale)
        there = QRectF(corner, QRectF(part).size() * scale)
        self.update(there.adjusted(-3, -3, 3, 3).toAlignedRect())

    def _move_to(self, place: QPointF, *, draw: bool, dot: bool = False) -> None:
        before, self._at = self._at, place
        for each in (before, place):
            if each is not None:
                reach = self.brush * self.scale / 2 + 4
                here = self._on_screen(each)
                self.update(QRectF(here.x() - reach, here.y() - reach, 2 * reach, 2 * reach).toAlignedRect())
        if draw and self.painting is not None:
            erase = self.erases or self._drawing is Qt.MouseButton.RightButton
            self.painting.draw(place if dot or before is None else before, place, self.brush, erase=erase)

    def _lift(self) -> None:
        if self.painting is not None:
            self.painting.lift()
            self.drawn.emit()

    def _bring_into_sight(self) -> None:
        """Keys may lead the brush to where the picture is not shown, but not off it."""
        if self._picture is None or self._at is None:
            return
        size = self._picture.size
        self._at = QPointF(
            max(0.0, min(size.width(), self._at.x())),
            max(0.0, min(size.height(), self._at.y())),
        )
        here = self._on_screen(self._at)
        if not self.rect().contains(here.toPoint()):
            self.pan(QRectF(self.rect()).center() - here)

    def _on_screen(self, place: QPointF) -> QPointF:
        """From the picture to this widget."""
        return QRectF(self.rect()).center() + (place - self._middle) * self.scale

    def _in_picture(self, place: QPointF) -> QPointF:
        """From this widget to the picture."""
        return self._middle + (place - QRectF(self.rect()).center()) / self.scale
