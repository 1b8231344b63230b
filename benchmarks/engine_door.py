"""The engine process as the window starts it, driven by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import (
    Cancelled,
    EngineFailed,
    EngineReady,
    Event,
    Failed,
    Finished,
    Proposed,
)
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Request, Warm
from modaverse_desktop.service.engine_process import EngineProcess

STACK = "starter"
Seen = Callable[[Event], None]


class EngineDoor:
    """One engine process. `seconds_to_ready` counts from before its start to its first `EngineReady`."""

    def __init__(self) -> None:
        from modaverse_desktop.app import engine_main

        started = time.perf_counter()
        self.process = EngineProcess(engine_main)
        self.process.send(Warm(STACK))
        self._until(EngineReady, lambda event: None)
        self.seconds_to_ready = time.perf_counter() - started

    def interpret(self, request: Interpret, seen: Seen = lambda event: None) -> Proposed | None:
        """The proposal; None if it was cancelled."""
        end = self._ask(request, seen)
        return end if isinstance(end, Proposed) else None

    def generate(self, request: Generate, seen: Seen = lambda event: None) -> None:
        """Until it is finished or cancelled."""
        self._ask(request, seen)

    def cancel_latency(self, request: Interpret | Generate, ripe: Callable[[Event], bool]) -> float:
        """Seconds from a cancel, sent at the first event that is `ripe`, to `Cancelled`."""
        sent: list[float] = []

        def seen(event: Event) -> None:
            if not sent and ripe(event):
                self.process.send(Cancel(request.conversion))
                sent.append(time.perf_counter())

        end = self._ask(request, seen)
        if not isinstance(end, Cancelled) or not sent:
            raise RuntimeError(f"it was over before it could be cancelled: {end}")
        return time.perf_counter() - sent[0]

    def close(self) -> None:
        """End the process."""
        self.process.stop(5)

    def _ask(self, request: Request, seen: Seen) -> Event:
        self.process.send(request)
        return self._until((Proposed, Finished, Cancelled), seen)

    def _until(self, kinds: type | tuple[type, ...], seen: Seen) -> Event:
        while True:
            event = self.process.receive()
            seen(event)
            if isinstance(event, EngineFailed | Failed):
                raise event.error
            if isinstance(event, kinds):
                return event


def no_engine(error: AppError) -> str:
    """Why there is nothing to measure."""
    return f"not measured: {error}"


def samples() -> list[Path]:
    """The sample pictures."""
    from modaverse_desktop.core.paths import resources_folder

    folder = resources_folder() / "samples"
    return sorted(file.absolute() for file in folder.iterdir() if file.suffix in (".jpg", ".png", ".webp"))
