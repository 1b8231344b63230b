"""One invocation of a proposal, to be edited: what to make, from which words, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from modaverse_desktop.core.chaining import waits
from modaverse_desktop.core.invocation import MASK, Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.masks.mask_row import MaskRow
from modaverse_desktop.ui.parts.widgets import label, spoken_shortcut, tool_button
from modaverse_desktop.ui.proposal.changes_label import ChangesLabel
from modaverse_desktop.ui.proposal.drag_handle import DragHandle
from modaverse_desktop.ui.proposal.generator_chooser import GeneratorChooser
from modaverse_desktop.ui.proposal.inputs_row import InputsRow
from modaverse_desktop.ui.proposal.missing_words import missing_words
from modaverse_desktop.ui.proposal.options_row import OptionsRow
from modaverse_desktop.ui.proposal.prompt_edit import PromptEdit
from modaverse_desktop.ui.proposal.task_chooser import TaskChooser
from modaverse_desktop.ui.theme import Theme

APPROVE, DUPLICATE, REMOVE, UP, DOWN = "Ctrl+Shift+Return", "Ctrl+D", "Alt+Delete", "Alt+Up", "Alt+Down"
"""Keys, anywhere in a card."""


class InvocationCard(QFrame):
    """Emits `changed` after every edit; the wish to move, go, be doubled or be made is for the list it stands in."""

    changed = Signal()
    moved = Signal(int)
    """-1: up, 1: down."""
    removed = Signal()
    duplicated = Signal()
    approved = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, invocation: Invocation, files: Sequence[Media] = ()) -> None:
        super().__init__()
        self.setObjectName("invocation")
        self._catalogue = catalogue
        self._invocation = invocation
        self._files = tuple(files)
        self._earlier: tuple[Modality, ...] = ()
        """What the steps before it make."""
        self.handle = DragHandle()
        self.task = TaskChooser(theme, catalogue.tasks())
        self.prompt = PromptEdit(self.tr("Prompt"))
        self.changes = ChangesLabel(theme)
        self.generator = GeneratorChooser()
        self.options = OptionsRow(theme)
        self.inputs = InputsRow()
        self.mask_row = MaskRow(theme)
        self._masks: dict[tuple[int, ...], str] = {}
        """The latest mask of each input: it comes back with it."""
        self._missing = label(role="small", wrap=True)
        self.approve_button = self._tool(theme, "check", self.tr("Approve this step alone"), APPROVE)
        self.duplicate_button = self._tool(theme, "duplicate", self.tr("Duplicate this step"), DUPLICATE)
        self._up = self._tool(theme, "up", self.tr("Move up"), UP)
        self._down = self._tool(theme, "down", self.tr("Move down"), DOWN)
        self.remove_button = self._tool(theme, "remove", self.tr("Remove this step"), REMOVE)
        self._lay_out()
        self.task.chosen.connect(self._task_chosen)
        self.generator.chosen.connect(self._generator_chosen)
        self.prompt.textChanged.connect(self._prompt_written)
        self.options.changed.connect(self._options_set)
        self.inputs.changed.connect(self._inputs_set)
        self.mask_row.changed.connect(self._mask_set)
        self.approve_button.clicked.connect(self.approved)
        self.duplicate_button.clicked.connect(self.duplicated)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self.remove_button.clicked.connect(self.removed)
        self.show_invocation(invocation)

    def invocation(self) -> Invocation:
        """What the card says now."""
        return self._invocation

    def show_invocation(self, invocation: Invocation, *, undoable: bool = False) -> None:
        """Say something else; the caret stays where nothing changes. `undoable`: the prompt's undo leads back."""
        self._invocation = invocation
        task, generator = invocation.task, invocation.generator
        self.task.show_task(task)
        self.prompt.show_text(invocation.prompt, undoable=undoable)
        is_text = task is Modality.TEXT
        self.prompt.setPlaceholderText(
            self.tr("The answer") if is_text else self.tr("Describe what is to be made, in plain English words")
        )
        offered = () if is_text else self._catalogue.generators.get(task, ())
        self.generator.show_generators(offered, generator, self._catalogue.away)
        missing = missing_words(invocation, self._catalogue) or self._lacking_input()
        self._missing.setVisible(bool(missing))
        self._missing.setText(missing)
        manifest = None if is_text else self._catalogue.generator(task, generator)
        self.options.setVisible(manifest is not None)
        options, most = self._catalogue.options(task, generator), self._catalogue.most(task, generator)
        edits = bool(invocation.inputs) or (self._source() is not None and waits(invocation))
        self.options.show_options(options, invocation.parameters, most, edits=edits)
        files, takes = (self._files, manifest.modalities) if manifest else ((), ())
        self.inputs.show_earlier(task, self._source(), used=waits(invocation))
        self.inputs.show_inputs(task, files, takes, invocation.inputs)
        self.mask_row.show_mask(self._maskable(), str(invocation.parameters.get(MASK, "")))
        self._allow_approval()

    def is_ready(self) -> bool:
        """Whether it can be made as it stands."""
        written = bool(self._invocation.prompt.strip())
        return written and self._catalogue.can_make(self._invocation) and not self._lacking_input()

    def offer(self, catalogue: Catalogue) -> None:
        """Other models are installed, or there."""
        self._catalogue = catalogue
        self.task.show_available(catalogue.tasks())
        self.show_invocation(self._invocation)

    def know(self, files: Sequence[Media], *, wants_change: bool) -> None:
        """These files can be used; `wants_change`: the instruction asks for a change of them."""
        self.inputs.show_wish(change=wants_change)
        if tuple(files) != self._files:
            self._files = tuple(files)
            self.show_invocation(self._invocation)

    def show_earlier(self, tasks: Sequence[Modality]) -> None:
        """The steps before it make these."""
        if tuple(tasks) != self._earlier:
            self._earlier = tuple(tasks)
            self.show_invocation(self._invocation)

    def _source(self) -> tuple[int, Modality] | None:
        """Number, and what it makes, of the step that it waits for or could start from."""
        invocation = self._invocation
        takes = (invocation.after,) if waits(invocation) else self._catalogue.takes(invocation)
        usable = [(number, task) for number, task in enumerate(self._earlier, 1) if task in takes]
        return usable[-1] if usable and invocation.task is not Modality.TEXT else None

    def notes(self) -> tuple[str, ...]:
        """What is said about it, if anything."""
        return () if self._missing.isHidden() else (self._missing.text(),)

    def show_place(self, position: int, count: int) -> None:
        """Say which of how many it is."""
        self.handle.show_number(position + 1, movable=count > 1)
        self.setAccessibleName(self.tr("Step {number} of {count}").format(number=position + 1, count=count))
        for button in (self.approve_button, self._up, self._down, self.remove_button):
            button.setVisible(count > 1)
        self._up.setEnabled(position > 0)
        self._down.setEnabled(position < count - 1)
        self._allow_approval()

    def move_button(self, step: int) -> QToolButton:
        """The button that moves it up (-1) or down (1)."""
        return self._up if step < 0 else self._down

    def _allow_approval(self) -> None:
        self.approve_button.setEnabled(self.is_ready())

    @Slot(object)
    def _task_chosen(self, task: Modality) -> None:
        self._change(self._catalogue.fitting(replace(self._invocation, task=task, generator=None)))

    @Slot(object)
    def _generator_chosen(self, generator: str | None) -> None:
        chosen = self._catalogue.fitting(replace(self._invocation, generator=generator))
        manifest = self._catalogue.generator(chosen.task, generator)
        usable = [place for place, each in enumerate(self._files) if manifest and each.modality in manifest.modalities]
        if self._catalogue.needs_input(chosen.task, generator) and not chosen.inputs and len(usable) == 1:
            chosen = replace(chosen, inputs=tuple(usable))  # it can only be meant so
        self._change(chosen)

    @Slot()
    def _prompt_written(self) -> None:
        self._change(replace(self._invocation, prompt=self.prompt.toPlainText()))

    @Slot()
    def _options_set(self) -> None:
        self._change(self._with_mask(replace(self._invocation, parameters=self.options.parameters())))

    @Slot()
    def _inputs_set(self) -> None:
        self._change(self._with_mask(replace(self._invocation, inputs=self.inputs.inputs(), after=self.inputs.after())))

    @Slot(str)
    def _mask_set(self, mask: str) -> None:
        self._masks[self._invocation.inputs] = mask
        self._change(self._with_mask(self._invocation))

    def _with_mask(self, invocation: Invocation) -> Invocation:
        """With the mask that lies on its input, if there is one."""
        own = self._invocation
        usual = str(own.parameters.get(MASK, "")) if own.inputs == invocation.inputs else ""
        mask = self._masks.get(invocation.inputs, usual) if invocation.inputs else ""
        rest = {name: value for name, value in invocation.parameters.items() if name != MASK}
        return replace(invocation, parameters={**rest, MASK: mask} if mask else rest)

    def _maskable(self) -> Path | None:
        """The picture of which a part can be changed."""
        invocation = self._invocation
        if invocation.task is Modality.TEXT or not self._catalogue.takes_mask(invocation.task, invocation.generator):
            return None
        used = [self._files[place] for place in invocation.inputs if place < len(self._files)]
        return next((each.path for each in used if each.modality is Modality.IMAGE), None)

    def _lacking_input(self) -> str:
        """Why it cannot be made without an input; empty if it can."""
        invocation = self._invocation
        given = invocation.inputs or (waits(invocation) and self._source())
        if given or not self._catalogue.needs_input(invocation.task, invocation.generator):
            return ""
        if self.inputs.boxes or self._source():
            return self.tr("This model changes what it is given: choose the file that it shall use.")
        return self.tr("This model changes what it is given, and no file was given that it can use.")

    @Slot()
    def _move_up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _move_down(self) -> None:
        self.moved.emit(1)

    def _change(self, invocation: Invocation) -> None:
        if invocation != self._invocation:
            self.show_invocation(invocation)
            self.changed.emit()

    def _tool(self, theme: Theme, icon: str, name: str, keys: str) -> QToolButton:
        """A button with a key that works anywhere in the card."""
        button = tool_button(theme, icon, name)
        button.setToolTip(f"{name} ({spoken_shortcut(keys)})")
        shortcut = QShortcut(QKeySequence(keys), self, button.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.handle)
        top.addSpacing(4)
        top.addWidget(self.task)
        top.addStretch()
        for button in (self.approve_button, self.duplicate_button, self._up, self._down, self.remove_button):
            top.addWidget(button)
        generator = QHBoxLayout()
        generator.addWidget(self.generator)
        generator.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.prompt)
        column.addWidget(self._missing)
        column.addLayout(generator)
        column.addWidget(self.options)
        column.addWidget(self.inputs)
        column.addWidget(self.mask_row)
        column.addWidget(self.changes)  # last, so that nothing jumps while the first change is written
