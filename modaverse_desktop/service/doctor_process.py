"""The checkpoint doctor in a process of its own: it needs torch, and may take a model's whole memory."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from modaverse_desktop.core.checkup import Checkup
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress

_PATIENCE_MS = 3000
"""From asking it to end to ending it."""


def doctor_command(name: str) -> list[str]:
    """The program, and its arguments, that examines the pack `name`."""
    program = [sys.executable, "-m", "modaverse_desktop.cli"]
    if getattr(sys, "frozen", False):  # installed: the command line lies beside the window
        program = [str(Path(sys.executable).with_name(f"modaverse{Path(sys.executable).suffix}"))]
    return [*program, "packs", "doctor", name, "--json", "--progress"]


class DoctorProcess(QObject):
    """One of `done`, `failed` and `stopped` comes, once."""

    stepped = Signal(object)
    """An `EngineProgress`."""
    done = Signal(object)
    """A `Checkup`."""
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._stopping = False
        self._process = QProcess(self)
        self._process.setReadChannel(QProcess.ProcessChannel.StandardError)
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)

    def start(self) -> None:
        """Examine."""
        program, *arguments = doctor_command(self._name)
        self._process.start(program, arguments)

    @Slot()
    def stop(self) -> None:
        """Ask it to end, then end it."""
        self._stopping = True
        self._process.terminate()
        QTimer.singleShot(_PATIENCE_MS, self._process, self._process.kill)

    @Slot()
    def _read(self) -> None:
        while self._process.canReadLine():
            try:
                said = json.loads(bytes(self._process.readLine().data()))
                self.stepped.emit(EngineProgress(str(said["step"]), said["fraction"]))
            except (ValueError, KeyError, TypeError):
                continue

    @Slot()
    def _finished(self) -> None:
        if self._stopping:
            self.stopped.emit()
            return
        said = bytes(self._process.readAllStandardOutput().data())
        try:
            data = json.loads(said)
            if "findings" in data:
                self.done.emit(Checkup.from_dict(data))
            else:
                self.failed.emit(AppError.from_dict(data["error"]))
        except (ValueError, KeyError, TypeError):
            self.failed.emit(_lost(f"It ended with code {self._process.exitCode()}."))

    @Slot(QProcess.ProcessError)
    def _error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(_lost(self._process.errorString()))


def _lost(why: str) -> AppError:
    return AppError("The model could not be examined", why, "Close other programs, then try again.", ErrorKind.INTERNAL)
