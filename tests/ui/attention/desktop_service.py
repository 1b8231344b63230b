"""A desktop's notification service for tests: on a bus of its own, and it notes what it is asked."""

from __future__ import annotations

import subprocess
import threading
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
SIGNATURE = "susssasa{sv}i"


class Bus:
    """A session bus as a process."""

    def __init__(self) -> None:
        command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class DesktopService:
    """Answers on a thread; refuses what is not of the types that the protocol wants, as GNOME's does."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(bus=address)
        request = message_bus.RequestName(NAME)
        self._connection.send_and_get_reply(request)
        self.shown: list[tuple[Any, ...]] = []
        """Number and values of each notification."""
        self.closed: list[int] = []
        self._count = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._stopping = False
        self._thread.start()

    def click(self, number: int, token: str = "") -> None:
        """The user clicks on a notification."""
        emitter = DBusAddress(PATH, interface=NAME)
        if token:
            self._connection.send(new_signal(emitter, "ActivationToken", "us", (number, token)))
        self._connection.send(new_signal(emitter, "ActionInvoked", "us", (number, "default")))

    def stop(self) -> None:
        self._stopping = True
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while not self._stopping:
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message: Any) -> Any:
        fields = message.header.fields
        match fields.get(HeaderFields.member), fields.get(HeaderFields.signature):
            case "GetCapabilities", None:
                return new_method_return(message, "as", (["actions", "body", "body-markup"],))
            case "Notify", signature if signature == SIGNATURE:
                earlier = message.body[1]
                self._count += 0 if earlier else 1
                number = earlier or self._count
                self.shown.append((number, *message.body))
                return new_method_return(message, "u", (number,))
            case "CloseNotification", "u":
                self.closed.append(message.body[0])
                return new_method_return(message)
            case _:
                return new_error(message, "org.freedesktop.DBus.Error.InvalidArgs")
