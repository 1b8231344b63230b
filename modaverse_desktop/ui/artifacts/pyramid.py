"""A picture at full size and at half, a quarter and so on, so that painting it small costs little."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.files import regular_file, shown_name

LARGEST_SIDE = 8192
_LEAST_SIDE = 256


@dataclass(frozen=True)
class Pyramid:
    """`levels` from large to small, at least one."""

    levels: tuple[QImage, ...]

    @property
    def size(self) -> QSize:
        """Of the largest level: of the file, unless that has more than `LARGEST_SIDE` pixels a side."""
        return self.levels[0].size()

    def paint(self, painter: QPainter, place: QRectF) -> None:
        """Paint all of it into `place` (device-independent pixels)."""
        wanted = place.width() * painter.device().devicePixelRatioF()
        image = next((level for level in reversed(self.levels) if level.width() >= wanted), self.levels[0])
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, wanted < 2 * image.width())
        visible = place.intersected(QRectF(painter.viewport()))
        if visible.isEmpty():
            return
        share = image.width() / place.width(), image.height() / place.height()
        source = QRectF(
            (visible.x() - place.x()) * share[0],
            (visible.y() - place.y()) * share[1],
            visible.width() * share[0],
            visible.height() * share[1],
        )
        painter.drawImage(visible, image, source)


def read_picture(path: Path, side: int) -> QImage:
    """The picture, upright, no side longer than `side` pixels. Blocks.

    Raises:
        AppError: it is missing, or no picture that can be read.
    """
    reader = QImageReader(str(regular_file(path)))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise AppError(
            f"“{shown_name(path)}” cannot be shown",
            reader.errorString(),
            "Try to open it with another program.",
            ErrorKind.INPUT,
        )
    return image


def read_pyramid(path: Path) -> Pyramid:
    """The picture with all its levels. Blocks, for half a second if it has 50 million pixels.

    Raises:
        AppError: as `read_picture` does.
    """
    image = read_picture(path, LARGEST_SIDE)
    form = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    levels = [image.convertToFormat(form)]
    while max(levels[-1].width(), levels[-1].height()) > 2 * _LEAST_SIDE:
        half = (levels[-1].size() / 2).expandedTo(QSize(1, 1))
        levels.append(
            levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
    return Pyramid(tuple(levels))
