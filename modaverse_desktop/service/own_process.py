"""The process that trains on the user's own examples: `modaverse train`, read line by line on a thread of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QThread, Signal

from modaverse_desktop.core.errors import AppError, ErrorKind

_GENTLE = 10
"""How far it steps back behind the window and the conversions (niceness)."""
_LAST_WORDS = 4096
WORDS = "words.txt"
"""What it says on standard error, in the run's folder."""


def train_command(config: Path, *, resume: bool) -> list[str]:
    """What is started."""
    command = [sys.executable, "-m", "modaverse_desktop.cli", "train", str(config), "--json"]
    return [*command, "--resume"] if resume else command


class OwnProcess(QThread):
    """One run of the process. `told` and `ended` reach the thread of whoever connects bound slots."""

    told = Signal(object)
    """A mapping: one event of `training.own.train`, or ``{"error": ...}``."""
    ended = Signal(object, object)
    """This `OwnProcess` and its exit code; negative for a signal."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """Raises AppError(RESOURCES) if it cannot be started."""
        super().__init__()
        self._words = folder / WORDS
        try:
            with self._words.open("wb") as words:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=words,
                    start_new_session=True,  # Ctrl-C in the window's terminal is the window's business
                )
        except OSError as error:
            raise AppError(
                "The training could not be started",
                error.strerror or str(error),
                "Close other programs to free memory, then try again.",
                ErrorKind.RESOURCES,
            ) from error
        self._step_back()

    def run(self) -> None:
        """The thread: plain blocking reads until the pipe is closed."""
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                event = _read(line)
                if event is not None:
                    self.told.emit(event)
        self.ended.emit(self, self._process.wait())

    def stop(self) -> None:
        """Ask it to keep what it has and leave."""
        with contextlib.suppress(OSError):
            self._process.terminate()

    def end(self, seconds: float) -> None:
        """Ask, wait so long, then end it; returns when it is gone."""
        self.stop()
        if not self.wait(int(seconds * 1000)):
            self._process.kill()
            self.wait()

    def last_words(self) -> str:
        """The end of what it said on standard error."""
        try:
            data = self._words.read_bytes()
        except OSError:
            return ""
        lines = data[-_LAST_WORDS:].decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    def _step_back(self) -> None:
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _GENTLE)


def _read(line: bytes) -> Mapping[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None
