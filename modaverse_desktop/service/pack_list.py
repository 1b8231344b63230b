"""The installed packs as a list for views: one row each, and one for each problem."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.packs import Packs

_ORDER = (
    PackKind.STACK,
    PackKind.BACKBONE,
    PackKind.ADAPTER,
    PackKind.ENCODER,
    PackKind.PROJECTOR,
    PackKind.GENERATOR,
)
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PackRole(IntEnum):
    """What a row knows besides its text."""

    DETAIL = Qt.ItemDataRole.UserRole + 1
    PROBLEM = Qt.ItemDataRole.UserRole + 2


class PackListModel(QAbstractListModel):
    """Problems first, then the packs by kind and name."""

    def __init__(self, packs: Packs | None = None) -> None:
        super().__init__()
        self._rows: list[Manifest | AppError] = []
        if packs is not None:
            self.show_packs(packs)

    def show_packs(self, packs: Packs) -> None:
        """List other packs."""
        self.beginResetModel()
        ordered = sorted(packs.manifests.values(), key=lambda pack: (_ORDER.index(pack.kind), pack.name))
        self._rows = [*packs.problems, *ordered]
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many as packs and problems."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, and what `PackRole` names."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == PackRole.PROBLEM:
            return isinstance(row, AppError)
        if isinstance(row, AppError):
            texts = {Qt.ItemDataRole.DisplayRole: row.title, PackRole.DETAIL: row.detail}
        else:
            texts = {
                Qt.ItemDataRole.DisplayRole: row.name,
                PackRole.DETAIL: " · ".join(part for part in (row.kind.value, row.licence, _size(row.size)) if part),
                Qt.ItemDataRole.ToolTipRole: row.summary,
                Qt.ItemDataRole.AccessibleTextRole: f"{row.name}, {row.kind.value}, {row.licence}",
            }
        return texts.get(role)


def _size(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else ""
