"""What should have been proposed: for each output its kind, and the prompt or the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.parts.widgets import push_button
from modaverse_desktop.ui.words import task_word

MOST = 4


class WantedRow(QWidget):
    """One output."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.task = QComboBox()
        for task in Modality:
            self.task.addItem(task_word(task), task)
        self.task.setAccessibleName(self.tr("Kind of output {number}").format(number=number))
        self.prompt = QLineEdit()
        self.prompt.setAcceptDrops(False)  # drops belong to the window
        self.prompt.setAccessibleName(self.tr("Prompt or answer {number}").format(number=number))
        self.prompt.setPlaceholderText(self.tr("The answer, or the prompt that describes what is to be made"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.task)
        row.addWidget(self.prompt, 1)

    def show_invocation(self, invocation: Invocation) -> None:
        """Let it stand there."""
        self.task.setCurrentIndex(self.task.findData(invocation.task))
        self.prompt.setText(invocation.prompt)

    @property
    def invocation(self) -> Invocation:
        """What stands there now."""
        return Invocation(self.task.currentData(), self.prompt.text().strip())


class WantedRows(QWidget):
    """One row, and more if the user wants several outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[WantedRow] = []
        self.more_button = push_button(self.tr("Another output"), "link")
        self.more_button.clicked.connect(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.more_button)
        line.addStretch()
        self._column.addLayout(line)
        self._more()

    def wanted(self) -> tuple[Invocation, ...]:
        """Those that say something."""
        return tuple(row.invocation for row in self.rows if row.invocation.prompt)

    def show_wanted(self, wanted: Sequence[Invocation]) -> None:
        """Let these stand there."""
        self.clear()
        for number, invocation in enumerate(wanted[:MOST]):
            if number:
                self._more()
            self.rows[number].show_invocation(invocation)

    def clear(self) -> None:
        """One empty row."""
        for row in self.rows[1:]:
            row.hide()
            row.deleteLater()
        del self.rows[1:]
        self.rows[0].prompt.clear()
        self.more_button.setEnabled(True)

    @Slot()
    def _more(self) -> None:
        row = WantedRow(len(self.rows) + 1)
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        row.task.setFocus()
        self.more_button.setEnabled(len(self.rows) < MOST)
