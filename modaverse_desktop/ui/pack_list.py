"""The installed models: name, kind, licence and size, two lines each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from modaverse_desktop.service.pack_list import PackListModel, PackRole
from modaverse_desktop.ui.theme import Theme

_PADDING = 8
_GAP = 2


class _TwoLines(QStyledItemDelegate):
    """The name, and below it, smaller, what is known of it."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, 2 * option.fontMetrics.height() + _GAP + 2 * _PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        line = option.fontMetrics.height()
        area = option.rect.adjusted(_PADDING + 2, _PADDING, -_PADDING, -_PADDING)
        problem = bool(index.data(PackRole.PROBLEM))
        for number, (role, colour) in enumerate(
            ((Qt.ItemDataRole.DisplayRole, "danger" if problem else "text"), (PackRole.DETAIL, "muted"))
        ):
            place = QRect(area.left(), area.top() + number * (line + _GAP), area.width(), line)
            text = option.fontMetrics.elidedText(index.data(role) or "", Qt.TextElideMode.ElideMiddle, place.width())
            painter.setPen(self._theme.colour(colour))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class PackList(QListView):
    """Read only."""

    def __init__(self, theme: Theme, model: PackListModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_TwoLines(theme, self))
        self.setAccessibleName(self.tr("Installed models"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(190)
