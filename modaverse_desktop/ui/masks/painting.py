"""A mask while it is painted: its pixels, and the way back and forth through what was done to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QLineF, QObject, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen

LARGEST_SIDE = 2048
"""Pixels of a mask that is painted on a larger picture: no brush needs more."""
_MOST_STEPS = 50
_SHARE_SIDE = 64
_MARKED = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True)
class _Step:
    place: QRect
    before: QImage
    after: QImage


class MaskPainting(QObject):
    """`image` has a byte a pixel (Alpha8), 255 where it is marked. Places are given in pixels of `picture`."""

    changed = Signal(QRect)
    """The part of `image` that is another now."""

    def __init__(self, picture: QSize) -> None:
        super().__init__()
        largest = QSize(LARGEST_SIDE, LARGEST_SIDE)
        size = picture if _fits(picture) else picture.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio)
        self.image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_Alpha8)
        self.image.fill(0)
        self.scale = self.image.width() / max(1, picture.width())
        """Pixels of the mask for each of the picture."""
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._before: QImage | None = None
        self._touched = QRect()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    def share(self) -> float:
        """How much of the picture is marked, 0 to 1."""
        side = QSize(_SHARE_SIDE, _SHARE_SIDE).boundedTo(self.image.size())
        ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        small = self.image.scaled(side, *ways).convertToFormat(QImage.Format.Format_Alpha8)
        values = b"".join(_rows(small))
        return sum(values) / (255 * len(values))

    def is_empty(self) -> bool:
        """Whether nothing is marked by half at least: less is the soft edge of what was erased."""
        return not any(_MARKED.search(row) for row in _rows(self.image))

    # --- with the brush -----------------------------------------------------------------------------------------------

    def draw(self, start: QPointF, end: QPointF, width: float, *, erase: bool = False) -> None:
        """A line with round ends, in pixels of the picture; a dot if both are one place. Ends with `lift`."""
        if self._before is None:
            self._before, self._touched = self.image.copy(), QRect()
        line = QLineF(start * self.scale, end * self.scale)
        thick = max(1.0, width * self.scale)
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mode = QPainter.CompositionMode
        painter.setCompositionMode(mode.CompositionMode_Clear if erase else mode.CompositionMode_SourceOver)
        painter.setPen(QPen(Qt.GlobalColor.black, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if line.p1() == line.p2():
            painter.drawPoint(line.p1())
        else:
            painter.drawLine(line)
        painter.end()
        place = _around(line, thick).intersected(self.image.rect())
        self._touched = self._touched.united(place)
        self.changed.emit(place)

    def lift(self) -> None:
        """The brush leaves the picture: what it did is one step."""
        before, self._before = self._before, None
        if before is not None and not self._touched.isEmpty():
            self._keep(before, self._touched)

    # --- with all of it -----------------------------------------------------------------------------------------------

    def fill(self, *, marked: bool) -> None:
        """Mark all, or nothing."""
        filled = QImage(self.image)
        filled.fill(255 if marked else 0)
        self.replace(filled)

    def invert(self) -> None:
        """Mark what is not, and the other way round."""
        inverted = self.image.copy()
        inverted.invertPixels(QImage.InvertMode.InvertRgba)
        self.replace(inverted)

    def replace(self, image: QImage) -> None:
        """Another mask (Alpha8), scaled to this size; a step like the others."""
        self.lift()
        if image.size() != self.image.size():
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            image = image.scaled(self.image.size(), *ways).convertToFormat(QImage.Format.Format_Alpha8)
        if image == self.image:
            return
        before, self.image = self.image, image
        self._keep(before, image.rect())
        self.changed.emit(image.rect())

    def undo(self) -> None:
        """Take the last step back."""
        self.lift()
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._put(step.before, step.place)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.lift()
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._put(step.after, step.place)

    def _keep(self, before: QImage, place: QRect) -> None:
        self._done = [*self._done, _Step(place, before.copy(place), self.image.copy(place))][-_MOST_STEPS:]
        self._undone.clear()

    def _put(self, image: QImage, place: QRect) -> None:
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(place.topLeft(), image)
        painter.end()
        self.changed.emit(place)


def _rows(image: QImage) -> Iterator[bytes]:
    """The pixels of an image with a byte for each, without what fills up its lines."""
    data, line = bytes(image.constBits()), image.bytesPerLine()
    return (data[start : start + image.width()] for start in range(0, line * image.height(), line))


def _fits(size: QSize) -> bool:
    return max(size.width(), size.height()) <= LARGEST_SIDE


def _around(line: QLineF, thick: float) -> QRect:
    """Every pixel that a line may touch."""
    reach = thick / 2 + 1
    left, right = sorted((line.x1(), line.x2()))
    top, bottom = sorted((line.y1(), line.y2()))
    corner = QPoint(floor(left - reach), floor(top - reach))
    return QRect(corner, QPoint(ceil(right + reach), ceil(bottom + reach)))
