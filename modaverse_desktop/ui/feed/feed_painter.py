"""Draws the cards that are there: what changes several times in one turn of the loop once, what runs twice a second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import State
from modaverse_desktop.service.batches import Batches
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.forecast import Forecast
from modaverse_desktop.ui.feed.feed import Feed
from modaverse_desktop.ui.feed.view_maker import ViewMaker

if TYPE_CHECKING:
    from modaverse_desktop.ui.feed.batch_card import BatchCard

_TICK_MS = 500
_LINE_MS = 60
"""What is about many is not counted anew for each of them."""


class FeedPainter(QObject):
    """Costs nothing for conversions that have no card."""

    proposed = Signal(str)
    """A conversion waits for the user now."""

    def __init__(
        self, queue: ConversionQueue, batches: Batches, forecast: Forecast, feed: Feed, views: ViewMaker
    ) -> None:
        super().__init__(feed)
        self._queue = queue
        self._batches = batches
        self._forecast = forecast
        self._feed = feed
        self._views = views
        self._states = {conversion.id: conversion.state for conversion in queue.conversions()}
        self._stale: set[str] = set()
        self._line_stale = False
        self._resized_batches: set[str] = set()
        self._line_soon = QTimer(self)
        self._line_soon.setSingleShot(True)
        self._line_soon.setInterval(_LINE_MS)
        self._line_soon.timeout.connect(self._draw_line)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._draw_line)
        queue.added.connect(self._added)
        queue.changed.connect(self._changed)
        queue.removed.connect(self._removed)
        queue.line_changed.connect(self._line_changed)
        batches.grown.connect(self._resized)
        batches.shrunk.connect(self._resized)
        views.judged.connect(self._draw_verdict)
        self._line_changed()

    def draw_batch(self, card: BatchCard) -> None:
        """Let it show how its conversions stand together."""
        card.refresh(self._forecast.of_many(self._batches.members(card.batch)))

    def _draw_rows(self, moved: Iterable[str]) -> None:
        rows: defaultdict[str, list[str]] = defaultdict(list)
        for name in moved:
            rows[self._batches.of(name)].append(name)
        for card in self._feed.batches():
            card.model.refresh(rows[card.batch])

    def _is_at_rest(self, conversion: str) -> bool:
        state = self._queue[conversion].state
        return state is State.PROPOSED or state.terminal

    @Slot(str)
    def _added(self, conversion: str) -> None:
        self._states[conversion] = self._queue[conversion].state

    @Slot(str)
    def _removed(self, conversion: str) -> None:
        self._states.pop(conversion, None)
        self._stale.discard(conversion)
        for card in self._feed.batches():
            card.forget(conversion)

    @Slot(str)
    def _changed(self, conversion: str) -> None:
        self._stale.add(conversion)
        self._soon.start()

    @Slot()
    def _line_changed(self) -> None:
        self._line_stale = True
        self._soon.start()

    @Slot(str, str)
    def _resized(self, batch: str, conversion: str) -> None:
        self._resized_batches.add(batch)
        self._line_changed()

    @Slot()
    def _draw(self) -> None:
        stale, self._stale = self._stale, set()
        moved = {name for name in stale if self._queue[name].state is not self._states.get(name)}
        for name in moved:
            self._states[name] = self._queue[name].state
        for name in stale:
            view = self._feed.view(name)
            if view is not None:
                self._views.draw(view)
        for batch in self._resized_batches:
            card = self._feed.batch(batch)
            if card is not None:
                card.show_members(self._batches.members(batch))
        self._resized_batches.clear()
        self._draw_rows(moved)
        if moved:
            self._feed.settle()
        if (self._line_stale or moved) and not self._line_soon.isActive():
            self._line_soon.start()
        for name in moved:
            if name in self._queue and self._queue[name].state is State.PROPOSED:
                self.proposed.emit(name)

    @Slot()
    def _draw_line(self) -> None:
        """What depends on the others and on the time that passes."""
        self._line_stale = False
        for view in self._feed.all_views():
            if not self._is_at_rest(view.conversion.id):
                view.show_standing(self._views.standing(view.conversion.id))
        for card in self._feed.batches():
            self.draw_batch(card)
        self._feed.bar.refresh()
        if self._queue.running() is None:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()

    @Slot(str)
    def _draw_verdict(self, conversion: str) -> None:
        view = self._feed.view(conversion)
        if view is not None:
            self._views.draw(view)
            self._views.draw_verdict(view)
