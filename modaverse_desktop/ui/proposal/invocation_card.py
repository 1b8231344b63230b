"""One invocation of a proposal, to be edited: what to make, from which words, and how."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.parts.widgets import label, tool_button
from modaverse_desktop.ui.proposal.options_row import OptionsRow
from modaverse_desktop.ui.proposal.prompt_edit import PromptEdit
from modaverse_desktop.ui.proposal.task_chooser import TaskChooser
from modaverse_desktop.ui.theme import Theme


class InvocationCard(QFrame):
    """Emits `changed` after every edit; the wish to move or go is for the editor."""

    changed = Signal()
    moved = Signal(int)
    """-1: up, 1: down."""
    removed = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, invocation: Invocation) -> None:
        super().__init__()
        self.setObjectName("invocation")
        self._catalogue = catalogue
        self._invocation = invocation
        self._number = label("1", "number")
        self._number.setFixedSize(22, 22)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.task = TaskChooser(theme, catalogue.tasks())
        self.prompt = PromptEdit(self.tr("Prompt"))
        self.options = OptionsRow(theme)
        self._missing = label(role="small", wrap=True)
        self._up = tool_button(theme, "up", self.tr("Move up"))
        self._down = tool_button(theme, "down", self.tr("Move down"))
        self.remove_button = tool_button(theme, "remove", self.tr("Remove this step"))
        self._lay_out()
        self.task.chosen.connect(self._task_chosen)
        self.prompt.textChanged.connect(self._prompt_written)
        self.options.changed.connect(self._options_set)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self.remove_button.clicked.connect(self._ask_removal)
        self.show_invocation(invocation)

    def invocation(self) -> Invocation:
        """What the card says now."""
        return self._invocation

    def show_invocation(self, invocation: Invocation) -> None:
        """Say something else; the caret stays where nothing changes."""
        self._invocation = invocation
        self.task.show_task(invocation.task)
        self.prompt.show_text(invocation.prompt)
        is_text = invocation.task is Modality.TEXT
        self.prompt.setPlaceholderText(
            self.tr("The answer") if is_text else self.tr("Describe what is to be made, in plain English words")
        )
        available = is_text or self._catalogue.generator(invocation.task, invocation.generator) is not None
        self._missing.setVisible(not available)
        self._missing.setText(self.tr("No installed model makes this yet. Choose another kind, or add a pack."))
        options = self._catalogue.options(invocation.task, invocation.generator)
        self.options.setVisible(not is_text and available)
        self.options.show_options(options, invocation.parameters)

    def notes(self) -> tuple[str, ...]:
        """What is said about it, if anything."""
        return () if self._missing.isHidden() else (self._missing.text(),)

    def show_place(self, position: int, count: int) -> None:
        """Say which of how many it is."""
        self._number.setText(str(position + 1))
        self.setAccessibleName(self.tr("Step {number} of {count}").format(number=position + 1, count=count))
        self._up.setVisible(count > 1)
        self._down.setVisible(count > 1)
        self._up.setEnabled(position > 0)
        self._down.setEnabled(position < count - 1)
        self.remove_button.setVisible(count > 1)

    def move_button(self, step: int) -> QToolButton:
        """The button that moves it up (-1) or down (1)."""
        return self._up if step < 0 else self._down

    @Slot(object)
    def _task_chosen(self, task: Modality) -> None:
        self._change(replace(self._invocation, task=task, generator=None))

    @Slot()
    def _prompt_written(self) -> None:
        self._change(replace(self._invocation, prompt=self.prompt.toPlainText()))

    @Slot()
    def _options_set(self) -> None:
        self._change(replace(self._invocation, parameters=self.options.parameters()))

    @Slot()
    def _move_up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _move_down(self) -> None:
        self.moved.emit(1)

    @Slot()
    def _ask_removal(self) -> None:
        self.removed.emit()

    def _change(self, invocation: Invocation) -> None:
        if invocation != self._invocation:
            self.show_invocation(invocation)
            self.changed.emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._number)
        top.addSpacing(4)
        top.addWidget(self.task)
        top.addStretch()
        for button in (self._up, self._down, self.remove_button):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 12)
        column.setSpacing(8)
        parts: list[QWidget] = [self.prompt, self._missing, self.options]
        column.addLayout(top)
        for part in parts:
            column.addWidget(part)
