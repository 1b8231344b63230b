"""New examples: files, the instruction, what should have been proposed; of many files each may be one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from modaverse_desktop.core.examples import NAME, Example, one_for_each_file
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.teach.example_files import ExampleFiles
from modaverse_desktop.ui.teach.wanted_rows import WantedRows
from modaverse_desktop.ui.words import number


class ExampleForm(QWidget):
    """Emits `written` with a list of `Example`, and `refused` with an `AppError` about a file."""

    written = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.changing = ""
        """The key of the example that is being changed; empty: it is a new one."""
        self.files = ExampleFiles()
        self.files.refused.connect(self.refused)
        self.files.changed.connect(self._show_files)
        self.each = QCheckBox()
        self.each.setChecked(True)
        self.each.toggled.connect(self._show_files)
        self.instruction = QLineEdit()
        self.instruction.setAcceptDrops(False)  # drops belong to the window
        self.instruction.setAccessibleName(self.tr("Instruction of the example"))
        self.instruction.setPlaceholderText(self.tr("What you ask, in your own words"))
        self.wanted = WantedRows()
        self.hint = label("", "small", wrap=True)
        self.add_button = push_button("", "small")
        self.cancel_button = push_button(self.tr("Leave it as it was"), "small")
        self.cancel_button.clicked.connect(self.clear)
        self.add_button.clicked.connect(self._add)
        self.instruction.returnPressed.connect(self._add)
        self._show_files()
        self._lay_out()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files and folders, in place of those that were chosen before."""
        self.files.take(paths)

    def change(self, example: Example) -> None:
        """Let an example stand here; what is written then is meant in its place."""
        self.changing = example.key
        self.instruction.setText(example.instruction)
        self.wanted.show_wanted(example.wanted)
        self.each.setChecked(False)
        self.files.show_media(example.media)
        self.instruction.setFocus()

    @Slot()
    def clear(self) -> None:
        """For the next one."""
        self.changing = ""
        self.each.setChecked(True)
        self.files.clear()
        self.instruction.clear()
        self.wanted.clear()
        self.instruction.setFocus()

    @property
    def is_for_each(self) -> bool:
        """Whether every file makes an example of its own."""
        return len(self.files.media) > 1 and self.each.isChecked()

    @Slot()
    def _add(self) -> None:
        if self.files.is_looking:
            return
        written = Example(self.instruction.text().strip(), self.files.media, self.wanted.wanted())
        self.written.emit(one_for_each_file(written) if self.is_for_each else [written])

    @Slot()
    def _show_files(self) -> None:
        media = self.files.media
        self.each.setVisible(len(media) > 1)
        words = self.tr("Each of the {count} files is an example of its own")
        self.each.setText(words.format(count=number(len(media))))
        self.hint.setVisible(self.is_for_each)
        if self.is_for_each:
            words = self.tr("Write {mark} where the name of a file belongs: for the first one it is “{name}”.")
            (first,) = one_for_each_file(Example(NAME, media[:1], ()))
            self.hint.setText(words.format(mark=NAME, name=first.instruction))
        self._show_button(len(media))

    def _show_button(self, count: int) -> None:
        if self.changing:
            words = self.tr("Change the example")
        elif self.is_for_each:
            words = self.tr("Add {count} examples").format(count=number(count))
        else:
            words = self.tr("Add the example")
        self.add_button.setText(words)
        self.add_button.setAccessibleName(words)
        self.add_button.setEnabled(not self.files.is_looking)
        self.cancel_button.setVisible(bool(self.changing))

    def _lay_out(self) -> None:
        last = QHBoxLayout()
        last.addWidget(self.hint, 1)
        last.addStretch()
        last.addWidget(self.cancel_button)
        last.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.files)
        column.addWidget(self.each)
        column.addWidget(self.instruction)
        column.addWidget(label(self.tr("What should be proposed"), "small"))
        column.addWidget(self.wanted)
        column.addLayout(last)
