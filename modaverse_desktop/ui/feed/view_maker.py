"""Makes the views of conversions, passes on what the user does in them, and says where each one stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.forecast import Forecast
from modaverse_desktop.ui.artifacts.file_wish import FileWish, Wish
from modaverse_desktop.ui.artifacts.reruns import Reruns
from modaverse_desktop.ui.feed.standing import Standing
from modaverse_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue
    from modaverse_desktop.ui.composer.thumbnails import Thumbnails
    from modaverse_desktop.ui.feed.conversion_view import ConversionView


class ViewMaker(QObject):
    """What is not known when the window opens (`catalogue`, `thumbnails`) counts for the views from then on."""

    wished = Signal(str, object)
    """A conversion, and a `FileWish` about one of its artifacts."""
    judged = Signal(str)
    """How it compares with the one that it repeats is known now."""

    def __init__(self, theme: Theme, queue: ConversionQueue, forecast: Forecast, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._queue = queue
        self._forecast = forecast
        self._reruns = Reruns(queue, self)
        self._reruns.judged.connect(self.judged)
        self.catalogue: Catalogue | None = None
        self.thumbnails: Thumbnails | None = None

    def make(self, conversion: str) -> ConversionView:
        """A view of it, drawn and connected."""
        view = self._view(self._queue[conversion])
        view.edited.connect(self._edit)
        view.approved.connect(self._approve)
        view.asked_again.connect(self._ask_again)
        view.cancelled.connect(self._cancel)
        view.hastened.connect(self._hasten)
        view.repeated.connect(self._repeat)
        view.reopened.connect(self._reopen)
        view.removed.connect(self._remove)
        view.wished.connect(self._wish)
        self.draw(view)
        self.draw_verdict(view)
        return view

    def blank(self) -> ConversionView:
        """A view of nothing."""
        return self._view(Conversion("", "", (), ""))

    def _view(self, conversion: Conversion) -> ConversionView:
        from modaverse_desktop.service.catalogue import Catalogue  # half of our modules: not before the window is
        from modaverse_desktop.ui.feed.conversion_view import ConversionView  # seen; brought in by `Application.begin`

        return ConversionView(self._theme, self.catalogue or Catalogue(), conversion, self.thumbnails)

    def rerun(self, old: Conversion, wish: FileWish) -> str | None:
        """Make an artifact of the history again, or variations of it; returns the new conversion, if there is one."""
        return self._reruns.start_from(old, wish)

    def draw(self, view: ConversionView) -> None:
        """Let it show its conversion as it is now."""
        conversion = self._queue[view.conversion.id]
        view.render(conversion, self.standing(conversion.id))

    def draw_verdict(self, view: ConversionView) -> None:
        """Let it show how it compares with what it repeats."""
        view.show_verdict(self._reruns.verdict(view.conversion.id))

    def standing(self, conversion: str) -> Standing:
        """Where it stands in the queue."""
        waiting = self._queue.waiting()
        return Standing(
            ahead=self._queue.ahead_of(conversion),
            first=conversion not in waiting[1:],
            paused=self._queue.paused() is not None,
            outlook=self._forecast.of(conversion),
        )

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(str, object)
    def _edit(self, conversion: str, invocations: Sequence[Invocation]) -> None:
        self._queue.edit(conversion, invocations)

    @Slot(str, object)
    def _approve(self, conversion: str, positions: Sequence[int]) -> None:
        self._queue.approve_some(conversion, positions)

    @Slot(str)
    def _ask_again(self, conversion: str) -> None:
        self._queue.ask_again(conversion)

    @Slot(str)
    def _cancel(self, conversion: str) -> None:
        self._queue.cancel(conversion)

    @Slot(str)
    def _hasten(self, conversion: str) -> None:
        self._queue.move(conversion, 0)

    @Slot(str)
    def _repeat(self, conversion: str) -> None:
        self._queue.again(conversion)

    @Slot(str)
    def _reopen(self, conversion: str) -> None:
        self._queue.reopen(conversion)

    @Slot(str)
    def _remove(self, conversion: str) -> None:
        self._queue.remove(conversion)

    @Slot(str, object)
    def _wish(self, conversion: str, wish: FileWish) -> None:
        if wish.wish in (Wish.AGAIN, Wish.VARY):
            self._reruns.start(conversion, wish)
        else:
            self.wished.emit(conversion, wish)
