"""The installed application's window on a screen of our own, for `proof.py`. Needs Xvfb, xdotool and ImageMagick."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import facts
from proof_system import System, strace

_PATIENCE = 120.0
_SEEN = 20.0
"""Seconds that it stays open at least: the model process starts and loads meanwhile."""


@dataclass(frozen=True)
class Shown:
    """Whether the window opened, after how many seconds, and how it ended."""

    opened: bool
    seconds: float
    exit_code: int | None


def look_at_window(system: System, program: str, picture: Path, log: Path, until: Callable[[], bool]) -> Shown:
    """Open the window, keep a picture of it, close it as a person would, but not before `until` is so."""
    with screen() as display:
        started = time.monotonic()
        with _running([*strace(log), *system.command(program, display=display)]) as running:
            opened = appears(display, running)
            seconds = time.monotonic() - started
            time.sleep(_SEEN if opened else 0)
            while opened and not until() and time.monotonic() - started < _PATIENCE:  # a slow machine
                time.sleep(1)
            environment = {**os.environ, "DISPLAY": display}
            subprocess.run(["import", "-window", "root", str(picture)], env=environment, check=False)
            return Shown(opened, seconds, _closed(running, environment))


def start_times(system: System, program: str, times: int = 5) -> list[tuple[float, float]]:
    """Of some starts without strace: seconds until the window is on the screen, and until it has answered a key.

    The answer is seen in a picture of the screen, so the second number has the making of a picture or two in it.
    """
    found: list[tuple[float, float]] = []
    for _ in range(times):
        with screen() as display:  # one each: a key that closes a window may stay down for the next one
            environment = {**os.environ, "DISPLAY": display}
            started = time.monotonic()
            with _running(system.command(program, display=display)) as running:
                if appears(display, running):
                    visible = time.monotonic() - started
                    found.append((visible, _answered(environment, started)))
                _closed(running, environment)
    return found


@contextmanager
def while_open(system: System, program: str) -> Iterator[None]:
    """The window is open while the block runs, and is closed as a person would."""
    with screen() as display, _running(system.command(program, display=display)) as running:
        appears(display, running)
        yield
        _closed(running, {**os.environ, "DISPLAY": display})


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program while the block runs; nothing waits for one that does not end."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.kill()


def _closed(running: subprocess.Popen[bytes], environment: dict[str, str]) -> int | None:
    """Close its window as a person would. How it ended, or None if it did not."""
    press("ctrl+q", environment)
    try:
        return running.wait(60)
    except subprocess.TimeoutExpired:
        return None


def press(keys: str, environment: dict[str, str]) -> None:
    """Press keys in our window; there is no window manager that would give it the focus."""
    command = ["xdotool", "search", "--onlyvisible", "--name", facts.TITLE, "windowfocus", "key", keys]
    subprocess.run(command, env=environment, capture_output=True, check=False)


def _answered(environment: dict[str, str], started: float) -> float:
    """Ask for the history page, and wait until the screen looks different."""
    before = _picture(environment)
    press("ctrl+2", environment)
    while time.monotonic() - started < _PATIENCE and _picture(environment) == before:
        pass
    return time.monotonic() - started


def _picture(environment: dict[str, str]) -> bytes:
    command = ["import", "-window", "root", "-resize", "25%", "gray:-"]
    return subprocess.run(command, env=environment, capture_output=True, check=False).stdout


def appears(display: str, running: subprocess.Popen[bytes], patience: float = _PATIENCE) -> bool:
    """Wait until a window of ours is on the screen; False if the program ended, or patience did."""
    command = ["xdotool", "search", "--onlyvisible", "--name", facts.TITLE]
    until = time.monotonic() + patience
    while time.monotonic() < until and running.poll() is None:
        found = subprocess.run(command, env={**os.environ, "DISPLAY": display}, capture_output=True, check=False)
        if found.returncode == 0:
            return True
        time.sleep(0.01)
    return False


@contextmanager
def screen() -> Iterator[str]:
    """A screen while the block runs; gives its DISPLAY.

    It is not reset when its last program leaves it, as it is by default: who looks for the window leaves it many times
    a second, and the window that came at that moment would be thrown out (Qt then aborts).
    """
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
