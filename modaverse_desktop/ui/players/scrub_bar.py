"""A slider over the time of a sound or a video: a click goes there, keys step, a screen reader can read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import duration

_HEIGHT = 22
_KNOB = 6
_STEP = 1_000
_PAGE = 5_000
_SHORT = 10_000
"""Milliseconds: in what is shorter, keys go smaller steps."""


class ScrubBar(QSlider):
    """Its value is the position in milliseconds; `scrubbed` comes only when the user moves it."""

    scrubbed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setRange(0, 0)
        self._marks: tuple[tuple[float, float], ...] = ()
        self._part: tuple[float, float] | None = None
        self.actionTriggered.connect(self._acted)
        theme.changed.connect(self.update)

    def show_duration(self, milliseconds: int) -> None:
        """How long it is."""
        if milliseconds != self.maximum():
            self.setRange(0, milliseconds)
            short = milliseconds < _SHORT
            self.setSingleStep(max(1, milliseconds // 20) if short else _STEP)
            self.setPageStep(max(1, milliseconds // 5) if short else _PAGE)

    def show_marks(self, marks: Sequence[tuple[float, float]]) -> None:
        """Mark these parts, as (start, end) in seconds: those that a model was given."""
        self._marks = tuple(marks)
        self.update()

    def show_part(self, part: tuple[float, float] | None) -> None:
        """Fade what lies outside this part, (start, end) in seconds."""
        self._part = part
        self.update()

    def show_position(self, milliseconds: int) -> None:
        """Where it stands; a hand on the slider is not fought with."""
        if not self.isSliderDown():
            self.setValue(milliseconds)

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(160, self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow is better than nothing."""
        return QSize(60, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there, and follow the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line, the part that was played, the knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_marks(painter)
        middle, here = self.height() / 2, self._x()
        painter.setBrush(self._theme.colour("border-strong"))
        painter.drawRoundedRect(_KNOB, int(middle) - 1, self.width() - 2 * _KNOB, 3, 1.5, 1.5)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(_KNOB, int(middle) - 1, int(here) - _KNOB, 3, 1.5, 1.5)
        painter.drawEllipse(int(here) - _KNOB, int(middle) - _KNOB, 2 * _KNOB, 2 * _KNOB)
        self._paint_part(painter)
        self._paint_focus(painter)

    def _paint_part(self, painter: QPainter) -> None:
        if self._part is None or not self.maximum():
            return
        scale, height = 1000 * (self.width() - 2 * _KNOB) / self.maximum(), self.height()
        start, end = (_KNOB + second * scale for second in self._part)
        veil = QColor(self._theme.colour("raised"))  # that of the card
        veil.setAlphaF(0.75)
        painter.fillRect(QRectF(0, 0, start, height), veil)
        painter.fillRect(QRectF(end, 0, self.width() - end, height), veil)
        for edge in (start - 1, end - 1):
            painter.fillRect(QRectF(edge, 0, 2, height), self._theme.colour("text"))

    def _paint_marks(self, painter: QPainter) -> None:
        scale = 1000 * (self.width() - 2 * _KNOB) / max(1, self.maximum())
        for start, end in self._marks if self.maximum() else ():
            area = QRectF(_KNOB + start * scale, 1, max(2.0, (end - start) * scale), self.height() - 2)
            painter.fillRect(area, self._theme.colour("accent-soft"))
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, area.width(), 2), self._theme.colour("accent"))

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(self._theme.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _x(self) -> float:
        """Where its value is, in pixels from the left."""
        return _KNOB + self._share() * (self.width() - 2 * _KNOB)

    def _share(self) -> float:
        return self.value() / self.maximum() if self.maximum() else 0.0

    def _follow(self, event: QMouseEvent) -> None:
        way = (event.position().x() - _KNOB) / max(1, self.width() - 2 * _KNOB)
        self.setValue(round(max(0.0, min(1.0, way)) * self.maximum()))
        self.scrubbed.emit(self.value())

    def _acted(self) -> None:
        """Keys and assistive programs; the new place is not yet the value."""
        self.scrubbed.emit(max(0, min(self.sliderPosition(), self.maximum())))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: a position that jumps under it is a nuisance."""
        event.ignore()


def time_words(position: int, total: int) -> str:
    """``0:01 / 0:04`` of milliseconds."""
    return f"{duration(position // 1000)} / {duration(total / 1000)}"
