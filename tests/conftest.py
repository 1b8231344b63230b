"""For all tests: no screen of the user's, no settings, files or desktop of the user's, no network."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from modaverse_desktop.core.garbage import collect_due

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
for _name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
    os.environ[_name] = "1"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of the test's own, also for the processes that it starts."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    return home


@pytest.fixture(autouse=True)
def garbage_is_collected_between_tests() -> Iterator[None]:
    """On this thread alone, as in the window (`ui.collecting` says why)."""
    gc.disable()
    yield
    collect_due()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting to anything but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        assert self.family == socket.AF_UNIX or host in ("127.0.0.1", "::1", "localhost"), f"connects to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
