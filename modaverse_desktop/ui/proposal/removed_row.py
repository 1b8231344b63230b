"""What the model proposed and the user took out: said, and put back by one press."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.words import task_word

_LONGEST = 80


class RemovedRow(QWidget):
    """A line for each; hidden when there is none."""

    put_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Invocation, ...] = ()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def invocations(self) -> tuple[Invocation, ...]:
        """What it says was removed."""
        return self._shown

    def show_removed(self, invocations: Sequence[Invocation]) -> None:
        """Say that these were removed."""
        if tuple(invocations) != self._shown:
            self._shown = tuple(invocations)
            for line in self._lines:
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            self._lines = [self._line(invocation) for invocation in invocations]
            for line in self._lines:
                self._column.addWidget(line)
        self.setVisible(bool(invocations))

    def _line(self, invocation: Invocation) -> QWidget:
        prompt = invocation.prompt if len(invocation.prompt) <= _LONGEST else f"{invocation.prompt[:_LONGEST]}…"
        said = self.tr("You removed: {task}, {prompt}").format(task=task_word(invocation.task), prompt=prompt)
        words = label(said, "small", wrap=True)
        button = push_button(self.tr("Put it back"), "link")
        button.setAccessibleName(self.tr("Put back: {prompt}").format(prompt=prompt))
        button.clicked.connect(partial(self.put_back.emit, invocation))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(button)
        return line
