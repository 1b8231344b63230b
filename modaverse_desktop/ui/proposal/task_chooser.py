"""Text, image, audio or video: four buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import task_word


class TaskChooser(QWidget):
    """Emits the task that the user chose. Tasks without a model can still be chosen: the card says what is missing."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, available: Sequence[Modality]) -> None:
        super().__init__()
        self._buttons: dict[Modality, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for task in Modality:
            button = QPushButton()
            button.setProperty("kind", "segment")
            button.setProperty("iconName", task.value)
            button.setProperty("iconChecked", "accent")
            button.setIcon(theme.icon(task.value, "muted", "accent"))
            button.setIconSize(QSize(16, 16))
            button.setAutoDefault(False)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setText(task_word(task))
            button.setAccessibleName(self.tr("Make {task}").format(task=task_word(task).lower()))
            button.clicked.connect(partial(self.chosen.emit, task))
            self._buttons[task] = button
            row.addWidget(button)
        self.show_available(available)

    def button(self, task: Modality) -> QPushButton:
        """The button of one task."""
        return self._buttons[task]

    def show_available(self, available: Sequence[Modality]) -> None:
        """These can be made with what is installed."""
        for task, button in self._buttons.items():
            button.setToolTip("" if task in available else self.tr("No installed model makes this yet"))

    def show_task(self, task: Modality) -> None:
        """Press that task's button without emitting anything."""
        self._buttons[task].setChecked(True)
