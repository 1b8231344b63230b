"""The left side: media, suggestions, instruction, send."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer.chip_row import ChipRow
from modaverse_desktop.ui.composer.instruction_box import InstructionBox
from modaverse_desktop.ui.composer.media_intake import MediaLook
from modaverse_desktop.ui.composer.media_shelf import MediaShelf
from modaverse_desktop.ui.composer.suggestions import suggestions_for
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.theme import Theme

_WIDTH = 344


class Composer(QFrame):
    """Emits `submitted(instruction, looks)`; what is wrong with it is shown by `show_error`."""

    submitted = Signal(str, object)
    suggested = Signal()
    """The user was asked to pick one of the suggestions."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("composer")
        self.setFixedWidth(_WIDTH)
        self.shelf = MediaShelf(theme)
        self.instruction = InstructionBox()
        self.error = InlineError(theme)
        self.chips = ChipRow()
        self.send = push_button(self.tr("Send"), "primary", tip=self.tr("Ask the model for a plan (Enter)"))
        self.send.setIcon(theme.icon("send", "on-accent"))
        self.send.setProperty("iconName", "send")
        self.send.setProperty("iconColour", "on-accent")
        self._question = label(self.tr("What do you want?"), "section")
        self._lay_out()
        self.shelf.changed.connect(self._media_changed)
        self.chips.chosen.connect(self._choose)
        self.instruction.sent.connect(self._submit)
        self.instruction.textChanged.connect(self.error.clear)
        self.send.clicked.connect(self._submit)
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

    @Slot()
    def _submit(self) -> None:
        self.submitted.emit(self.instruction.toPlainText(), self.shelf.looks())

    @Slot(str)
    def _choose(self, text: str) -> None:
        self.instruction.setPlainText(text)
        self.instruction.setFocus()
        self._submit()

    @Slot()
    def _media_changed(self) -> None:
        modalities: list[Modality] = [media.modality for media in self.shelf.media()]
        self._question.setText(self.tr("What do you want?"))
        self.chips.show_texts(suggestions_for(modalities))

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
