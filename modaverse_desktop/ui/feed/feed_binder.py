"""Which cards the feed holds: one for each conversion or batch, the newest of them, made one a turn of the loop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.service.batches import Batches
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.forecast import Forecast
from modaverse_desktop.service.outlook import Times
from modaverse_desktop.ui.artifacts.file_wish import FileWish
from modaverse_desktop.ui.feed.feed import Feed
from modaverse_desktop.ui.feed.feed_painter import FeedPainter
from modaverse_desktop.ui.feed.queue_bar import QueueBar
from modaverse_desktop.ui.feed.view_maker import ViewMaker
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue
    from modaverse_desktop.ui.composer.media_look import MediaLook
    from modaverse_desktop.ui.composer.thumbnails import Thumbnails

MOST_VIEWS = 30
"""A view takes most of a megabyte, and each one makes the layout slower; more are shown when asked for."""


class FeedBinder(QObject):
    """A card's key is its conversion's id, or its batch's."""

    proposed = Signal(str)
    """A conversion that stands alone waits for the user now."""
    wished = Signal(object, object)
    """A `FileWish`, and the `InlineError` that says why it cannot be granted."""

    def __init__(self, theme: Theme, queue: ConversionQueue, times: Times) -> None:
        super().__init__()
        self._theme = theme
        self._queue = queue
        self._batches = Batches(queue)
        forecast = Forecast(queue, times)
        self.feed = Feed(theme, QueueBar(theme, queue, forecast))
        self._views = ViewMaker(theme, queue, forecast, self)
        self._painter = FeedPainter(queue, self._batches, forecast, self.feed, self._views)
        self._painter.proposed.connect(self._proposed)
        self._numbers: dict[str, int] = {}
        """By key, the oldest first."""
        self._limit = MOST_VIEWS
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._match)
        self._views.wished.connect(self._wish)
        for conversion in queue.conversions():  # a window made anew finds them there
            self._number(self._key(conversion.id))
        queue.added.connect(self._added)
        queue.removed.connect(self._removed)
        self._batches.ended.connect(self._removed)
        self.feed.earlier.connect(self._show_earlier)
        self._soon.start()

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the installed packs offer; a plan that is open is drawn with it, too."""
        self._views.catalogue = catalogue
        for view in self.feed.all_views():
            view.offer(catalogue)

    def show_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Where small pictures of the media come from; for the views from now on."""
        self._views.thumbnails = thumbnails

    @Slot(object)
    def show_trashed(self, path: Path) -> None:
        """An artifact's file is in the trash now."""
        for view in self.feed.all_views():
            view.show_trashed(path)

    def rehearse(self) -> None:
        """Make a card that nobody sees: the very first one takes twice as long as the others."""
        self._views.blank().deleteLater()

    def submit(self, instruction: str, looks: Sequence[MediaLook]) -> None:
        """Queue a conversion of these media.

        Raises:
            AppError: as `ConversionQueue.submit` does.
        """
        self._queue.submit(instruction, [look.media for look in looks])

    def rerun(self, old: Conversion, wish: FileWish) -> str | None:
        """Make an artifact of the history again, or variations of it; returns the new conversion, if there is one."""
        return self._views.rerun(old, wish)

    @Slot(str)
    def reveal(self, conversion: str) -> None:
        """Bring it into sight, with the focus where the user goes on; nothing happens if it is gone."""
        key = self._key(conversion)
        if key not in self._numbers:
            return
        self._make(key)
        batch = self.feed.batch(key)
        if batch is not None:
            batch.show_conversion(conversion)
        self.feed.scroll_to(key)
        view = self.feed.view(conversion)
        if view is not None:
            view.focus_here()

    # --- which cards there are ------------------------------------------------------------------------------------

    @Slot(str)
    def _added(self, conversion: str) -> None:
        """The cards of those that are new are made one by one, each in a turn of the loop of its own."""
        if self._number(self._key(conversion)):
            self._limit = MOST_VIEWS
            self._soon.start()

    def _key(self, conversion: str) -> str:
        return self._batches.of(conversion) or conversion

    def _number(self, key: str) -> bool:
        """Give a new key the next number; whether it is new."""
        if key in self._numbers:
            return False
        self._numbers[key] = max(self._numbers.values(), default=0) + 1
        return True

    @Slot(str)
    def _removed(self, key: str) -> None:
        if key in self._numbers:
            del self._numbers[key]
            self.feed.remove(key)
            self._soon.start()

    @Slot(str)
    def _proposed(self, conversion: str) -> None:
        if conversion in self._numbers:
            if self.feed.view(conversion) is None:
                self._make(conversion)
            self.proposed.emit(conversion)

    @Slot()
    def _show_earlier(self) -> None:
        self._limit += MOST_VIEWS
        self._match()

    @Slot()
    def _match(self) -> None:
        """Take away the cards that are too many and make one that is missing; go on soon if more are."""
        wanted = self._wanted()
        for key in set(self.feed.keys()).difference(wanted):
            self.feed.remove(key)
        shown = set(self.feed.keys())
        missing = [key for key in wanted if key not in shown]
        if missing:
            self._make(missing[0])
        if missing[1:]:
            self._soon.start()
        self.feed.offer_earlier(len(self._numbers) - len(wanted))

    def _wanted(self) -> list[str]:
        """The newest, and among them those that need the user, the newest first."""
        newest = list(reversed(self._numbers))
        lively = [key for key in newest[1:] if self._is_lively(key)][: self._limit - 1]
        rest = [key for key in newest if key not in set(lively)][: self._limit - len(lively)]
        return sorted({*lively, *rest}, key=self._numbers.__getitem__, reverse=True)

    def _is_lively(self, key: str) -> bool:
        """Whether it runs, or waits for the user."""
        if key in self._queue:
            return key == self._queue.running() or self._queue[key].state is State.PROPOSED
        counts = self._batches.counts(key)
        return counts.busy or counts.proposed > 0

    def _make(self, key: str) -> None:
        if self.feed.has(key):
            return
        if key in self._queue:
            self.feed.place_view(self._views.make(key), self._numbers[key])
            return
        from modaverse_desktop.ui.feed.batch_card import BatchCard

        card = BatchCard(self._theme, self._queue, self._batches, key, self._views)
        self.feed.place_batch(card, self._numbers[key])
        self._painter.draw_batch(card)

    @Slot(str, object)
    def _wish(self, conversion: str, wish: FileWish) -> None:
        view = self.feed.view(conversion)
        place: InlineError | None = view.wish_error if view is not None else None
        if place is not None:
            self.wished.emit(wish, place)
