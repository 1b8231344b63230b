"""The engine process's main loop: requests come through a pipe, events go back; everything heavy is imported inside.

One thread reads the pipe, so that a cancel is seen while a model works; the main thread does one request at a time.
When the other end of the pipe is gone, the process ends at once, whatever it is doing.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Protocol

from modaverse_desktop.core.cancel import CancelToken, Report
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import (
    ArtifactReady,
    Cancelled,
    EngineFailed,
    EngineProgress,
    EngineReady,
    Event,
    Failed,
    Finished,
    Proposed,
)
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Request, Shutdown, Warm
from modaverse_desktop.engine import engine_log

CANCEL_SECONDS = 0.35
"""A cancelled conversion that has not stopped by then, because a model is being loaded, is said to have stopped."""
_IDLE_SECONDS = 1.0
"""After so long without a request the generators are loaded too."""
ENVIRONMENT = {
    "OMP_WAIT_POLICY": "PASSIVE",  # spinning OpenMP threads starve the window on a small machine
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "DO_NOT_TRACK": "1",
    "DISABLE_TELEMETRY": "1",
    "TQDM_DISABLE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
    "DIFFUSERS_VERBOSITY": "error",
}
_log = logging.getLogger(__name__)


class EngineLike(Protocol):
    """What the loop needs of `pipeline.Engine`."""

    def warm(self, stack: str, report: Report) -> object:
        """Load what proposals need."""
        ...

    def warm_generators(self, stack: str, report: Report) -> object:
        """Load generators, if there is room."""
        ...

    def interpret(self, request: Interpret, report: Report) -> object:
        """Report events up to `Proposed`."""
        ...

    def generate(self, request: Generate, report: Report) -> object:
        """Report events up to `Finished`."""
        ...


EngineFactory = Callable[[], tuple[EngineLike, str]]
"""Makes the engine and says in words what it runs on; imports what it needs."""


def run(connection: Connection, engine_factory: EngineFactory | None = None) -> None:
    """Serve requests until `Shutdown` or until the other end is gone, then end the process: a spawned one's target."""
    started = time.perf_counter()
    with contextlib.suppress(ValueError):  # not the main thread, in a test
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is the window's to answer
    os.environ.update(ENVIRONMENT)
    engine_log.begin()
    inbox = _Inbox(connection)
    inbox.start()
    _Loop(inbox, engine_factory or installed_engine, started).run()
    atexit._run_exitfuncs()
    os._exit(0)  # taking the models apart, object by object, takes seconds


def installed_engine() -> tuple[EngineLike, str]:
    """The engine with the packs that are installed at each request."""
    from modaverse_desktop.core.packs import Packs, find_packs
    from modaverse_desktop.core.paths import pack_folders
    from modaverse_desktop.core.settings import load_settings, settings_path
    from modaverse_desktop.engine.pipeline import Engine

    def find() -> Packs:
        return find_packs(pack_folders(load_settings(settings_path()).settings))

    engine = Engine(find)
    _log.info("%s", engine.device.reason)
    return engine, engine.device.name


@dataclass(eq=False)
class _Order:
    """A request, and what has become of it. `ended`: the one event that ends it was sent."""

    request: Request
    token: CancelToken = field(default_factory=CancelToken)
    ended: bool = False


class _Inbox:
    """The pipe: reads it on a thread of its own, and writes to it, nothing for an order that has ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._open: list[_Order] = []
        """The conversions' orders that have not ended."""
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._read, name="pipe", daemon=True).start()

    def get(self, timeout: float | None = None) -> _Order | None:
        """The next order; None if none came within `timeout` seconds."""
        try:
            return self._queue.get(timeout=timeout)
        except queue.Empty:
            return None

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return self._queue.empty()

    def send(self, event: Event, order: _Order | None = None) -> None:
        """Send an event, of `order` if it belongs to one. If that has ended already, nobody hears of it."""
        with self._lock:
            if order and order.ended:
                _discard(event)
                return
            if order and isinstance(event, Proposed | Finished | Failed | Cancelled):
                self._end(order)
            self._write(event)

    def _read(self) -> None:
        while True:
            try:
                request = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)  # the window is gone: nobody needs what we are doing
            match request:
                case Cancel(conversion=conversion):
                    self._cancel(conversion)
                case Shutdown():
                    self._cancel(None)
                    self._queue.put(_Order(request))
                case _:
                    self._accept(_Order(request))

    def _accept(self, order: _Order) -> None:
        if isinstance(order.request, Interpret | Generate):
            with self._lock:
                self._open.append(order)
        self._queue.put(order)

    def _cancel(self, conversion: str | None) -> None:
        """Stop the orders of a conversion; None: of all."""
        with self._lock:
            found = [order for order in self._open if conversion in (None, _conversion(order))]
        for order in found:
            order.token.cancel()
            timer = threading.Timer(CANCEL_SECONDS, self._stop_waiting, (order,))
            timer.daemon = True
            timer.start()

    def _stop_waiting(self, order: _Order) -> None:
        self.send(Cancelled(_conversion(order)), order)

    def _end(self, order: _Order) -> None:
        order.ended = True
        self._open.remove(order)

    def _write(self, event: Event) -> None:
        try:
            self._connection.send(event)
        except OSError:
            os._exit(0)


class _Loop:
    """Does one request after the other; the one place where every exception is caught."""

    def __init__(self, inbox: _Inbox, engine_factory: EngineFactory, started: float) -> None:
        self._inbox = inbox
        self._engine_factory = engine_factory
        self._started = started
        self._engine: EngineLike | None = None
        self._device = ""
        self._stack = ""
        """Whose generators are still to be loaded when there is nothing else to do."""

    def run(self) -> None:
        """Until `Shutdown`."""
        while True:
            order = self._inbox.get(_IDLE_SECONDS if self._stack else None)
            match order and order.request:
                case Shutdown():
                    return
                case Warm() as request:
                    self._warm(request)
                case None:
                    self._use_idle_time()
                case _:
                    assert order is not None
                    self._serve(order)

    def _warm(self, request: Warm) -> None:
        started = time.perf_counter() if self._engine else self._started
        try:
            self._made().warm(request.stack, self._inbox.send)
        except Exception as error:
            self._inbox.send(EngineFailed(_as_app_error(error)))
        else:
            self._inbox.send(EngineReady(request.stack, self._device, time.perf_counter() - started))
            self._stack = request.stack

    def _serve(self, order: _Order) -> None:
        def report(event: Event) -> None:
            if isinstance(event, ArtifactReady):  # its file exists: it stays, cancelled or not
                self._inbox.send(event, order)
            order.token.check()
            if not isinstance(event, ArtifactReady):
                self._inbox.send(event, order)

        request = order.request
        try:
            order.token.check()
            engine = self._made()
            if isinstance(request, Interpret):
                engine.interpret(request, report)
            elif isinstance(request, Generate):
                engine.generate(request, report)
        except Interrupted:
            self._inbox.send(Cancelled(_conversion(order)), order)
        except Exception as error:
            self._inbox.send(Failed(_conversion(order), _as_app_error(error)), order)

    def _use_idle_time(self) -> None:
        stack, self._stack = self._stack, ""

        def unless_asked(event: Event) -> None:
            if not self._inbox.idle:
                raise Interrupted

        try:
            self._made().warm_generators(stack, unless_asked)
        except Interrupted:
            self._stack = stack
        except Exception as error:
            _as_app_error(error)  # into the log: whoever needs the generator will be told

    def _made(self) -> EngineLike:
        if self._engine is None:
            self._inbox.send(EngineProgress("Starting"))
            self._engine, self._device = self._engine_factory()
        return self._engine


def _as_app_error(error: Exception) -> AppError:
    """What to tell; what happened goes into the log."""
    if isinstance(error, AppError):
        _log.info("%s", error, exc_info=error.__cause__)
        return error
    _log.error("unexpected", exc_info=error)
    if isinstance(error, MemoryError):
        return AppError("There is not enough memory", "", "Close other programs, then try again.", ErrorKind.RESOURCES)
    return AppError(
        "Something went wrong in the model process",
        f"{type(error).__name__}: {error}"[:300],
        f"Try again. If it happens again, the file {engine_log.path()} says more.",
    )


def _conversion(order: _Order) -> str:
    assert isinstance(order.request, Interpret | Generate)
    return order.request.conversion


def _discard(event: Event) -> None:
    """Remove the file of an artifact that nobody will hear of: its conversion was said to be cancelled."""
    if isinstance(event, ArtifactReady) and event.artifact.path is not None:
        with contextlib.suppress(OSError):
            event.artifact.path.unlink()
