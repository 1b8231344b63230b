"""The promise that nothing leaves this computer, kept at run time: libraries are told to stay local, and a connection
to another computer is refused, whoever in this process tries it.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from ipaddress import ip_address
from typing import cast

from modaverse_desktop.core.seal import seal_process

ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}
"""What the libraries read when they are imported."""

_WITH_ADDRESS = {"socket.connect": 1, "socket.bind": 1, "socket.sendto": 1, "socket.sendmsg": 1}
"""Python's audit events about sockets, and which of their arguments is the address."""
_WITH_HOST = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}


class OutsideConnection(PermissionError):
    """Something in this program tried to reach another computer and was not let."""


def stay_local(*, sealed: bool = False) -> None:
    """Call before anything else is imported, in every process; again does no harm.

    `sealed`: the system itself refuses sockets of the internet from here on, to this process and to those that it
    starts, in whatever language they are written. For the model process: what the window opens is the user's own.
    """
    os.environ.update(ENVIRONMENT)
    _refuse_outside()
    if sealed:
        seal_process()


@cache  # a hook cannot be taken away again: one is enough
def _refuse_outside() -> None:
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if (place := _WITH_ADDRESS.get(event)) is not None and not is_local(arguments[place]):
        raise OutsideConnection(f"A connection to {arguments[place]!r} was refused: ModaVerse works offline")
    if (place := _WITH_HOST.get(event)) is not None and not is_local_host(arguments[place]):
        raise OutsideConnection(f"The address of {arguments[place]!r} was not asked for: ModaVerse works offline")


def is_local(address: object) -> bool:
    """Whether the address of a socket stays on this computer: a path, this computer's own address, or none."""
    if isinstance(address, tuple):
        parts = cast("tuple[object, ...]", address)
        return not parts or is_local_host(parts[0])
    return True  # unix sockets have paths; None: the socket is connected, and was looked at then


def is_local_host(host: object) -> bool:
    """Whether a name or a number means this computer. An empty one would mean all of its networks."""
    if host is None:
        return True
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("ascii", "replace")
    if not isinstance(host, str) or host == "localhost":  # a number: of netlink and the like
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False
