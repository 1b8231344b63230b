"""The proposal as the user may change it: a card per invocation, in order; the model's own stays beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from modaverse_desktop.core.chaining import source_of
from modaverse_desktop.core.changes import removed
from modaverse_desktop.core.conversion import Conversion, State, files_of
from modaverse_desktop.core.editing import wants_change
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Reading, Spelling, format_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.parts.widgets import label, push_button
from modaverse_desktop.ui.proposal.card_list import MOST_CARDS, CardList
from modaverse_desktop.ui.proposal.invocation_card import InvocationCard
from modaverse_desktop.ui.proposal.needs_line import NeedsLine
from modaverse_desktop.ui.proposal.raw_response import RawResponse
from modaverse_desktop.ui.proposal.removed_row import RemovedRow
from modaverse_desktop.ui.theme import Theme


class ProposalEditor(QWidget):
    """Renders a conversion in PROPOSED, or what was left out of one that is being made; emits all after each edit."""

    edited = Signal(object)
    approved = Signal(object)
    """Positions of the invocations that are to be made."""
    asked_again = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._conversion = Conversion("", "", (), "")
        self._raw_leads = False
        self._heading = label(role="muted", wrap=True)
        self._unread = _Notice()
        self.list = CardList(theme, catalogue)
        self.removed_row = RemovedRow()
        self.raw = RawResponse(theme)
        self.needs = NeedsLine(theme, catalogue)
        self.add_button = push_button(self.tr("Add a step"), "link")
        self.revert_button = push_button(self.tr("Back to the model's own"), "quiet")
        self.approve_button = push_button(
            self.tr("Approve"), "primary", tip=self.tr("Make what the steps say (Ctrl+Enter)")
        )
        self.again_button = push_button(self.tr("Ask again"), tip=self.tr("Let the model propose something else"))
        self.cancel_button = push_button(self.tr("Cancel"), "quiet")
        self._lay_out()
        self.list.changed.connect(self._cards_edited)
        self.list.approved.connect(self._approve_one)
        self.removed_row.put_back.connect(self.list.put_in)
        self.raw.read.connect(self._raw_edited)
        self.add_button.clicked.connect(self.list.add)
        self.revert_button.clicked.connect(self._revert)
        self.approve_button.clicked.connect(self.approve)
        self.again_button.clicked.connect(self.asked_again)
        self.cancel_button.clicked.connect(self.cancelled)

    def render(self, conversion: Conversion) -> None:
        """Show the invocations that can still be changed; cards that say the same already are left alone."""
        if conversion.meta_response != self._conversion.meta_response:
            self._raw_leads = False
        self._conversion = conversion
        self.list.know(files_of(conversion), self._own(), wants_change=wants_change(conversion.instruction))
        self.list.show_invocations(conversion.invocations[self._first() :])
        self._unread.show_parts(conversion.unread if not self._first() else ())
        self._say_what_it_is()
        self._draw()

    def offer(self, catalogue: Catalogue) -> None:
        """Other models are installed, or there: what could not be made perhaps can, now."""
        self.list.offer(catalogue)
        self.needs.offer(catalogue)
        self._draw()

    def cards(self) -> tuple[InvocationCard, ...]:
        """One per invocation, in order."""
        return self.list.cards()

    def invocations(self) -> tuple[Invocation, ...]:
        """What the cards say."""
        return self.list.invocations()

    @Slot()
    def approve(self) -> None:
        """Approve all that can be made."""
        if ready := self._ready():
            self.approved.emit(ready)

    def _first(self) -> int:
        """Position of the first invocation that is not approved yet."""
        conversion = self._conversion
        return conversion.settled if conversion.state is State.PROPOSED else conversion.approved.stop

    def _own(self) -> tuple[Invocation, ...]:
        """What is left of the model's plan, without what was approved of it."""
        return removed(self._conversion.proposal, self._conversion.invocations[: self._first()])

    def _ready(self) -> tuple[int, ...]:
        first, cards, plan = self._first(), self.list.cards(), self.list.invocations()
        ready: list[int] = []
        for place, card in enumerate(cards):
            source = source_of(plan, place)
            if card.is_ready() and (source is None or source in ready):
                ready.append(place)
        return tuple(first + place for place in ready)

    def _say_what_it_is(self) -> None:
        conversion = self._conversion
        if conversion.state is not State.PROPOSED:
            words = self.tr("The rest of the plan waits until this is made.")
        elif conversion.settled:
            words = self.tr("This is the rest of the plan. Approve it when you like, or leave it.")
        elif not conversion.proposal:
            words = self.tr("The model's answer could not be read. Ask again, or add a step yourself.")
        elif conversion.edited:
            words = self.tr("Your version of the plan. What you changed is marked.")
        elif all(invocation.task is Modality.TEXT for invocation in conversion.proposal):
            words = self.tr("The model answers in words. Keep it, change it, or let it make something else.")
        else:
            words = self.tr("The model proposes this. Change what you like, then approve.")
        self._heading.setText(words)

    def _draw(self) -> None:
        """Everything that depends on what the cards say."""
        cards, own = self.list.cards(), self._own()
        invocations, ready = self.list.invocations(), len(self._ready())
        needing = [card.invocation() for card in cards if card.is_ready()]
        self.revert_button.setVisible(invocations != own and bool(own))
        self.removed_row.show_removed(removed(own, invocations) if len(cards) < MOST_CARDS else ())
        self.add_button.setVisible(len(cards) < MOST_CARDS)
        self.again_button.setVisible(not self._first())
        leave = self.tr("Leave the rest") if self._first() else self.tr("Cancel")
        self.cancel_button.setText(leave)
        self.cancel_button.setAccessibleName(leave)
        self.approve_button.setEnabled(ready > 0)
        words = self._approve_words(ready)
        self.approve_button.setText(words)
        self.approve_button.setAccessibleName(words)
        self.needs.show_needs(needing, [media.modality for media in self._conversion.media])
        self._spell(invocations)

    def _approve_words(self, ready: int) -> str:
        count = len(self.list.cards())
        if count and all(card.invocation().task is Modality.TEXT for card in self.list.cards()):
            return self.tr("Keep this answer") if count == 1 else self.tr("Keep these answers")
        if 0 < ready < count:
            return self.tr("Approve {ready} of {count}").format(ready=ready, count=count)
        return self.tr("Approve all") if count > 1 else self.tr("Approve")

    def _spell(self, invocations: Sequence[Invocation]) -> None:
        """What the model wrote, or what it would have written for the user's plan."""
        said, changed = self._conversion.meta_response, self._conversion.edited and not self._first()
        if changed and invocations:
            paper = said.lstrip().startswith(("{", "["))
            said = format_meta_response(invocations, Spelling.PAPER if paper else Spelling.RELEASED)
            words = self.tr("As the model would write it")
        else:
            words = self.tr("What the model wrote")
        if not self._raw_leads:
            self.raw.show_text(said, editable=not self._first())
        self.raw.unfold.setText(words)
        self.raw.unfold.setAccessibleName(words)

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(int)
    def _approve_one(self, place: int) -> None:
        """With what it waits for."""
        if self._first() + place in self._ready():
            self.approved.emit((self._first() + place,))

    @Slot()
    def _revert(self) -> None:
        self._raw_leads = False
        self.list.show_invocations(self._own(), undoable=True)
        self._tell()

    @Slot()
    def _cards_edited(self) -> None:
        self._raw_leads = False
        self._tell()

    @Slot(object)
    def _raw_edited(self, reading: Reading) -> None:
        """The new plan keeps what a meta-response does not say: parameters, inputs and generators."""
        self._raw_leads = True
        before = self.list.invocations()
        after = list(reading.invocations[:MOST_CARDS])
        for place, (old, new) in enumerate(zip(before, after, strict=False)):
            if old.task is new.task:
                after[place] = replace(old, prompt=new.prompt)
        self.list.show_invocations(after, undoable=True)
        self._tell()

    def _tell(self) -> None:
        self._draw()
        self.edited.emit((*self._conversion.invocations[: self._first()], *self.list.invocations()))

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
        above: list[QWidget] = [self._heading, self._unread, self.list, self.removed_row]
        for part in above:
            column.addWidget(part)
        column.addLayout(tools)
        column.addWidget(self.raw)
        column.addWidget(self.needs)
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
