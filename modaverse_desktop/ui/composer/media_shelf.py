"""The media of the next conversion: an inviting empty area, then one card each, or a batch."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer.batch_panel import BatchPanel, Stage
from modaverse_desktop.ui.composer.invitation import Invitation
from modaverse_desktop.ui.composer.media_card import CardWish, MediaCard
from modaverse_desktop.ui.composer.media_look import MediaLook
from modaverse_desktop.ui.parts.progress_bar import SlimBar
from modaverse_desktop.ui.parts.widgets import push_button
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue


class MediaShelf(QWidget):
    """Says what the user wants (`browse`, `folder`, `recent`, `sample`, `wished`), and when its media `changed`."""

    browse = Signal()
    folder = Signal()
    recent = Signal(object)
    """The button below which the recent files are to be offered."""
    sample = Signal()
    wished = Signal(object, object)
    """A `CardWish` that the shelf cannot grant itself, and the `Media`."""
    restored = Signal(object)
    """The `Provenance` of a medium whose settings are wanted."""
    changed = Signal()

    def __init__(self, theme: Theme, batch_panel: BatchPanel) -> None:
        super().__init__()
        self._theme = theme
        self._catalogue: Catalogue | None = None
        self._cards: list[MediaCard] = []
        self.batch_panel = batch_panel
        self.invitation = Invitation(theme)
        self.invitation.browse.connect(self.browse)
        self.invitation.folder.connect(self.folder)
        self.invitation.recent.connect(self.recent)
        self.invitation.sample.connect(self.sample)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._busy = SlimBar(theme)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Looking at the files"))
        self._busy.hide()
        self._more = push_button(self.tr("Add more…"), "link")
        self._more.clicked.connect(self.browse)
        self._recent = push_button(self.tr("Recent"), "link", tip=self.tr("Files that you used before"))
        self._recent.clicked.connect(partial(self.recent.emit, self._recent))
        self._recent.hide()
        self._clear = push_button(self.tr("Remove all"), "quiet")
        self._clear.clicked.connect(self.clear)
        self._scroll = self._make_scroll()
        self._below = self._make_below()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.invitation, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._below)
        column.addWidget(batch_panel, 1)
        column.addWidget(self._busy)
        batch_panel.settled.connect(self._batch_settled)
        batch_panel.batch.changed.connect(self._batch_changed)
        self._show_right_part()

    # --- looking --------------------------------------------------------------------------------------------------

    def media(self) -> tuple[Media, ...]:
        """What is given together, in order."""
        return tuple(card.look.media for card in self._cards)

    def looks(self) -> tuple[MediaLook, ...]:
        """The same with thumbnails."""
        return tuple(card.look for card in self._cards)

    def cards(self) -> tuple[MediaCard, ...]:
        """One for each medium."""
        return tuple(self._cards)

    def batch(self) -> tuple[Media, ...]:
        """What is given as a batch, one conversion each; then there are no cards."""
        return self.batch_panel.batch.media() if self.batch_panel.stage is Stage.TAKEN else ()

    # --- changing -------------------------------------------------------------------------------------------------

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the models can read, and what they see of it."""
        self._catalogue = catalogue
        for card in self._cards:
            self._show_sight(card)

    def can_read(self, modality: Modality) -> bool:
        """Whether there is a model for it, as far as is known by now."""
        return self._catalogue is None or self._catalogue.can_read(modality)

    @Slot(object)
    def add(self, look: MediaLook) -> None:
        """Put a card at the end; a file that is there already is not added twice."""
        if look.media not in self.media():
            self._put(look, len(self._cards))
            self.changed.emit()

    def replace(self, old: Media, look: MediaLook) -> None:
        """Put another medium in the place of `old`; at the end, if that is gone."""
        place = self.media().index(old) if old in self.media() else len(self._cards)
        if old in self.media():
            self._take_away(self._cards[place])
        if look.media not in self.media():
            self._put(look, place)
            self._cards[place].setFocus()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Take all cards away."""
        for card in list(self._cards):
            self._take_away(card)
        self._show_right_part()
        self._keep_focus(0)
        self.changed.emit()

    def remove(self, path: Path) -> None:
        """Take the card of this file away."""
        for card in [card for card in self._cards if card.look.media.path == path]:
            self._remove(card)

    def move(self, place: int, target: int) -> None:
        """Let the card at `place` stand at `target`."""
        target = max(0, min(target, len(self._cards) - 1))
        if place != target:
            card = self._cards.pop(place)
            self._cards.insert(target, card)
            self._list.removeWidget(card)
            self._list.insertWidget(target, card)
            self._order_focus()
            self.changed.emit()

    @Slot(bool)
    def show_busy(self, busy: bool) -> None:
        """Whether files are being looked at."""
        self._busy.setVisible(busy)

    def show_recent(self, there: bool) -> None:
        """Whether there are files that were used before."""
        self._recent.setVisible(there)
        self.invitation.recent_button.setVisible(there)

    def show_sample(self, there: bool) -> None:
        """Hide the sample's button in an installation without samples."""
        self.invitation.sample_button.setVisible(there)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _put(self, look: MediaLook, place: int) -> None:
        card = MediaCard(self._theme, look)
        self._show_sight(card)
        card.wished.connect(partial(self._grant, card))
        card.dragged.connect(partial(self._follow, card))
        card.changed.connect(self.changed)
        card.restored.connect(partial(self.restored.emit, look.made_here))
        self._cards.insert(place, card)
        self._list.insertWidget(place, card)
        self._order_focus()
        self._show_right_part()

    def _show_sight(self, card: MediaCard) -> None:
        modality = card.look.media.modality
        excerpts = self._catalogue.sees.get(modality) if self._catalogue is not None else None
        card.show_sight(self.can_read(modality), excerpts)

    def _grant(self, card: MediaCard, wish: CardWish) -> None:
        place = self._cards.index(card)
        match wish:
            case CardWish.UP:
                self.move(place, place - 1)
            case CardWish.DOWN:
                self.move(place, place + 1)
            case CardWish.REMOVE:
                self._remove(card)
            case _:
                self.wished.emit(wish, card.look.media)

    def _follow(self, card: MediaCard, pointer: QPoint) -> None:
        """Change places with the neighbour whose middle the pointer has passed."""
        place = self._cards.index(card)
        y = card.mapToParent(card.mapFromGlobal(pointer)).y()
        if place > 0 and y < self._cards[place - 1].geometry().center().y():
            self.move(place, place - 1)
        elif place + 1 < len(self._cards) and y > self._cards[place + 1].geometry().center().y():
            self.move(place, place + 1)
        self._scroll.ensureVisible(0, y, 0, 24)

    def _remove(self, card: MediaCard) -> None:
        place = self._cards.index(card)
        self._take_away(card)
        self._show_right_part()
        self._keep_focus(place)
        self.changed.emit()

    def _take_away(self, card: MediaCard) -> None:
        self._cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _keep_focus(self, place: int) -> None:
        """It goes to the neighbour of what was removed, and to the invitation after the last one."""
        if self._cards:
            self._cards[min(place, len(self._cards) - 1)].setFocus()
        elif self.batch_panel.stage is Stage.ABSENT:
            self.invitation.browse_button.setFocus()

    def _order_focus(self) -> None:
        """Tab goes through the cards as they stand."""
        for card, following in zip(self._cards, self._cards[1:], strict=False):
            QWidget.setTabOrder(card.remove, following)

    @Slot()
    def _batch_settled(self) -> None:
        if self.batch_panel.stage is Stage.TAKEN:  # the single ones have joined it
            for card in list(self._cards):
                self._take_away(card)
        self._show_right_part()
        self.changed.emit()

    @Slot()
    def _batch_changed(self) -> None:
        if self.batch_panel.stage is Stage.TAKEN:
            self.changed.emit()

    def _show_right_part(self) -> None:
        absent = self.batch_panel.stage is Stage.ABSENT
        for card in self._cards:
            card.show_alone(len(self._cards) == 1)
        self.batch_panel.setVisible(not absent)
        self.invitation.setVisible(absent and not self._cards)
        self._scroll.setVisible(absent and bool(self._cards))
        self._below.setVisible(absent and bool(self._cards))
        self._clear.setVisible(len(self._cards) > 1)

    def _make_scroll(self) -> QScrollArea:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addLayout(self._list)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _make_below(self) -> QWidget:
        """Always in sight, however high the cards are."""
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._more)
        row.addWidget(self._recent)
        row.addStretch()
        row.addWidget(self._clear)
        return below
