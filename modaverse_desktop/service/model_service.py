"""Owns the engine process: sends requests, emits its events as signals, starts it again after a crash."""

from __future__ import annotations

import signal

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import (
    Cancelled,
    EngineFailed,
    EngineProgress,
    Event,
    Failed,
    Finished,
    Proposed,
)
from modaverse_desktop.core.out_of_reach import ended_by_lost_files, lost_files
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Request, Warm
from modaverse_desktop.service.engine_process import EngineGone, EngineMain, EngineProcess

_RESTARTS = 3
"""How often in a row an engine that did no work in between is started again by itself; a request always starts one."""
_BACK_OFF_MS = 500
_CANCEL_PATIENCE_MS = 10_000
"""An engine that has not stopped a cancelled conversion by then is ended."""
_LEAVE_SECONDS = 2.0


class EngineReader(QThread):
    """Reads the pipe of one engine with plain blocking reads until the engine is gone."""

    received = Signal(object, object)
    """The process that was read, and its event."""
    gone = Signal(object, object)
    """The process that was read, and its `EngineGone`."""

    def __init__(self, process: EngineProcess) -> None:
        super().__init__()
        self._process = process

    def run(self) -> None:
        """The thread: every event is emitted, and the end."""
        while True:
            try:
                event = self._process.receive()
            except EngineGone as end:
                self.gone.emit(self._process, end)
                return
            self.received.emit(self._process, event)


class ModelService(QObject):
    """Lives on its own thread (see `ServiceThread`); every public slot may be reached by a queued signal."""

    happened = Signal(object)
    """Any `Event`, in order."""

    def __init__(self, engine_main: EngineMain, stack: str) -> None:
        super().__init__()
        self._engine_main = engine_main
        self._stack = stack
        self._process: EngineProcess | None = None
        self._reader: EngineReader | None = None
        self._working: set[str] = set()
        self._cancelled: set[str] = set()
        self._failures = 0
        self._stopping = False

    @property
    def engine_pid(self) -> int | None:
        """The running engine's process number, for tests and benchmarks."""
        process = self._process
        return process.pid if process else None

    @Slot()
    def warm(self) -> None:
        """Start the engine, if it does not run, and let it load the stack."""
        self._running()

    @Slot(object)
    def send(self, request: Request) -> None:
        """Hand `request` to the engine; starts one if there is none."""
        if self._stopping:
            return
        if isinstance(request, Cancel):
            self._cancel(request)
            return
        if isinstance(request, Warm):
            self._stack = request.stack  # also after a crash
        if not self._running():
            return self._refuse(request)
        if isinstance(request, Interpret | Generate):
            self._working.add(request.conversion)
        assert self._process is not None
        self._process.send(request)

    @Slot()
    def stop(self) -> None:
        """Cancel, ask the engine to leave, end it if it does not; returns when it is gone."""
        self._stopping = True
        process, reader = self._process, self._reader
        self._process = self._reader = None
        if process is None or reader is None:
            return
        for conversion in self._working:
            process.send(Cancel(conversion))
        process.stop(_LEAVE_SECONDS)
        reader.wait()

    def _running(self) -> bool:
        """Whether there is an engine now, after trying to start one."""
        if self._process is not None:
            return True
        self.happened.emit(EngineProgress("Starting the model process"))
        try:
            self._process = EngineProcess(self._engine_main)
        except AppError as error:
            self.happened.emit(EngineFailed(error))
            return False
        self._reader = EngineReader(self._process)
        self._reader.received.connect(self._receive)
        self._reader.gone.connect(self._engine_gone)
        self._reader.start()
        self._process.send(Warm(self._stack))
        return True

    def _refuse(self, request: Request) -> None:
        if isinstance(request, Interpret | Generate):
            self.happened.emit(Failed(request.conversion, _no_engine()))

    def _cancel(self, request: Cancel) -> None:
        if self._process is None or request.conversion not in self._working:
            return
        self._cancelled.add(request.conversion)
        self._process.send(request)
        QTimer.singleShot(_CANCEL_PATIENCE_MS, self, self._end_deaf_engine)

    @Slot()
    def _end_deaf_engine(self) -> None:
        if self._process is not None and self._cancelled & self._working:
            self._process.kill()

    @Slot(object, object)
    def _receive(self, process: EngineProcess, event: Event) -> None:
        if process is not self._process:
            return  # the last words of an engine that has been given up
        if isinstance(event, Proposed | Finished | Failed | Cancelled):
            self._working.discard(event.conversion)
            self._cancelled.discard(event.conversion)
        if isinstance(event, Proposed | Finished):
            self._failures = 0
        self.happened.emit(event)

    @Slot(object, object)
    def _engine_gone(self, process: EngineProcess, end: EngineGone) -> None:
        if process is not self._process:
            return
        assert self._reader is not None
        self._reader.wait()
        self._process = self._reader = None
        lost, self._working = self._working, set()
        cancelled, self._cancelled = self._cancelled & lost, set()
        self._failures += 1
        for conversion in sorted(lost):
            self.happened.emit(Cancelled(conversion) if conversion in cancelled else Failed(conversion, _lost(end)))
        self.happened.emit(EngineFailed(_lost(end)))
        if self._failures <= _RESTARTS:
            QTimer.singleShot(_BACK_OFF_MS * 2 ** (self._failures - 1), self, self._restart)

    @Slot()
    def _restart(self) -> None:
        if self._process is None and not self._stopping:
            self._running()


class ServiceThread(QThread):
    """The thread that `ModelService` lives on. `leave` ends both, in order; a QThread is never terminated."""

    _stop = Signal()
    _send = Signal(object)

    def __init__(self, service: ModelService) -> None:
        super().__init__()
        self.setObjectName("model-service")
        self._service = service
        service.moveToThread(self)
        self._send.connect(service.send)
        self.started.connect(service.warm)
        self.finished.connect(service.stop)

    def send(self, request: Request) -> None:
        """Hand `request` over; returns at once."""
        self._send.emit(request)

    def leave(self) -> None:
        """Stop the engine and this thread; blocks for as long as the engine needs to leave, some seconds at most."""
        self.quit()
        self.wait()


def _no_engine() -> AppError:
    return AppError(
        "The model process could not be started",
        hint="Close other programs to free memory, then try again.",
        kind=ErrorKind.RESOURCES,
    )


def _lost(end: EngineGone) -> AppError:
    """A sentence for how the engine ended."""
    code = end.exit_code
    if ended_by_lost_files(code):
        return lost_files()
    if code is not None and code < 0 and -code == signal.SIGKILL:
        return AppError(
            "The model process was ended from outside",
            detail="The system does this when memory runs out.",
            hint="It starts again by itself. Close other programs to free memory, then try again.",
            kind=ErrorKind.RESOURCES,
        )
    return AppError(
        "The model process stopped unexpectedly",
        detail=f"It ended with code {code}." if code is not None else "",
        hint="It starts again by itself. Try again; if it happens again, use a smaller input.",
    )
