"""A new example: files, the instruction, and what should have been proposed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from modaverse_desktop.core.examples import Example
from modaverse_desktop.core.media import Media
from modaverse_desktop.media.files import shown_name
from modaverse_desktop.media.probe import probe
from modaverse_desktop.ui.parts.background import Background
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.teach.wanted_rows import WantedRows


class ExampleForm(QWidget):
    """Emits `written` with an `Example`, and `refused` with an `AppError` about a file."""

    written = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._media: tuple[Media, ...] = ()
        self.files_button = push_button(self.tr("Choose files…"), "small")
        self.files_button.clicked.connect(self._browse)
        self.files = ElidedLabel("", "small")
        self.instruction = QLineEdit()
        self.instruction.setAcceptDrops(False)  # drops belong to the window
        self.instruction.setAccessibleName(self.tr("Instruction of the example"))
        self.instruction.setPlaceholderText(self.tr("What you ask, in your own words"))
        self.wanted = WantedRows()
        self.add_button = push_button(self.tr("Add the example"), "small")
        self.add_button.clicked.connect(self._add)
        self.instruction.returnPressed.connect(self._add)
        self._show_files()
        self._lay_out()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Find out what they are, on another thread."""
        work = Background(partial(_probed, tuple(paths)), self)
        work.done.connect(self._probed)
        work.failed.connect(self.refused)
        work.start()

    def clear(self) -> None:
        """For the next one."""
        self._media = ()
        self.instruction.clear()
        self.wanted.clear()
        self._show_files()
        self.instruction.setFocus()

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the files of the example"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    @Slot(list)
    def _chosen(self, names: Sequence[str]) -> None:
        self.take_files([Path(name) for name in names])

    @Slot(object)
    def _probed(self, media: tuple[Media, ...]) -> None:
        self._media = media
        self._show_files()

    @Slot()
    def _add(self) -> None:
        self.written.emit(Example(self.instruction.text().strip(), self._media, self.wanted.wanted()))

    def _show_files(self) -> None:
        names = ", ".join(shown_name(each.path) for each in self._media)
        self.files.show_text(names or self.tr("No file: an instruction alone is an example, too"))

    def _lay_out(self) -> None:
        files = QHBoxLayout()
        files.addWidget(self.files_button)
        files.addWidget(self.files, 1)
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(files)
        column.addWidget(self.instruction)
        column.addWidget(label(self.tr("What should be proposed"), "small"))
        column.addWidget(self.wanted)
        column.addLayout(last)


def _probed(paths: tuple[Path, ...]) -> tuple[Media, ...]:
    """Raises AppError(INPUT) about the first that cannot be used."""
    return tuple(probe(path) for path in paths)
