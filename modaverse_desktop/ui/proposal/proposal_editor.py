"""The proposal as the user may change it: a card per invocation, in order; the model's own stays beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.proposal.invocation_card import InvocationCard
from modaverse_desktop.ui.proposal.raw_response import RawResponse
from modaverse_desktop.ui.theme import Theme

_MOST = 8
"""Invocations; nobody approves more at once."""


class ProposalEditor(QWidget):
    """Renders a conversion in PROPOSED; emits the whole list after each edit."""

    edited = Signal(object)
    approved = Signal()
    asked_again = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._theme = theme
        self._catalogue = catalogue
        self._proposal: tuple[Invocation, ...] = ()
        self._cards: list[InvocationCard] = []
        self._heading = label(role="muted", wrap=True)
        self._unread = _Notice()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.raw = RawResponse(theme)
        self.add_button = push_button(self.tr("Add a step"), "link")
        self.revert_button = push_button(self.tr("Back to the model's own"), "quiet")
        self.approve_button = push_button(
            self.tr("Approve"), "primary", tip=self.tr("Make what the steps say (Ctrl+Enter)")
        )
        self.again_button = push_button(self.tr("Ask again"), tip=self.tr("Let the model propose something else"))
        self.cancel_button = push_button(self.tr("Cancel"), "quiet")
        self._lay_out()
        self.add_button.clicked.connect(self._add)
        self.revert_button.clicked.connect(self._revert)
        self.approve_button.clicked.connect(self.approved)
        self.again_button.clicked.connect(self.asked_again)
        self.cancel_button.clicked.connect(self.cancelled)

    def render(self, conversion: Conversion) -> None:
        """Show the conversion's invocations; cards that say the same already are left alone."""
        self._proposal = conversion.proposal
        self._show_invocations(conversion.invocations)
        self.raw.show_text(conversion.meta_response)
        self._unread.show_parts(conversion.unread)
        self._say_what_it_is(conversion)

    def cards(self) -> tuple[InvocationCard, ...]:
        """One per invocation, in order."""
        return tuple(self._cards)

    def invocations(self) -> tuple[Invocation, ...]:
        """What the cards say."""
        return tuple(card.invocation() for card in self._cards)

    def _show_invocations(self, invocations: Sequence[Invocation]) -> None:
        while len(self._cards) > len(invocations):
            self._drop_card(self._cards[-1])
        for position, invocation in enumerate(invocations):
            if position == len(self._cards):
                self._new_card(invocation)
            elif self._cards[position].invocation() != invocation:
                self._cards[position].show_invocation(invocation)
        self._renumber()

    def _say_what_it_is(self, conversion: Conversion) -> None:
        if not conversion.proposal:
            words = self.tr("The model's answer could not be read. Ask again, or add a step yourself.")
        elif conversion.edited:
            words = self.tr("Your version of the plan.")
        elif all(invocation.task is Modality.TEXT for invocation in conversion.proposal):
            words = self.tr("The model answers in words. Keep it, change it, or let it make something else.")
        else:
            words = self.tr("The model proposes this. Change what you like, then approve.")
        self._heading.setText(words)
        self.revert_button.setVisible(conversion.edited)

    def _renumber(self) -> None:
        for position, card in enumerate(self._cards):
            card.show_place(position, len(self._cards))
        ready = bool(self._cards) and all(card.invocation().prompt.strip() for card in self._cards)
        self.approve_button.setEnabled(ready)
        only_text = all(card.invocation().task is Modality.TEXT for card in self._cards)
        words = self.tr("Keep this answer") if only_text and self._cards else self.tr("Approve")
        self.approve_button.setText(words)
        self.approve_button.setAccessibleName(words)
        self.add_button.setVisible(len(self._cards) < _MOST)

    def _new_card(self, invocation: Invocation, position: int | None = None) -> InvocationCard:
        card = InvocationCard(self._theme, self._catalogue, invocation)
        card.changed.connect(self._tell)
        card.moved.connect(partial(self._move, card))
        card.removed.connect(partial(self._remove, card))
        place = len(self._cards) if position is None else position
        self._cards.insert(place, card)
        self._list.insertWidget(place, card)
        return card

    def _drop_card(self, card: InvocationCard) -> None:
        self._cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _move(self, card: InvocationCard, step: int) -> None:
        place = self._cards.index(card) + step
        if 0 <= place < len(self._cards):
            self._cards.remove(card)
            self._cards.insert(place, card)
            self._list.removeWidget(card)
            self._list.insertWidget(place, card)
            self._tell()
            button = card.move_button(step)
            (button if button.isEnabled() else card.move_button(-step)).setFocus()

    def _remove(self, card: InvocationCard) -> None:
        place = self._cards.index(card)
        self._drop_card(card)
        self._tell()
        if self._cards:
            self._cards[min(place, len(self._cards) - 1)].prompt.setFocus()

    @Slot()
    def _add(self) -> None:
        tasks = [task for task in self._catalogue.tasks() if task is not Modality.TEXT]
        card = self._new_card(Invocation(tasks[0] if tasks else Modality.TEXT, ""))
        self._tell()
        card.prompt.setFocus()

    @Slot()
    def _revert(self) -> None:
        self._show_invocations(self._proposal)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._renumber()
        self.edited.emit(self.invocations())

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.add_button)
        tools.addWidget(self.raw.unfold)
        tools.addStretch()
        tools.addWidget(self.revert_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.approve_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._unread)
        column.addLayout(self._list)
        column.addLayout(tools)
        column.addWidget(self.raw)
        column.addLayout(buttons)


class _Notice(QFrame):
    """What could not be understood of the model's answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._words = label(wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.addWidget(self._words)
        self.hide()

    def show_parts(self, parts: Sequence[str]) -> None:
        self.setVisible(bool(parts))
        words = QCoreApplication.translate("ProposalEditor", "Not understood: {parts}")
        self._words.setText(words.format(parts="; ".join(parts)))
