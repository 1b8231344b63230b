"""Nothing leaves this computer: what is refused, by Python and by the system, and where it is asked for."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from modaverse_desktop.core.offline import is_local, is_local_host

ROOT = Path(__file__).resolve().parents[2]
TRY = """
    import errno, socket

    def refused(attempt):
        try:
            attempt()
        except OSError as error:
            return type(error).__name__ == "OutsideConnection" or error.errno == errno.EACCES
        return False

    def udp(host, port):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (host, port))
"""


def run(script: str) -> str:
    """What a script prints in a Python of its own: a hook or a filter is for ever."""
    source = textwrap.dedent(TRY) + textwrap.dedent(script)
    command = [sys.executable, "-W", "ignore", "-c", source]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", "::1%lo", None, b"127.0.0.1"])
def test_this_computer_is_local(host: object) -> None:
    assert is_local_host(host)
    assert is_local((host, 80))


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "2001:db8::1", "0.0.0.0", "", "10.0.0.1", b"192.0.2.1"])
def test_another_computer_and_all_networks_are_not_local(host: object) -> None:
    assert not is_local_host(host)
    assert not is_local((host, 80))


@pytest.mark.parametrize("address", ["/tmp/socket", b"\0abstract", None, (), (0, 0)])
def test_addresses_that_are_not_of_the_internet_are_local(address: object) -> None:
    assert is_local(address)


def test_connections_to_other_computers_are_refused_and_those_to_this_one_are_not() -> None:
    script = """
        from modaverse_desktop.core.offline import stay_local
        stay_local()
        stay_local()
        print(refused(lambda: socket.create_connection(("192.0.2.1", 80), timeout=5)))
        print(refused(lambda: socket.getaddrinfo("example.org", 443)))
        print(refused(lambda: socket.gethostbyname("example.org")))
        print(refused(lambda: socket.socket().bind(("", 0))))
        print(refused(lambda: udp("192.0.2.1", 53)))
        server = socket.create_server(("127.0.0.1", 0))
        print(refused(lambda: socket.create_connection(server.getsockname(), timeout=5)))
    """
    assert run(script).split() == ["True"] * 5 + ["False"]


def test_libraries_are_told_before_they_are_imported() -> None:
    script = """
        from modaverse_desktop.core.offline import stay_local
        stay_local()
        from huggingface_hub import constants
        print(constants.HF_HUB_OFFLINE, constants.HF_HUB_DISABLE_TELEMETRY)
    """
    assert run(script) == "True True"


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_a_sealed_process_and_its_children_get_no_socket_of_the_internet() -> None:
    script = """
        import subprocess, sys
        from modaverse_desktop.core.offline import stay_local
        stay_local(sealed=True)
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
            print(refused(lambda: socket.socket(family)))
        socket.socketpair()
        child = "import socket; socket.socket()"
        print(subprocess.run([sys.executable, "-c", child], stderr=subprocess.PIPE).stderr.split()[-2].decode())
    """
    assert run(script).split() == ["True", "True", "False", "Permission"]


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_the_model_process_and_the_command_line_seal_themselves() -> None:
    engine = """
        from modaverse_desktop import app
        from modaverse_desktop.engine import host
        host.run = lambda connection: print(refused(socket.socket))
        app.engine_main(None)
    """
    assert run(engine) == "True"
    command = """
        import sys
        sys.argv = ["modaverse", "--version"]
        from modaverse_desktop.cli import main
        main()
        print(refused(socket.socket))
    """
    assert run(command).split()[-1] == "True"
