"""The cards of a plan in their order: added, doubled, moved, removed; beside the model's own plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from modaverse_desktop.core.changes import origins
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.proposal.invocation_card import InvocationCard
from modaverse_desktop.ui.theme import Theme

MOST_CARDS = 8
"""Invocations; nobody approves more at once."""


class CardList(QWidget):
    """Emits `changed` after every edit, and `approved` with the place of the card that is to be made alone."""

    changed = Signal()
    approved = Signal(int)

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._theme = theme
        self._catalogue = catalogue
        self._files: tuple[Media, ...] = ()
        self._wants_change = False
        self._proposal: tuple[Invocation, ...] = ()
        self._cards: list[InvocationCard] = []
        self._spare: InvocationCard | None = None
        """Made while the model still thinks; the first one that is needed."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def offer(self, catalogue: Catalogue) -> None:
        """Other models are installed, or there."""
        self._catalogue = catalogue
        for card in (*self._cards, *((self._spare,) if self._spare else ())):
            card.offer(catalogue)

    def cards(self) -> tuple[InvocationCard, ...]:
        """One per invocation, in order."""
        return tuple(self._cards)

    def invocations(self) -> tuple[Invocation, ...]:
        """What the cards say."""
        return tuple(card.invocation() for card in self._cards)

    def know(self, files: Sequence[Media], proposal: Sequence[Invocation], *, wants_change: bool = False) -> None:
        """These files can be used, this is what the model proposed, and a change of the files was asked for, or not."""
        self._files, self._proposal, self._wants_change = tuple(files), tuple(proposal), wants_change
        for card in self._cards:
            card.know(self._files, wants_change=wants_change)

    def prepare(self, media: Sequence[Media]) -> None:
        """Make the first card before it is known what it says, once: a third of the work of showing a plan."""
        if self._spare is not None or self._cards:
            return
        self._files = tuple(media)
        self._spare = InvocationCard(self._theme, self._catalogue, self._first_idea(), self._files)
        self._spare.hide()
        self._spare.setParent(self)

    def show_invocations(self, invocations: Sequence[Invocation], *, undoable: bool = False) -> None:
        """Say these; cards that say the same already are left alone."""
        while len(self._cards) > len(invocations):
            self._drop_card(self._cards[-1])
        for position, invocation in enumerate(invocations):
            if position == len(self._cards):
                self._new_card(invocation, position)
            elif self._cards[position].invocation() != invocation:
                self._cards[position].show_invocation(invocation, undoable=undoable)
        self._draw()

    def put_in(self, invocation: Invocation, position: int | None = None) -> None:
        """Add a card, at the end or before the one at `position`, and write in it."""
        card = self._new_card(invocation, len(self._cards) if position is None else position)
        self._tell()
        card.prompt.setFocus()

    def add(self) -> None:
        """Add an empty card for the first thing that can be made."""
        self.put_in(self._first_idea())

    def _first_idea(self) -> Invocation:
        tasks = [task for task in self._catalogue.tasks() if task is not Modality.TEXT]
        return Invocation(tasks[0] if tasks else Modality.TEXT, "")

    def _new_card(self, invocation: Invocation, place: int) -> InvocationCard:
        card, self._spare = self._spare, None
        if card is None:
            card = InvocationCard(self._theme, self._catalogue, invocation, self._files)
        else:
            card.show_invocation(invocation)
            card.show()
        card.know(self._files, wants_change=self._wants_change)
        card.changed.connect(self._tell)
        card.moved.connect(partial(self._move, card))
        card.removed.connect(partial(self._remove, card))
        card.duplicated.connect(partial(self._duplicate, card))
        card.approved.connect(partial(self._approve, card))
        card.handle.dragged.connect(partial(self._drag, card))
        self._cards.insert(place, card)
        self._column.insertWidget(place, card)
        return card

    def _drop_card(self, card: InvocationCard) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _move(self, card: InvocationCard, step: int) -> None:
        had_focus = card.move_button(step).hasFocus()
        if self._swap(card, step) and had_focus:
            button = card.move_button(step)
            (button if button.isEnabled() else card.move_button(-step)).setFocus()

    def _swap(self, card: InvocationCard, step: int) -> bool:
        place = self._cards.index(card) + step
        if place not in range(len(self._cards)):
            return False
        focus = self.window().focusWidget()
        self._cards.remove(card)
        self._cards.insert(place, card)
        self._column.removeWidget(card)
        self._column.insertWidget(place, card)
        self._put_in_tab_order()
        self._tell()
        if focus is not None and card.isAncestorOf(focus):
            focus.setFocus()
        return True

    def _drag(self, card: InvocationCard, height: int) -> None:
        """Change places with a neighbour when the mouse has come past its middle."""
        place = self._cards.index(card)
        for step in (-1, 1):
            if place + step in range(len(self._cards)):
                other = self._cards[place + step]
                middle = other.mapToGlobal(other.rect().center()).y()
                if (middle - height) * step < 0:
                    self._swap(card, step)
                    self._column.activate()
                    return

    def _duplicate(self, card: InvocationCard) -> None:
        if len(self._cards) < MOST_CARDS:
            self.put_in(card.invocation(), self._cards.index(card) + 1)

    def _remove(self, card: InvocationCard) -> None:
        if len(self._cards) < 2:
            return
        place = self._cards.index(card)
        self._drop_card(card)
        self._tell()
        self._cards[min(place, len(self._cards) - 1)].prompt.setFocus()

    def _approve(self, card: InvocationCard) -> None:
        if card.is_ready():
            self.approved.emit(self._cards.index(card))

    def _put_in_tab_order(self) -> None:
        for before, after in zip(self._cards, self._cards[1:], strict=False):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _tell(self) -> None:
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        """Numbers, and what was changed of the model's plan."""
        came_from = origins(self._proposal, self.invocations())
        tasks = [invocation.task for invocation in self.invocations()]
        for place, (card, origin) in enumerate(zip(self._cards, came_from, strict=True)):
            card.show_earlier(tasks[:place])
            card.show_place(place, len(self._cards))
            if self._proposal:
                card.changes.show_changes(None if origin is None else self._proposal[origin], card.invocation())
            else:
                card.changes.clear_changes()
