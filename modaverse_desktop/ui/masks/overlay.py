"""How a mask looks on its picture: a hatching of two tones, so that it is seen on every picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from modaverse_desktop.ui.artifacts.pyramid import read_picture

_TILE = 8
_DARK, _LIGHT = QColor(206, 0, 106), QColor(255, 190, 226)
_STRENGTH = 0.62


def hatching() -> QImage:
    """The tile that what is marked is filled with; an image, which other threads may paint with."""
    image = QImage(_TILE, _TILE, QImage.Format.Format_RGB32)
    for x in range(_TILE):
        for y in range(_TILE):
            image.setPixelColor(x, y, _LIGHT if (x + y) % _TILE < 2 else _DARK)
    return image


def paint_marked(painter: QPainter, mask: QImage, whole: QRectF, part: QRectF, tile: QImage) -> None:
    """Hatch what `mask` (Alpha8) marks of a picture that fills `whole`; only inside `part` of it."""
    part = part.intersected(whole)
    if part.isEmpty():
        return
    ratio = painter.device().devicePixelRatioF()
    layer = QImage((part.size() * ratio).toSize().expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    layer.setDevicePixelRatio(ratio)
    layer.fill(Qt.GlobalColor.transparent)
    inner = QRectF(QPointF(), part.size())
    inside = QPainter(layer)
    inside.setBrushOrigin(whole.topLeft() - part.topLeft())
    inside.fillRect(inner, QBrush(tile))
    inside.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    across, down = mask.width() / whole.width(), mask.height() / whole.height()
    corner = part.topLeft() - whole.topLeft()
    source = QRectF(corner.x() * across, corner.y() * down, part.width() * across, part.height() * down)
    inside.drawImage(inner, mask, source)
    inside.end()
    painter.save()
    painter.setOpacity(_STRENGTH)
    painter.drawImage(part.topLeft(), layer)
    painter.restore()


def read_marked(picture: Path, mask: Path, side: int) -> QImage:
    """A small picture, no side longer than `side` pixels, with its mask on it. Blocks.

    Raises:
        AppError: INPUT, one of the two is gone or cannot be read.
    """
    marks = as_mask(read_picture(mask, side))
    image = read_picture(picture, side).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)  # only now: one that an exception leaves open crashes when it is collected
    place = QRectF(image.rect())
    paint_marked(painter, marks, place, place, hatching())
    painter.end()
    return image


def as_mask(image: QImage) -> QImage:
    """The brightness of a picture as a mask (Alpha8)."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey.reinterpretAsFormat(QImage.Format.Format_Alpha8)
    return grey
