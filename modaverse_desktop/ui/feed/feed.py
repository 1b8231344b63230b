"""The right side: the conversions, the newest on top; and what a newcomer reads before there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from modaverse_desktop.ui.feed.queue_bar import QueueBar
from modaverse_desktop.ui.feed.tab_order import chain_focus
from modaverse_desktop.ui.feed.welcome import Welcome
from modaverse_desktop.ui.parts.widgets import push_button
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import number

if TYPE_CHECKING:
    from modaverse_desktop.ui.feed.batch_card import BatchCard
    from modaverse_desktop.ui.feed.conversion_view import ConversionView

_WIDEST = 860
_MARGIN = 16
_MOST_HIDDEN = 110
"""Pixels of a card, its title and what is said of the plan, that may go out of sight for its buttons."""


class Feed(QWidget):
    """Holds the cards by their keys, and the queue's bar above them."""

    earlier = Signal()
    """The user wants to see older conversions."""

    def __init__(self, theme: Theme, bar: QueueBar) -> None:
        super().__init__()
        self.bar = bar
        self._cards: dict[str, QWidget] = {}
        self._numbers: dict[str, int] = {}
        self._views: dict[str, ConversionView] = {}
        self._batches: dict[str, BatchCard] = {}
        self._tab_soon = QTimer(self)
        self._tab_soon.setSingleShot(True)
        self._tab_soon.timeout.connect(self._chain_focus)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(self.tr("Conversions"))
        self._content = QWidget()
        self._content.setObjectName("feedContent")
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(12)
        self.welcome = Welcome(theme)
        self.earlier_button = push_button(self.tr("Show earlier ones"), "link")
        self.earlier_button.clicked.connect(self.earlier)
        self._column.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.earlier_button.hide()
        self._column.addWidget(self.welcome, 1)
        self._column.addStretch(0)
        self._scroll.setWidget(self._content)
        self._scroll.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._scroll, 1)

    # --- looking --------------------------------------------------------------------------------------------------

    def keys(self) -> tuple[str, ...]:
        """Of the cards that are here."""
        return tuple(self._cards)

    def has(self, key: str) -> bool:
        """Whether there is a card with this key."""
        return key in self._cards

    def view(self, conversion: str) -> ConversionView | None:
        """The view of a conversion: its card, or the one that its batch shows in full."""
        return next((view for view in self.all_views() if view.conversion.id == conversion), None)

    def views(self) -> tuple[ConversionView, ...]:
        """The cards of conversions that stand alone, the oldest first."""
        return tuple(self._views[key] for key in sorted(self._views, key=self._numbers.__getitem__))

    def batches(self) -> tuple[BatchCard, ...]:
        """The cards of batches."""
        return tuple(self._batches.values())

    def all_views(self) -> tuple[ConversionView, ...]:
        """Those of conversions that stand alone, and those that batches show."""
        return (*self.views(), *[batch.view for batch in self.batches() if batch.view is not None])

    def batch(self, batch: str) -> BatchCard | None:
        """The card of a batch."""
        return self._batches.get(batch)

    # --- changing -------------------------------------------------------------------------------------------------

    def place_view(self, view: ConversionView, number: int) -> None:
        """Put a conversion's card between those of higher and lower numbers; the highest is on top, and shown."""
        self._views[view.conversion.id] = view
        self._place(view.conversion.id, view, number)

    def place_batch(self, card: BatchCard, number: int) -> None:
        """The same with a batch's card."""
        self._batches[card.batch] = card
        self._place(card.batch, card, number)

    def _place(self, key: str, card: QWidget, number: int) -> None:
        self.welcome.hide()
        self._column.setStretch(self._column.count() - 1, 1)
        above = sum(1 for other in self._numbers.values() if other > number)
        self._cards[key], self._numbers[key] = card, number
        self._column.insertWidget(above, card)
        self.settle()
        if above == 0:
            QTimer.singleShot(0, self, self._to_top)

    def remove(self, key: str) -> None:
        """Take a card away, if it is here."""
        if key not in self._cards:
            return
        card = self._cards.pop(key)
        del self._numbers[key]
        self._views.pop(key, None)
        self._batches.pop(key, None)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        if not self._cards:
            self._column.setStretch(self._column.count() - 1, 0)
            self.welcome.show()

    def settle(self) -> None:
        """Cards have come, gone or changed their parts: Tab shall follow soon."""
        self._tab_soon.start()

    def scroll_to(self, key: str) -> None:
        """Bring a card into sight."""
        if key in self._cards:
            self._column.activate()
            self._scroll.ensureWidgetVisible(self._cards[key], 0, _MARGIN)

    def show_focus(self) -> None:
        """Bring what has the focus into sight, unless what is to be read first would go."""
        focus = self.window().focusWidget()
        if focus is None or not self._content.isAncestorOf(focus):
            return
        bar = self._scroll.verticalScrollBar()
        bottom = focus.mapTo(self._content, focus.rect().bottomLeft()).y() + _MARGIN
        below = bottom - self._scroll.viewport().height() - bar.value()
        if 0 < below <= _MOST_HIDDEN:
            bar.setValue(bar.value() + below)

    def offer_earlier(self, count: int) -> None:
        """Say how many older conversions there are that are not shown."""
        self.earlier_button.setVisible(count > 0)
        self.earlier_button.setText(self.tr("Show earlier ones ({count})").format(count=number(count)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lines that are too long are hard to read: keep the column narrow and in the middle."""
        if event.type() is QEvent.Type.Resize:
            side = max(_MARGIN, (self._scroll.viewport().width() - _WIDEST) // 2)
            self._column.setContentsMargins(side, _MARGIN, side, _MARGIN)
        return super().eventFilter(watched, event)

    def _chain_focus(self) -> None:
        chain_focus(self)

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
