"""The conversions of a batch as a list: a file and how it stands in each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QPixmap

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.media import Media
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.composer.thumbnails import Thumbnails
from modaverse_desktop.ui.feed.media_thumbs import SEEN
from modaverse_desktop.ui.feed.row_delegate import Index, RowRole
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import state_word

_ROOT = QModelIndex()
_TONES = {
    State.INTERPRETING: "accent",
    State.GENERATING: "accent",
    State.PROPOSED: "warning",
    State.DONE: "good",
    State.FAILED: "danger",
}


class BatchModel(QAbstractListModel):
    """Knows only names: the conversions are looked up when a row is painted."""

    def __init__(
        self,
        theme: Theme,
        queue: ConversionQueue,
        members: Iterable[str],
        thumbnails: Thumbnails | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._queue = queue
        self._names = list(members)
        self._thumbnails = thumbnails
        self._rows: dict[str, int] = {}
        self._number()
        if thumbnails is not None:
            thumbnails.ready.connect(self._thumbnail_ready)

    def names(self) -> tuple[str, ...]:
        """The conversions, in order."""
        return tuple(self._names)

    def row_of(self, conversion: str) -> int:
        """Where it is; -1 if it is not here."""
        return self._rows.get(conversion, -1)

    def show_members(self, members: Sequence[str]) -> None:
        """List these; those that have come at the end leave the others in place."""
        count = len(self._names)
        if list(members[:count]) == self._names:
            if len(members) > count:
                self.beginInsertRows(_ROOT, count, len(members) - 1)
                self._names = list(members)
                self._number()
                self.endInsertRows()
            return
        self.beginResetModel()
        self._names = list(members)
        self._number()
        self.endResetModel()

    def refresh(self, conversions: Iterable[str]) -> None:
        """These stand elsewhere now."""
        rows = [self._rows[conversion] for conversion in conversions if conversion in self._rows]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many conversions."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The file's name, its thumbnail, and how it stands."""
        if not index.isValid() or self._names[index.row()] not in self._queue:
            return None
        conversion = self._queue[self._names[index.row()]]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _file(conversion)
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(conversion.media[0]) if conversion.media else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_file(conversion)}: {state_word(conversion.state)}"
            case RowRole.ID:
                return conversion.id
            case RowRole.WORD:
                return state_word(conversion.state)
            case RowRole.TONE:
                return _TONES.get(conversion.state, "muted")
            case _:
                return None

    def _picture(self, media: Media) -> QPixmap:
        found = self._thumbnails.get(media.path) if self._thumbnails and media.modality in SEEN else None
        return found if found is not None else self._theme.pixmap(media.modality.value, "muted")

    @Slot(object)
    def _thumbnail_ready(self, path: Path) -> None:
        """Whichever row it is: only those that are in sight are painted."""
        if self._names:
            last = self.index(len(self._names) - 1)
            self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.DecorationRole])

    def _number(self) -> None:
        self._rows = {conversion: row for row, conversion in enumerate(self._names)}


def _file(conversion: Conversion) -> str:
    return conversion.media[0].path.name if conversion.media else conversion.instruction
