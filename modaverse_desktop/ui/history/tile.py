"""How an entry looks in the grid: its picture or its answer, what was asked, when, and a star to click."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPainterPath, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from modaverse_desktop.core.conversion import State
from modaverse_desktop.library.entry import Row
from modaverse_desktop.service.history_model import HistoryRole
from modaverse_desktop.ui.history.tile_pictures import TilePictures
from modaverse_desktop.ui.history.words import moment_words
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import state_tone, state_word, task_word

GAP = 12
_INSIDE = 10
_WORDS_HEIGHT = 72
_STAR = 28
_ROUND = 10
_TONES = {"busy": "accent", "yours": "warning", "good": "good", "bad": "danger", "": "muted"}
_SOFT = {"busy": "accent-soft", "yours": "warning-soft", "good": "good-soft", "bad": "danger-soft", "": "sunken"}
_Index = QModelIndex | QPersistentModelIndex


class Tile(QStyledItemDelegate):
    """Paints only; `starred` is emitted with the index and what it shall be."""

    starred = Signal(object, bool)

    def __init__(self, theme: Theme, pictures: TilePictures, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The grid decides."""
        return QSize(option.rect.width(), option.rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one tile; an empty one while its row is being fetched."""
        row = index.data(HistoryRole.ROW)
        frame = _frame(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_card(painter, option, frame)
        if isinstance(row, Row):
            self._paint_picture(painter, _picture(frame), row)
            self._paint_marks(painter, option, _picture(frame), row)
            self._paint_words(painter, option, frame, row)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A click on the star."""
        row = index.data(HistoryRole.ROW)
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if not pressed or not isinstance(event, QMouseEvent) or not isinstance(row, Row):
            return False
        if event.button() is not Qt.MouseButton.LeftButton or not _star(option.rect).contains(event.position()):
            return False
        self.starred.emit(index, not row.starred)
        return True

    # --- parts ----------------------------------------------------------------------------------------------------

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        line = "accent" if chosen or focused else "border-strong" if hovered else "border"
        painter.setPen(QPen(self._theme.colour(line), 2 if chosen or focused else 1))
        painter.setBrush(self._theme.colour("accent-soft" if chosen else "surface"))
        painter.drawRoundedRect(frame, _ROUND, _ROUND)

    def _paint_picture(self, painter: QPainter, place: QRectF, row: Row) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(place, _ROUND - 3, _ROUND - 3)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(place, self._theme.colour("sunken"))
        pixmap = self._pictures.pixmap(row.picture) if row.picture else None
        if row.answer and row.shown.value == "text":
            self._paint_answer(painter, place.adjusted(0, 0, -_STAR, 0) if row.starred else place, row.answer)
        elif pixmap is not None:
            painter.drawPixmap(place, pixmap, _filling(pixmap, place))
        else:
            icon = self._theme.pixmap(row.shown.value, "muted", 40)
            middle = place.center() - QPointF(20, 20)
            painter.drawPixmap(middle, icon)
        painter.restore()

    def _paint_answer(self, painter: QPainter, place: QRectF, answer: str) -> None:
        painter.setPen(self._theme.colour("text"))
        inside = place.adjusted(12, 10, -12, -10)
        lines = max(1, int(inside.height() // painter.fontMetrics().lineSpacing()))
        _draw_lines(painter, inside, answer, painter.font(), lines)

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, place: QRectF, row: Row) -> None:
        if row.state is not State.DONE:
            self._paint_pill(painter, place, row.state)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.starred or hovered:
            star = _star(option.rect)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("surface"))
            painter.drawEllipse(star)
            name, colour = ("star-on", "warning") if row.starred else ("star", "muted")
            painter.drawPixmap(star.topLeft() + QPointF(5, 5), self._theme.pixmap(name, colour, _STAR - 10))

    def _paint_pill(self, painter: QPainter, place: QRectF, state: State) -> None:
        tone = state_tone(state)
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(True)
        painter.setFont(font)
        text = state_word(state)
        pill = QRectF(place.left() + 8, place.top() + 8, painter.fontMetrics().horizontalAdvance(text) + 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(_SOFT[tone]))
        painter.drawRoundedRect(pill, 10, 10)
        painter.setPen(self._theme.colour(_TONES[tone]))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, row: Row) -> None:
        left, width = frame.left() + _INSIDE + 2, frame.width() - 2 * _INSIDE - 4
        top = frame.bottom() - _WORDS_HEIGHT
        painter.setPen(self._theme.colour("text"))
        _draw_lines(painter, QRectF(left, top, width, 40), row.instruction, option.font, 2)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.85)
        painter.setFont(small)
        painter.setPen(self._theme.colour("muted"))
        place = QRectF(left, frame.bottom() - 27, width, 18)
        words = painter.fontMetrics().elidedText(meta_words(row), Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)


def tile_height(width: int) -> int:
    """A cell's height for its width."""
    return round((width - GAP) * 0.68) + _WORDS_HEIGHT + GAP


def meta_words(row: Row) -> str:
    """When, what, and whether the user changed the plan."""
    parts = [moment_words(row.created), ", ".join(task_word(task) for task in row.tasks)]
    if row.edited:
        parts.append(QCoreApplication.translate("Tile", "edited"))
    return " · ".join(part for part in parts if part)


def spoken(row: Row) -> str:
    """What a screen reader says of a tile."""
    parts = [row.instruction, row.answer, state_word(row.state), meta_words(row)]
    if row.starred:
        parts.append(QCoreApplication.translate("Tile", "starred"))
    return ". ".join(part for part in parts if part)


def _frame(cell: QRect) -> QRectF:
    half = GAP / 2
    return QRectF(cell).adjusted(half, half, -half, -half)


def _picture(frame: QRectF) -> QRectF:
    return frame.adjusted(6, 6, -6, -_WORDS_HEIGHT - 6)


def _star(cell: QRect) -> QRectF:
    picture = _picture(_frame(cell))
    return QRectF(picture.right() - _STAR - 6, picture.top() + 6, _STAR, _STAR)


def _filling(pixmap: QPixmap, place: QRectF) -> QRectF:
    """The middle part of the pixmap that has the place's shape."""
    scale = min(pixmap.width() / place.width(), pixmap.height() / place.height())
    width, height = place.width() * scale, place.height() * scale
    return QRectF((pixmap.width() - width) / 2, (pixmap.height() - height) / 2, width, height)


def _draw_lines(painter: QPainter, place: QRectF, text: str, font: QFont, most: int) -> None:
    """At most so many lines of plain text; the last is cut."""
    words = " ".join(text.split())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words, font)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(place.width())
        start = line.textStart()
        if number == most - 1 and start + line.textLength() < len(words):
            painter.setFont(font)
            cut = painter.fontMetrics().elidedText(words[start:], Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(QPointF(place.left(), place.top() + top + line.ascent()), cut)
            break
        line.draw(painter, place.topLeft() + QPointF(0, top))
        top += line.height()
    layout.endLayout()
