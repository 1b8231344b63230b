"""The left side: media, suggestions, instruction, send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.ui.composer.batch import Batch
from modaverse_desktop.ui.composer.batch_panel import BatchPanel, Stage
from modaverse_desktop.ui.composer.chip_row import ChipRow
from modaverse_desktop.ui.composer.dropped import unreadable
from modaverse_desktop.ui.composer.instruction_box import InstructionBox
from modaverse_desktop.ui.composer.media_look import MediaLook
from modaverse_desktop.ui.composer.media_shelf import MediaShelf
from modaverse_desktop.ui.composer.suggestions import suggestions_for
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue

_WIDTH = 344


class Composer(QFrame):
    """Emits `submitted` or `batch_submitted`; what is wrong with it is shown by `show_error`."""

    submitted = Signal(str, object)
    """The instruction, and the `MediaLook`s that it is about, together."""
    batch_submitted = Signal(str, object)
    """The instruction, and the `Media` that get a conversion each."""
    suggested = Signal()
    """The user was asked to pick one of the suggestions."""
    changed = Signal()
    """What would be lost if the program ended now."""

    def __init__(self, theme: Theme, batch: Batch) -> None:
        super().__init__()
        self.setObjectName("composer")
        self.setFixedWidth(_WIDTH)
        self.batch_panel = BatchPanel(theme, batch)
        self.shelf = MediaShelf(theme, self.batch_panel)
        self.instruction = InstructionBox()
        self.error = InlineError(theme)
        self.chips = ChipRow()
        self.send = push_button(self.tr("Send"), "primary", tip=self.tr("Ask the model for a plan (Enter)"))
        self.send.setIcon(theme.icon("send", "on-accent"))
        self.send.setProperty("iconName", "send")
        self.send.setProperty("iconColour", "on-accent")
        self._question = label(self.tr("What do you want?"), "section")
        self._catalogue: Catalogue | None = None
        self._lay_out()
        self.shelf.changed.connect(self._media_changed)
        self.batch_panel.settled.connect(self._batch_settled)
        self.chips.chosen.connect(self._choose)
        self.instruction.sent.connect(self._submit)
        self.instruction.textChanged.connect(self.error.clear)
        self.instruction.textChanged.connect(self.changed)
        self.send.clicked.connect(self._submit)
        self._media_changed()

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the models can read and make: for the cards and the suggestions."""
        self._catalogue = catalogue
        self.shelf.show_catalogue(catalogue)
        self._media_changed()

    @Slot(object)
    def add_media(self, look: MediaLook) -> None:
        """Put a medium on the shelf and let the user go on writing."""
        self.shelf.add(look)
        if not self.instruction.hasFocus():
            self.instruction.setFocus()

    @Slot(object)
    def show_error(self, error: AppError) -> None:
        """Say what is wrong with the media or the instruction."""
        self.error.show_error(error)

    def add_top(self, bar: QWidget) -> None:
        """Put the program's bar above everything."""
        self._column.insertWidget(0, bar)

    def ask_what(self) -> None:
        """There are media and no instruction: offer what fits instead of guessing."""
        self._question.setText(self.tr("Say what you want, or pick one of these"))
        self.instruction.setFocus()
        self.suggested.emit()

    def question(self) -> str:
        """What is asked above the suggestions."""
        return self._question.text()

    def clear(self) -> None:
        """Empty the instruction after it was sent; the media stay for the next one."""
        self.instruction.remember(self.instruction.toPlainText().strip())
        self.instruction.clear()
        self.error.clear()
        self.changed.emit()

    @Slot()
    def _submit(self) -> None:
        text = self.instruction.toPlainText()
        if self.batch_panel.stage in (Stage.LOOKING, Stage.ASKING):
            self.batch_panel.draw_attention()
            return
        batch, looks = self.shelf.batch(), self.shelf.looks()
        if not text.strip() and (batch or looks):
            self.ask_what()
        elif batch:
            self.batch_submitted.emit(text, batch)
        elif strange := [look.media for look in looks if not self.shelf.can_read(look.media.modality)]:
            self.show_error(unreadable(strange[0]))
        else:
            self.submitted.emit(text, looks)

    @Slot(str)
    def _choose(self, text: str) -> None:
        self.instruction.replace_text(text)
        self.instruction.setFocus()
        self._submit()

    @Slot()
    def _media_changed(self) -> None:
        asked: tuple[Media, ...] = self.batch_panel.batch.media() if self.batch_panel.stage is Stage.ASKING else ()
        batch = self.shelf.batch() or asked
        given = [media.modality for media in batch or self.shelf.media()]
        readable = [modality for modality in given if self.shelf.can_read(modality)]
        tasks = self._catalogue.tasks() if self._catalogue is not None else None
        self._question.setText(self.tr("What do you want?"))
        offered = suggestions_for(readable, tasks, each=bool(batch)) if readable or not given else ()
        self.chips.show_texts(offered)
        self.changed.emit()

    @Slot()
    def _batch_settled(self) -> None:
        if self.batch_panel.stage is Stage.TAKEN:
            self.instruction.setFocus()

    def _lay_out(self) -> None:
        send_row = QHBoxLayout()
        send_row.addWidget(label(self.tr("Shift+Enter: new line"), "small"))
        send_row.addStretch()
        send_row.addWidget(self.send)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Media"), "section"))
        column.addWidget(self.shelf, 1)
        column.addWidget(self.error)
        column.addWidget(self._question)
        column.addWidget(self.chips)
        column.addWidget(self.instruction)
        column.addLayout(send_row)
        self.instruction.setFixedHeight(self.instruction.sizeHint().height())
