"""A real X server of the test's own, programs on it, and a pointer that is moved by hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60.0
ROOT = Path(__file__).resolve().parents[2]
THERE = bool(shutil.which("Xvfb") and shutil.which("xdotool"))


@contextmanager
def x_server() -> Iterator[str]:
    """The name of its display."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait(10)


@contextmanager
def program(module: str, display: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A program on that display; it has written ``shown`` when its window is there."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert line(process) == "shown"
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def line(process: subprocess.Popen[str]) -> str:
    """The next line that the program writes; one that says nothing for so long is ended, and fails the test."""
    assert process.stdout is not None
    end = threading.Timer(_PATIENCE, process.kill)
    end.start()
    try:
        said = process.stdout.readline()
    finally:
        end.cancel()
    assert said, f"nothing was said in {_PATIENCE} s"
    return said.rstrip("\n")


def drag(display: str, way: Sequence[tuple[int, int]]) -> None:
    """Press at the first place, let go at the last one; slowly enough for the protocol's answers."""
    _pointer(display, "mousemove", *way[0], "mousedown", 1)
    for place in way[1:]:
        _pointer(display, "mousemove", *place)
        time.sleep(0.08)
    _pointer(display, "mouseup", 1)


def _pointer(display: str, *words: str | int) -> None:
    subprocess.run(["xdotool", *map(str, words)], env={**os.environ, "DISPLAY": display}, check=True, timeout=10)
