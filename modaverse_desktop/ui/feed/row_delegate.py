"""A line of a list: an icon or thumbnail, a name that is cut where it must be, and a word at the right end."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from modaverse_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
ROW_HEIGHT = 34
_ICON = 24
_RADIUS = 6


class RowRole(IntEnum):
    """What a row knows besides its name and icon."""

    ID = Qt.ItemDataRole.UserRole + 1
    WORD = Qt.ItemDataRole.UserRole + 2
    TONE = Qt.ItemDataRole.UserRole + 3
    """Name of the word's colour in the theme."""


class RowDelegate(QStyledItemDelegate):
    """All rows are of one height, so that a list of thousands need not be measured."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every row."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background if selected, then from left to right."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option)
        place = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QPixmap | QIcon):
            box = QRect(place.left(), place.center().y() - _ICON // 2, _ICON, _ICON)
            _draw_picture(painter, picture, box)
            place.setLeft(box.right() + _PAD)
        painter.setFont(option.font)
        place = self._paint_word(painter, option, index, place)
        painter.setPen(self._theme.colour("text"))
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        frame = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent-soft"))
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)

    def _paint_word(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, place: QRect) -> QRect:
        word = str(index.data(RowRole.WORD) or "")
        if not word:
            return place
        painter.setPen(self._theme.colour(str(index.data(RowRole.TONE) or "muted")))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)
        return place.adjusted(0, 0, -option.fontMetrics.horizontalAdvance(word) - _PAD, 0)


def _draw_picture(painter: QPainter, picture: QPixmap | QIcon, box: QRect) -> None:
    if isinstance(picture, QIcon):
        picture.paint(painter, box)
        return
    size = picture.deviceIndependentSize().scaled(box.width(), box.height(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(QRectF(box).center())
    painter.drawPixmap(target, picture, QRectF(picture.rect()))
