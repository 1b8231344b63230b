"""The desktop's notifications over D-Bus (freedesktop.org, Desktop Notifications 1.2), on a thread of their own.

Not with QtDBus: from Python it writes every whole number as a signed one, and the protocol's are unsigned.
"""

from __future__ import annotations

import contextlib
import html
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QObject, Signal, Slot

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_PATIENCE = 2.0
"""Seconds for an answer; then there is no such service."""
_ACTION = "default"
"""What a click on the notification itself is called."""


class Notifications(QObject):
    """Every method returns at once; where there is no such service, nothing happens."""

    clicked = Signal(str, str)
    """The key of a notification, and the desktop's leave to take the focus, or nothing."""

    _heard = Signal(object)

    def __init__(self, application: str, desktop_file: str) -> None:
        super().__init__()
        self._application = application
        self._desktop_file = desktop_file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="notifications")
        self._bus: _Bus | None = None
        self._given_up = False
        self._tokens: dict[int, str] = {}
        self._heard.connect(self._hear)

    def show(self, key: str, title: str, body: str, action: str) -> None:
        """Show a notification; an earlier one with the same key is replaced. `action` is what a click does."""
        self._thread.submit(self._on_bus, partial(self._notify, key, title, body, action))

    def withdraw(self) -> None:
        """Take all away that still stand."""
        if self._bus is not None:
            self._thread.submit(self._on_bus, _Bus.withdraw)

    def leave(self) -> None:
        """Show nothing more; blocks for as long as the service takes to answer what was asked, seconds at most."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True, cancel_futures=False)

    # --- on the other thread --------------------------------------------------------------------------------------

    def _on_bus(self, work: Callable[[_Bus], None]) -> None:
        if self._given_up:
            return
        try:
            if self._bus is None:
                self._bus = _Bus(self._heard.emit)
            work(self._bus)
        except Exception:  # no bus, no service, an odd answer: a notification is never worth a failure
            self._given_up = True
            self._close()

    def _notify(self, key: str, title: str, body: str, action: str, bus: _Bus) -> None:
        hints = {"desktop-entry": ("s", self._desktop_file)}
        bus.notify(key, self._application, title, body, (_ACTION, action), hints)

    def _close(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None:
            with contextlib.suppress(Exception):
                bus.close()

    # --- on the window's thread -----------------------------------------------------------------------------------

    @Slot(object)
    def _hear(self, message: object) -> None:
        """A signal of the service; others' notifications are not ours."""
        said = cast(Any, message)
        bus, number = self._bus, said.body[0]
        key = bus.key_of(number) if bus is not None else None
        if key is None:
            return
        if _member(said) == "ActivationToken":
            self._tokens[number] = str(said.body[1])
        elif _member(said) == "ActionInvoked":
            self.clicked.emit(key, self._tokens.pop(number, ""))


class _Bus:
    """A connection to the session's bus; blocks."""

    def __init__(self, heard: Callable[[object], None]) -> None:
        import jeepney
        from jeepney.io import threading as io

        self._jeepney = cast(Any, jeepney)
        self._service = self._jeepney.DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        self._numbers: dict[str, int] = {}
        self._connection = cast(Any, io).open_dbus_connection(bus="SESSION")
        self._router = cast(Any, io).DBusRouter(self._connection)
        try:
            rule = self._jeepney.MatchRule(type="signal", interface=_NAME, path=_PATH)
            self._call(self._jeepney.message_bus.AddMatch(rule))
            self._filter = self._router.filter(rule, queue=_Inbox(heard))
            (abilities,) = self._ask("GetCapabilities")
            self._reads_markup = "body-markup" in abilities
        except BaseException:
            self.close()
            raise

    def notify(
        self, key: str, application: str, title: str, body: str, action: tuple[str, str], hints: Mapping[str, object]
    ) -> None:
        text = html.escape(body, quote=False) if self._reads_markup else body
        earlier = self._numbers.get(key, 0)
        values = (application, earlier, application.lower(), title, text, list(action), dict(hints), -1)
        (self._numbers[key],) = self._ask("Notify", "susssasa{sv}i", values)

    def withdraw(self) -> None:
        numbers, self._numbers = self._numbers, {}
        for number in numbers.values():
            with contextlib.suppress(LookupError):  # it may be gone by itself
                self._ask("CloseNotification", "u", (number,))

    def key_of(self, number: int) -> str | None:
        return next((key for key, one in list(self._numbers.items()) if one == number), None)

    def close(self) -> None:
        self._router.close()
        self._connection.close()

    def _ask(self, method: str, signature: str | None = None, values: tuple[object, ...] = ()) -> tuple[Any, ...]:
        return self._call(self._jeepney.new_method_call(self._service, method, signature, values))

    def _call(self, message: object) -> tuple[Any, ...]:
        """The answer's values; LookupError if it is a refusal."""
        reply = self._router.send_and_get_reply(message, timeout=_PATIENCE)
        if reply.header.message_type is self._jeepney.MessageType.error:
            raise LookupError(str(reply.body))
        return reply.body


class _Inbox:
    """What the bus's own thread puts the service's signals into."""

    def __init__(self, heard: Callable[[object], None]) -> None:
        self._heard = heard

    def put_nowait(self, message: object) -> None:
        self._heard(message)


def _member(message: Any) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(cast(Any, HeaderFields).member, ""))
