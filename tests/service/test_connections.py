"""The count of network connections is true: it sees those to other computers and no others."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from modaverse_desktop.service.connections import open_connections


def test_sockets_on_this_computer_do_not_count() -> None:
    before = open_connections(os.getpid())
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        left, right = socket.socketpair()
        assert open_connections(os.getpid()) == before
        left.close()
        right.close()


def test_a_socket_that_waits_for_other_computers_counts() -> None:
    before = open_connections(os.getpid())
    with socket.create_server(("0.0.0.0", 0)):
        assert open_connections(os.getpid()) == before + 1


def test_those_of_child_processes_count() -> None:
    code = "import socket; s = socket.create_server(('0.0.0.0', 0)); print('open', flush=True); input()"
    before = open_connections(os.getpid())
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert open_connections(os.getpid()) == before + 1
        child.communicate(b"\n")


def test_a_process_that_is_gone_has_none() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        pass
    assert open_connections(child.pid) == 0
