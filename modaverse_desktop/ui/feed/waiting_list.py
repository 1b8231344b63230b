"""The order of those that wait: to be changed by dragging, by keys and by buttons."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.feed.row_delegate import ROW_HEIGHT, RowDelegate, RowRole
from modaverse_desktop.ui.feed.waiting_model import WaitingModel
from modaverse_desktop.ui.parts.widgets import push_button, tool_button
from modaverse_desktop.ui.theme import Theme

_ROWS_SHOWN = 5


class WaitingView(QListView):
    """Alt with the arrows moves the current one, Delete takes it out."""

    moved = Signal(int)
    """By so many places."""
    dropped_out = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, take out, or what a list does anyway."""
        with_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if with_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped_out.emit()
        else:
            super().keyPressEvent(event)


class WaitingList(QWidget):
    """Renders the queue's line when told to."""

    def __init__(self, theme: Theme, queue: ConversionQueue) -> None:
        super().__init__()
        self._queue = queue
        self._model = WaitingModel(queue, self)
        self.view = WaitingView()
        self.view.setModel(self._model)
        self._delegate = RowDelegate(theme)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(self.tr("What waits, the next one first"))
        self.view.setToolTip(self.tr("Drag, or press Alt and an arrow key, to change the order; Delete takes one out"))
        self.view.setUniformItemSizes(True)
        self.view.setTabKeyNavigation(False)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first_button = push_button(self.tr("Do next"), "small", tip=self.tr("Before the others that wait"))
        self.up_button = tool_button(theme, "up", self.tr("Earlier"))
        self.down_button = tool_button(theme, "down", self.tr("Later"))
        self.out_button = tool_button(theme, "remove", self.tr("Stop this one"))
        self._lay_out()
        self.view.moved.connect(self._move)
        self.view.dropped_out.connect(self._stop)
        self.view.selectionModel().currentChanged.connect(self._enable)
        self.first_button.clicked.connect(self._move_first)
        self.up_button.clicked.connect(self._move_up)
        self.down_button.clicked.connect(self._move_down)
        self.out_button.clicked.connect(self._stop)

    def refresh(self) -> None:
        """Show the line as it is; the current one stays the current one."""
        row = self.view.currentIndex().row()
        current = self._current()
        self._model.refresh()
        self.view.setFixedHeight(min(_ROWS_SHOWN, max(2, self._model.rowCount())) * ROW_HEIGHT + 12)
        kept = self._model.row_of(current) if current else -1
        self._select(kept if kept >= 0 else min(row, self._model.rowCount() - 1))
        self._enable()

    def _current(self) -> str:
        index = self.view.currentIndex()
        return str(index.data(RowRole.ID)) if index.isValid() and index.row() < self._model.rowCount() else ""

    def _select(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self._model.index(row), flags)

    @Slot(int)
    def _move(self, places: int) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and 0 <= row + places < self._model.rowCount():
            self._queue.move(self._current(), row + places)
            self.refresh()

    @Slot()
    def _move_first(self) -> None:
        self._move(-self.view.currentIndex().row())

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    @Slot()
    def _stop(self) -> None:
        if current := self._current():
            self._queue.cancel(current)

    @Slot()
    def _enable(self) -> None:
        row, count = self.view.currentIndex().row(), self._model.rowCount()
        self.first_button.setEnabled(row > 0)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)
        self.out_button.setEnabled(row >= 0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.first_button)
        buttons.addWidget(self.up_button)
        buttons.addWidget(self.down_button)
        buttons.addStretch()
        buttons.addWidget(self.out_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view)
        column.addLayout(buttons)
