"""The engine process's main loop: requests come through a pipe, events go back; everything heavy is imported inside.

One thread reads the pipe, so that a cancel is seen while a model works; the main thread does one request at a time.
When the other end of the pipe is gone, the process ends at once, whatever it is doing.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Protocol

from modaverse_desktop.core import offline
from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import (
    ArtifactReady,
    Cancelled,
    EngineFailed,
    EngineProgress,
    EngineReady,
    Event,
    Failed,
    MemoryTold,
)
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.request import Configure, Generate, Interpret, Shutdown, Warm
from modaverse_desktop.engine import engine_log
from modaverse_desktop.engine.inbox import Inbox, Order

_IDLE_SECONDS = 1.0
"""After so long without a request the generators are loaded too."""
_BEHIND = 10
"""Niceness: while a model computes on every core, the window still gets one at once."""
ENVIRONMENT = {
    "OMP_WAIT_POLICY": "PASSIVE",  # spinning OpenMP threads starve the window on a small machine
    **offline.ENVIRONMENT,
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TQDM_DISABLE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
    "DIFFUSERS_VERBOSITY": "error",
}
_log = logging.getLogger(__name__)


class EngineLike(Protocol):
    """What the loop needs of `pipeline.Engine`."""

    def configure(self, device: str, memory_mb: int) -> str:
        """Work on another device, or within another limit of memory; says in words what it runs on now."""
        ...

    def memory(self) -> Memory | None:
        """What models may take together, and which are there."""
        ...

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
    _step_behind_the_window()
    inbox = Inbox(connection)
    inbox.start()
    _Loop(inbox, engine_factory or installed_engine, started).run()
    atexit._run_exitfuncs()
    os._exit(0)  # taking the models apart, object by object, takes seconds


def installed_engine() -> tuple[EngineLike, str]:
    """The engine with the packs that are installed at each request."""
    from modaverse_desktop.core.packs import Packs, find_packs
    from modaverse_desktop.core.paths import pack_folders
    from modaverse_desktop.core.settings import load_settings, settings_path
    from modaverse_desktop.engine.configured import configured_engine

    def find() -> Packs:
        return find_packs(pack_folders(load_settings(settings_path()).settings))

    engine = configured_engine(find, load_settings(settings_path()).settings)
    _log.info("%s", engine.device.reason)
    return engine, engine.device.name


def _step_behind_the_window() -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(_BEHIND, os.getpriority(os.PRIO_PROCESS, 0)))


class _Loop:
    """Does one request after the other; the one place where every exception is caught."""

    def __init__(self, inbox: Inbox, engine_factory: EngineFactory, started: float) -> None:
        self._inbox = inbox
        self._engine_factory = engine_factory
        self._started = started
        self._engine: EngineLike | None = None
        self._device = ""
        self._stack = ""
        """Whose generators are still to be loaded when there is nothing else to do."""
        self._wanted = ""
        """The stack that is to be ready."""
        self._failing = False
        """Whether the last that was told of the engine itself is an error."""
        self._memory: Memory | None = None
        """As it was told last."""

    def run(self) -> None:
        """Until `Shutdown`."""
        while True:
            order = self._inbox.get(_IDLE_SECONDS if self._stack else None)
            match order and order.request:
                case Shutdown():
                    return
                case Warm() as request:
                    self._warm(request)
                case Configure() as request:
                    self._configure(request)
                case None:
                    self._use_idle_time()
                case _:
                    assert order is not None
                    self._serve(order)
            self._tell_memory()

    def _warm(self, request: Warm) -> None:
        started = time.perf_counter() if self._engine else self._started
        self._wanted = request.stack
        try:
            self._made().warm(request.stack, self._inbox.send)
        except Exception as error:
            self._tell_failed(error)
        else:
            self._tell_ready(started)

    def _configure(self, request: Configure) -> None:
        try:
            self._device = self._made().configure(request.device, request.memory_mb)
        except Exception as error:
            self._tell_failed(error)
        else:
            if self._wanted:
                self._warm(Warm(self._wanted))

    def _tell_failed(self, error: Exception) -> None:
        self._failing = True
        self._inbox.send(EngineFailed(_as_app_error(error)))

    def _tell_ready(self, since: float) -> None:
        self._failing = False
        self._stack = self._wanted
        self._inbox.send(EngineReady(self._wanted, self._device, time.perf_counter() - since))

    def _serve(self, order: Order) -> None:
        def report(event: Event) -> None:
            if isinstance(event, ArtifactReady):  # its file exists: it stays, cancelled or not
                self._inbox.send(event, order)
            order.token.check()
            if not isinstance(event, ArtifactReady):
                self._inbox.send(event, order)

        request, began = order.request, time.perf_counter()
        try:
            order.token.check()
            engine = self._made()
            if isinstance(request, Interpret):
                engine.interpret(request, report)
                if self._failing and request.stack == self._wanted:  # what was missing has come
                    self._tell_ready(began)
            elif isinstance(request, Generate):
                engine.generate(request, report)
        except Interrupted:
            self._inbox.send(Cancelled(order.conversion), order)
        except Exception as error:
            self._inbox.send(Failed(order.conversion, _as_app_error(error)), order)

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

    def _tell_memory(self) -> None:
        memory = self._engine.memory() if self._engine is not None else None
        if memory is not None and memory != self._memory:
            self._memory = memory
            self._inbox.send(MemoryTold(memory))

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
