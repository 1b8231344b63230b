"""One window for each folder of the user's: a second start hands its files over to the first and ends.

A lock file says who is the first; the system frees it when that process dies, however it dies. A local socket beside it
carries the files. Its messages are one line each: a JSON object there, ``ok`` back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOCK = "instance.lock"
_SOCKET = "instance.socket"
_LONGEST_ADDRESS = 90
"""Bytes; the system's limit is 108, and Qt makes a longer one for a moment."""
_LONGEST_MESSAGE = 1 << 20
_PATIENCE_MS = 10_000
_AGAIN_MS = 100
_OK = b"ok\n"
ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""Environment variable: the desktop's leave to take the focus; the second start has it, the first needs it."""


class Outcome(Enum):
    """How handing over ended."""

    TAKEN = "taken"
    BUSY = "busy"
    """The first start is there and has not answered in time; what was sent waits for it."""
    ALONE = "alone"
    """There is no first start any more: be it."""


class SingleInstance(QObject):
    """Take the lock (`is_first`), then `listen`; or else see `Handover`."""

    called = Signal(object)
    """Another start was made: the files that it was given, as a tuple of absolute paths; often none."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.address = _address(folder)
        self._lock = _make_lock(folder)
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other process has the lock; the lock of one that died is taken over."""
        return self._lock.isLocked() or self._lock.tryLock(0) or self._cannot_lock()

    @Slot()
    def listen(self) -> None:
        """Take the files of later starts; without a place for a socket there is only the lock."""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        QLocalServer.removeServer(self.address)  # left by a start that died: we have the lock
        self._server.listen(self.address)

    @Slot()
    def stop_listening(self) -> None:
        """The window has closed: a start that comes now waits for the lock and opens its own."""
        if self._server is not None:
            self._server.close()

    def leave(self) -> None:
        """Let another start be the first."""
        self.stop_listening()
        self._lock.unlock()

    def _cannot_lock(self) -> bool:
        """In a read-only folder nobody can; better two windows than none."""
        return self._lock.error() is not QLockFile.LockError.LockFailedError

    @Slot()
    def _connected(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(partial(self._read, socket))
            socket.disconnected.connect(socket.deleteLater)
            QTimer.singleShot(_PATIENCE_MS, socket, socket.abort)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            files = _files_in(bytes(socket.readLine().data()))
            if files is not None:
                self.called.emit(files)
                socket.write(_OK)
            socket.disconnectFromServer()
        elif socket.bytesAvailable() > _LONGEST_MESSAGE:
            socket.abort()


class Handover(QObject):
    """What a second start does: tries until the first has taken the files, or there is no first, or patience ends."""

    finished = Signal(object)
    """An `Outcome`, once."""

    def __init__(self, instance: SingleInstance, files: Sequence[Path], patience_ms: int = _PATIENCE_MS) -> None:
        super().__init__()
        self._instance = instance
        self._message = _message(files)
        self._met = False
        self._outcome: Outcome | None = None
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._send)
        self._socket.readyRead.connect(self._read)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.begin)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)
        self._patience.start(patience_ms)

    @Slot()
    def begin(self) -> None:
        """Look once; goes on by itself."""
        self._again.start()
        if self._instance.is_first():
            self._end(Outcome.ALONE)
        elif self._socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            self._socket.connectToServer(self._instance.address)

    @Slot()
    def _send(self) -> None:
        self._met = True
        self._socket.write(self._message)

    @Slot()
    def _read(self) -> None:
        if bytes(self._socket.readAll().data()).startswith(_OK[:2]):
            self._end(Outcome.TAKEN)

    @Slot()
    def _give_up(self) -> None:
        self._end(Outcome.BUSY if self._met else Outcome.ALONE)

    def _end(self, outcome: Outcome) -> None:
        if self._outcome is None:
            self._outcome = outcome
            self._again.stop()
            self._patience.stop()
            self.finished.emit(outcome)


def _make_lock(folder: Path) -> QLockFile:
    with contextlib.suppress(OSError):  # then it cannot be locked either, see `_cannot_lock`
        folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # however old: only a dead process's lock is stale
    return lock


def _address(folder: Path) -> str:
    """Where the socket lies: in the folder, or, where its path is too long or the system has none, named after it."""
    beside = folder.absolute() / _SOCKET
    if sys.platform != "win32" and len(os.fsencode(beside)) <= _LONGEST_ADDRESS:
        return str(beside)
    name = f"modaverse-{hashlib.sha256(os.fsencode(beside)).hexdigest()[:24]}"
    return name if sys.platform == "win32" else str(Path(tempfile.gettempdir()) / name)


def _message(files: Sequence[Path]) -> bytes:
    paths = [str(file.absolute()) for file in files]  # the first start has another working folder
    return json.dumps({"files": paths, "activation": os.environ.get(ACTIVATION, "")}).encode() + b"\n"


def _files_in(line: bytes) -> tuple[Path, ...] | None:
    """The files that a message names; None if it is none. Keeps the desktop's leave where Qt looks for it."""
    try:
        message = json.loads(line)
        files = tuple(Path(file) for file in message["files"])
        activation = message.get("activation", "")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if isinstance(activation, str) and activation and "\0" not in activation:
        os.environ[ACTIVATION] = activation
    return files if all(file.is_absolute() for file in files) else None
