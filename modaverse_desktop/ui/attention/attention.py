"""While the window is elsewhere: a number on its icon, and, if the user wants that, a notification for each piece."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from modaverse_desktop.core.conversion import State
from modaverse_desktop.service.batches import Counts
from modaverse_desktop.service.news import Arrival, News
from modaverse_desktop.service.single_instance import ACTIVATION
from modaverse_desktop.ui.words import number

if TYPE_CHECKING:
    from modaverse_desktop.ui.attention.notifications import Notifications

_LONGEST = 160


def is_elsewhere() -> bool:
    """Whether the user looks at another program."""
    return QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive


def start_notifications() -> Notifications:
    """Begun with the first piece of news that needs it."""
    from modaverse_desktop.ui.attention.notifications import Notifications

    return Notifications(QApplication.applicationDisplayName(), QApplication.desktopFileName())


class Attention(QObject):
    """All is taken back when the user returns to the window."""

    wanted = Signal(str)
    """The user clicked on a notification: bring the window forward, and this conversion into sight."""

    def __init__(
        self,
        app: QApplication,
        news: News,
        window: QWidget,
        notifies: Callable[[], bool],
        elsewhere: Callable[[], bool] = is_elsewhere,
        start: Callable[[], Notifications] = start_notifications,
    ) -> None:
        super().__init__()
        self._app = app
        self._window = window
        self._notifies = notifies
        self._elsewhere = elsewhere
        self._start = start
        self._notifications: Notifications | None = None
        self._has_left = False
        self._unseen: dict[str, str] = {}
        """The conversion to be shown, by the key of its news."""
        news.arrived.connect(self._arrived)
        app.applicationStateChanged.connect(self._state_changed)

    def unseen(self) -> int:
        """How many pieces of news there are since the user left."""
        return len(self._unseen)

    def leave(self) -> None:
        """Tell nothing more: the window is going."""
        self._has_left = True
        if self._notifications is not None:
            self._notifications.leave()

    @Slot(object)
    def _arrived(self, arrival: Arrival) -> None:
        if self._has_left or not self._elsewhere():
            return
        self._unseen[arrival.key] = arrival.conversion.id
        self._app.setBadgeNumber(len(self._unseen))
        QApplication.alert(self._window)
        if not self._notifies():
            return
        if self._notifications is None:
            self._notifications = self._start()
            self._notifications.clicked.connect(self._clicked)
        self._notifications.show(arrival.key, title_of(arrival), body_of(arrival), _tr("Show"))

    @Slot(str, str)
    def _clicked(self, key: str, token: str) -> None:
        conversion = self._unseen.get(key)
        if token:
            os.environ[ACTIVATION] = token  # Qt takes it from there, and out of there
        if conversion is not None:
            self.wanted.emit(conversion)

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.forget()

    @Slot()
    def forget(self) -> None:
        """The user is here again and sees for themselves."""
        if not self._unseen:
            return
        self._unseen.clear()
        self._app.setBadgeNumber(0)
        if self._notifications is not None:
            self._notifications.withdraw()


def title_of(arrival: Arrival) -> str:
    """What happened, in a few words."""
    match arrival.conversion.state, arrival.counts:
        case State.PROPOSED, None:
            return _tr("A plan waits for you")
        case State.PROPOSED, _:
            return _tr("Plans of a batch wait for you")
        case State.DONE, None:
            return _tr("Done")
        case State.DONE, _:
            return _tr("A batch is done")
        case _, None:
            return _tr("It did not work")
        case _:
            return _tr("A batch did not work")


def body_of(arrival: Arrival) -> str:
    """What it is about."""
    conversion = arrival.conversion
    asked = " ".join(conversion.instruction.split())
    lines = [asked if len(asked) <= _LONGEST else f"{asked[: _LONGEST - 1]}…"]
    if arrival.counts is not None:
        lines.append(counts_words(arrival.counts))
    elif conversion.error is not None:
        lines.append(conversion.error.title)
    return "\n".join(lines)


def counts_words(counts: Counts) -> str:
    """How many of a batch came to what."""
    parts = [
        (counts.proposed, _tr("{count} wait for you")),
        (counts.done, _tr("{count} done")),
        (counts.failed, _tr("{count} failed")),
        (counts.cancelled, _tr("{count} stopped")),
    ]
    return " · ".join(words.format(count=number(count)) for count, words in parts if count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("attention", text)
