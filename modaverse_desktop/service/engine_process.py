"""The engine's process and the pipe to it: plain blocking calls, no Qt."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import Event
from modaverse_desktop.core.request import Request, Shutdown

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

EngineMain = Callable[["Connection"], None]
"""The engine's main loop: a function of a module, so that the new process can import it by name."""


class EngineGone(Exception):
    """The pipe is closed: the engine ended, was killed, or never came up. `exit_code` is negative for a signal."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class EngineProcess:
    """One run of the engine. Made started; when it is gone, make another."""

    def __init__(self, engine_main: EngineMain) -> None:
        import multiprocessing  # not before the window is seen

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._connection = ours
        self._process: SpawnProcess = context.Process(
            target=engine_main, args=(theirs,), name="modaverse-engine", daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            ours.close()
            raise AppError(
                "The model process could not be started",
                detail=str(error),
                hint="Close other programs to free memory, then try again.",
                kind=ErrorKind.RESOURCES,
            ) from error
        finally:
            theirs.close()  # so that the end of the process closes the pipe

    @property
    def pid(self) -> int | None:
        """The operating system's number of the process."""
        return self._process.pid

    def send(self, request: Request) -> None:
        """Hand over `request`; a dead engine is noticed by `receive`, not here."""
        with contextlib.suppress(OSError, ValueError):
            self._connection.send(request)

    def receive(self) -> Event:
        """The next event; blocks.

        Raises:
            EngineGone: there will be no more.
        """
        try:
            return self._connection.recv()
        except (EOFError, OSError, TypeError) as error:  # TypeError: closed by `stop` while we were reading
            self._process.join(2)
            raise EngineGone(self._process.exitcode) from error

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def stop(self, seconds: float) -> None:
        """Ask it to leave, give it `seconds`, then end it."""
        self.send(Shutdown())
        self._process.join(seconds)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(2)
