"""Small squares in two shades: what is seen through transparency."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from modaverse_desktop.ui.theme import Theme

_CHECK = 8


def paint_checkerboard(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Fill `area` with them."""
    tile = QPixmap(2 * _CHECK, 2 * _CHECK)
    tile.fill(theme.colour("checker-a"))
    brush = QPainter(tile)
    brush.fillRect(0, 0, _CHECK, _CHECK, theme.colour("checker-b"))
    brush.fillRect(_CHECK, _CHECK, _CHECK, _CHECK, theme.colour("checker-b"))
    brush.end()
    painter.drawTiledPixmap(area, tile)
