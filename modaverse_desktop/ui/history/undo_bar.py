"""What can be done after deleting: undo it, or move the files to the trash, too. Stays until it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from modaverse_desktop.ui.history.words import counted
from modaverse_desktop.ui.parts.widgets import label, push_button, tool_button
from modaverse_desktop.ui.theme import Theme


class UndoBar(QFrame):
    """Hidden until something was deleted."""

    undone = Signal(object)
    """Bring these ids back."""
    trashed = Signal(object)
    """Move these files to the trash."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._ids: tuple[str, ...] = ()
        self._files: tuple[Path, ...] = ()
        self.words = label(wrap=True)
        self.undo_button = push_button(self.tr("Undo"), "small", shortcut="Ctrl+Z")
        self.trash_button = push_button("", "small")
        self._close = tool_button(theme, "remove", self.tr("Dismiss this message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo_button)
        row.addWidget(self.trash_button)
        row.addWidget(self._close)
        self.undo_button.clicked.connect(self._undo)
        self.trash_button.clicked.connect(self._trash)
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_deleted(self, ids: Sequence[str]) -> None:
        """These were deleted; their files lie where they were."""
        self._ids, self._files = tuple(ids), ()
        self.trash_button.hide()
        self.undo_button.show()
        one, many = self.tr("1 conversion deleted."), self.tr("{count} conversions deleted.")
        self._say(counted(one, many, len(ids)) + " " + self.tr("Files are kept."))

    def offer_trash(self, files: Sequence[Path]) -> None:
        """These files were made by what was deleted, and nothing else needs them."""
        self._files = tuple(files)
        self.trash_button.setVisible(bool(files) and self.isVisible())
        one, many = self.tr("Move its file to the trash"), self.tr("Move {count} files to the trash")
        self.trash_button.setText(counted(one, many, len(files)))
        self.trash_button.setAccessibleName(self.trash_button.text())

    def show_trashed(self, count: int) -> None:
        """So many files are in the trash; undoing brings back the entries without them."""
        self.trash_button.hide()
        self._say(counted(self.tr("1 file is in the trash."), self.tr("{count} files are in the trash."), count))

    @Slot()
    def _undo(self) -> None:
        self.hide()
        self.undone.emit(self._ids)

    @Slot()
    def _trash(self) -> None:
        self.trash_button.hide()
        self.trashed.emit(self._files)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()
