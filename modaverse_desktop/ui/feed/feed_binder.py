"""Keeps the feed like the queue: a view for each conversion, drawn once a turn; the oldest ended ones put away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.ui.artifacts.file_wish import FileWish
from modaverse_desktop.ui.composer.media_intake import MediaLook
from modaverse_desktop.ui.feed.feed import Feed
from modaverse_desktop.ui.parts.inline_error import InlineError
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue
    from modaverse_desktop.ui.feed.conversion_view import ConversionView

MOST_VIEWS = 30
"""A view takes most of a megabyte, and each one makes the layout slower; more are shown when asked for."""


class FeedBinder(QObject):
    """Passes what the user does in the views to the queue."""

    proposed = Signal(str)
    """A conversion waits for the user now."""
    arrived = Signal()
    """One was proposed or has ended: worth a glance, if the window is elsewhere."""
    wished = Signal(object, object)
    """A `FileWish`, and the `InlineError` that says why it cannot be granted."""

    def __init__(self, theme: Theme, queue: ConversionQueue, feed: Feed) -> None:
        super().__init__(feed)
        self._theme = theme
        self._queue = queue
        self._feed = feed
        self._catalogue: Catalogue | None = None
        self._next_looks: Sequence[MediaLook] = ()
        self._looks: dict[str, Sequence[MediaLook]] = {}
        self._put_away: list[str] = []
        self._stale: set[str] = set()
        self._draw_soon = QTimer(self)
        self._draw_soon.setSingleShot(True)
        self._draw_soon.timeout.connect(self._draw_stale)
        queue.added.connect(self._added)
        queue.changed.connect(self._changed)
        queue.removed.connect(self._removed)
        queue.line_changed.connect(self._line_changed)
        feed.earlier.connect(self._bring_back)

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """What the installed packs offer; for the conversions from now on."""
        self._catalogue = catalogue

    def submit(self, instruction: str, looks: Sequence[MediaLook]) -> None:
        """Queue a conversion of these media.

        Raises:
            AppError: as `ConversionQueue.submit` does.
        """
        self._next_looks = [look.small() for look in looks]
        self._queue.submit(instruction, [look.media for look in looks])

    # --- drawing --------------------------------------------------------------------------------------------------

    @Slot(str)
    def _added(self, conversion: str) -> None:
        self._looks[conversion] = self._next_looks
        self._feed.add(self._make_view(conversion))
        self._put_away_the_oldest()

    def _make_view(self, conversion: str) -> ConversionView:
        from modaverse_desktop.service.catalogue import Catalogue  # half of our modules: not before the window is
        from modaverse_desktop.ui.feed.conversion_view import ConversionView  # seen; brought in by `Application.begin`

        catalogue = self._catalogue or Catalogue()
        view = ConversionView(self._theme, catalogue, self._queue[conversion], self._looks[conversion])
        view.edited.connect(self._edit)
        view.approved.connect(self._queue.approve)
        view.asked_again.connect(self._ask_again)
        view.cancelled.connect(self._queue.cancel)
        view.repeated.connect(self._repeat)
        view.reopened.connect(self._reopen)
        view.removed.connect(self._queue.remove)
        view.wished.connect(self._wish)
        view.render(self._queue[conversion], self._queue.ahead_of(conversion))
        return view

    @Slot(str)
    def _changed(self, conversion: str) -> None:
        """Draw it soon: what changes several times in one turn of the loop is drawn once."""
        self._stale.add(conversion)
        self._draw_soon.start()

    @Slot()
    def _line_changed(self) -> None:
        """Those that are shown say how many are before them."""
        self._stale.update(view.conversion.id for view in self._feed.views())
        self._draw_soon.start()

    @Slot()
    def _draw_stale(self) -> None:
        stale, self._stale = self._stale, set()
        for conversion in stale:
            self._draw(conversion)

    def _draw(self, conversion: str) -> None:
        view = self._feed.view(conversion)
        if view is None:
            return
        before = view.conversion.state
        now = self._queue[conversion]
        view.render(now, self._queue.ahead_of(conversion))
        if now.state is before:
            return
        if now.state is State.PROPOSED:
            self.proposed.emit(conversion)
        if now.state is State.PROPOSED or now.state.terminal:
            self.arrived.emit()

    @Slot(str)
    def _removed(self, conversion: str) -> None:
        self._looks.pop(conversion, None)
        if conversion in self._put_away:
            self._put_away.remove(conversion)
        else:
            self._feed.remove(conversion)

    # --- many of them ---------------------------------------------------------------------------------------------

    def _put_away_the_oldest(self) -> None:
        ended = [view.conversion.id for view in self._feed.views() if view.conversion.state.terminal]
        for conversion in ended[: max(0, len(self._feed.views()) - MOST_VIEWS)]:
            self._feed.remove(conversion)
            self._put_away.append(conversion)
        self._feed.offer_earlier(len(self._put_away))

    @Slot()
    def _bring_back(self) -> None:
        """Show the latest of those that were put away below the others."""
        count = max(0, len(self._put_away) - MOST_VIEWS)
        back, self._put_away = self._put_away[count:], self._put_away[:count]
        for conversion in reversed(back):
            self._feed.add_below(self._make_view(conversion))
        self._feed.offer_earlier(len(self._put_away))

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(str, object)
    def _edit(self, conversion: str, invocations: Sequence[Invocation]) -> None:
        self._queue.edit(conversion, invocations)

    @Slot(str)
    def _ask_again(self, conversion: str) -> None:
        self._queue.ask_again(conversion)

    @Slot(str)
    def _repeat(self, conversion: str) -> None:
        self._next_looks = self._looks.get(conversion, ())
        self._queue.again(conversion)

    @Slot(str)
    def _reopen(self, conversion: str) -> None:
        self._next_looks = self._looks.get(conversion, ())
        self._queue.reopen(conversion)

    @Slot(str, object)
    def _wish(self, conversion: str, wish: FileWish) -> None:
        view = self._feed.view(conversion)
        place: InlineError | None = view.wish_error if view is not None else None
        if place is not None:
            self.wished.emit(wish, place)
