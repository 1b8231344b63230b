"""Whether the promise is kept that nothing leaves the computer: the network connections of this program, counted."""

from __future__ import annotations

from ipaddress import ip_address


def open_connections(process: int) -> int:
    """Sockets of a process and its children that lead to, or wait for, other computers. Takes some milliseconds.

    Sockets between the program's own processes and to the desktop (unix, loopback) are none of those.
    """
    import psutil

    try:
        root = psutil.Process(process)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(_outward(member) for member in family)


def _outward(process) -> int:  # noqa: ANN001 - psutil is imported when it is needed
    import psutil

    try:
        sockets = process.net_connections(kind="inet")
    except psutil.Error:  # it has just ended, or it is not ours
        return 0
    return sum(
        not _is_local(socket.raddr.ip if socket.raddr else socket.laddr.ip)
        for socket in sockets
        if socket.raddr or (socket.laddr and socket.status == psutil.CONN_LISTEN)
    )


def _is_local(address: str) -> bool:
    return ip_address(address.split("%")[0]).is_loopback
