"""Those that wait for the engine as a list that can be put into another order, by dragging as well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, Qt

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.feed.row_delegate import Index, RowRole

_FORMAT = "application/x-modaverse-waiting"
_ROOT = QModelIndex()


class WaitingModel(QAbstractListModel):
    """`refresh` when the line changed; the first row is done next."""

    def __init__(self, queue: ConversionQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._queue = queue
        self._rows: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Be like the queue. What has been taken away at the front, the usual case, leaves the rest in place."""
        now = self._queue.waiting()
        gone = len(self._rows) - len(now)
        if gone > 0 and self._rows[gone:] == now:
            self.beginRemoveRows(_ROOT, 0, gone - 1)
            self._rows = now
            self.endRemoveRows()
        elif self._rows != now:
            self.beginResetModel()
            self._rows = now
            self.endResetModel()

    def row_of(self, conversion: str) -> int:
        """Where it is; -1 if it does not wait."""
        return self._rows.index(conversion) if conversion in self._rows else -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many wait."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The instruction, and what the engine is to do."""
        if not index.isValid():
            return None
        conversion = self._queue[self._rows[index.row()]]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{index.row() + 1}.  {_name(conversion)}"
            case Qt.ItemDataRole.ToolTipRole:
                return conversion.instruction
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{index.row() + 1}. {_name(conversion)}: {self._word(conversion)}"
            case RowRole.ID:
                return conversion.id
            case RowRole.WORD:
                return self._word(conversion)
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Only within the list."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own, so that nothing else is taken."""
        return [_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged conversion."""
        data = QMimeData()
        data.setData(_FORMAT, QByteArray(str(indexes[0].data(RowRole.ID)).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Move it; always False, for the queue's own answer changes the rows and the view shall remove none."""
        conversion = bytes(data.data(_FORMAT).data()).decode()
        before = self.row_of(conversion)
        place = row if row >= 0 else (parent.row() if parent.isValid() else len(self._rows))
        if before >= 0:
            self._queue.move(conversion, place - 1 if before < place else place)
        return False

    def _word(self, conversion: Conversion) -> str:
        return self.tr("to be made") if conversion.state is State.APPROVED else self.tr("to be read")


def _name(conversion: Conversion) -> str:
    words = " ".join(conversion.instruction.split())[:200]
    return f"{words} — {conversion.media[0].path.name}" if conversion.media else words
