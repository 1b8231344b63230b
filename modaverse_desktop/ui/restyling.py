"""Another theme in small steps: Qt styles all widgets at once, which takes 0.2 ms each and would make input late.

The cards of the feed, which are most of the widgets, sleep meanwhile: they count as not styled yet, and are styled one
card a turn of the loop. Nothing is painted before all is done, and no widget is made anew: what the user does goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from modaverse_desktop.ui.parts.turns import Turns
from modaverse_desktop.ui.theme import Shade, Theme, palette, style_sheet


class Restyling(QObject):
    """`change` as often as is wanted; `done` when the window shows the shade that was asked for last."""

    done = Signal()

    def __init__(
        self, app: QApplication, theme: Theme, window: QWidget, cards: Callable[[], Iterable[QWidget]]
    ) -> None:
        super().__init__(window)
        self._app = app
        self._theme = theme
        self._window = window
        self._cards = cards
        self._wanted = theme.shade
        self._turns = Turns(self)
        self._turns.done.connect(self._ended)

    def change(self, shade: Shade) -> None:
        """Begin to show this shade."""
        self._wanted = shade
        if not self._turns.busy and shade is not self._theme.shade:
            self._window.setUpdatesEnabled(False)
            self._turns.begin(self._work(shade))

    @Slot()
    def _ended(self) -> None:
        self._window.setUpdatesEnabled(True)
        if self._wanted is not self._theme.shade:
            self.change(self._wanted)
        else:
            self.done.emit()

    def _work(self, shade: Shade) -> Iterator[None]:
        """Each `yield` lets the loop answer what the user did."""
        asleep = [[card, *card.findChildren(QWidget)] for card in self._cards()]
        for widgets in asleep:
            _sleep(widgets)
        yield
        self._theme.change(shade)
        yield
        self._app.setStyleSheet("")  # replacing a sheet costs twice as much as taking it away and giving another
        yield
        self._app.setPalette(palette(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme))
        yield
        for widgets in asleep:
            _wake([widget for widget in widgets if isValid(widget)])
            yield


def _sleep(widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished, False)
        widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, True)


def _wake(widgets: Iterable[QWidget]) -> None:
    """What Qt itself does to a widget when the sheet changes."""
    for widget in widgets:
        widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, False)
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished, True)
        widget.style().polish(widget)
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.update()
