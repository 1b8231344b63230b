"""An engine without models, for tests of the process around it: the instruction says what it does."""

from __future__ import annotations

import os
import time

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import (
    ArtifactReady,
    EngineProgress,
    Finished,
    GenerationStarted,
    Progress,
    Proposed,
    Started,
    Streamed,
)
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Interpret

TICK = 0.02


class FakeEngine:
    """Knows the words ``loop`` (until cancelled), ``sleep`` (deaf for a second), ``fail``, ``crash`` and ``die``."""

    def configure(self, device: str, memory_mb: int) -> str:
        """The device ``cuda:9`` breaks."""
        if device == "cuda:9":
            raise AppError("It broke", kind=ErrorKind.MODEL)
        return f"{device} with {memory_mb} MB"

    def __init__(self) -> None:
        self._memory: Memory | None = None

    def memory(self) -> Memory | None:
        """Only after an instruction with the word ``heavy``."""
        return self._memory

    def warm(self, stack: str, report: Report) -> None:
        """The stack ``broken`` cannot be loaded."""
        report(EngineProgress("Loading", 0.5))
        if stack == "broken":
            raise AppError("The model broken is not installed", kind=ErrorKind.MODEL)

    def warm_generators(self, stack: str, report: Report) -> None:
        """Nothing to load."""

    def interpret(self, request: Interpret, report: Report) -> None:
        """Do what the instruction says, then propose a picture of it."""
        report(Started(request.conversion))
        self._act(request.instruction, request.conversion, report)
        if "heavy" in request.instruction:
            self._memory = Memory(2000, held={"words": 100})
        report(Streamed(request.conversion, "Modality: [IMAGE]"))
        invocations = (Invocation(Modality.IMAGE, request.instruction),)
        report(Proposed(request.conversion, f"Modality: [IMAGE] Prompt: {request.instruction} ###", invocations))

    def generate(self, request: Generate, report: Report) -> None:
        """Write each prompt into a file, after doing what it says."""
        for position, invocation in enumerate(request.invocations):
            report(GenerationStarted(request.conversion, position))
            self._act(invocation.prompt, request.conversion, report)
            path = request.folder / f"{request.stem}-{position}.txt"
            path.write_text(invocation.prompt)
            report(ArtifactReady(request.conversion, Artifact(invocation.task, position, path)))
        report(Finished(request.conversion))

    def _act(self, what: str, conversion: str, report: Report) -> None:
        match what:
            case "loop":
                while True:
                    report(Progress(conversion, "Working"))
                    time.sleep(TICK)
            case "sleep":
                time.sleep(1.0)
            case "fail":
                raise AppError("This cannot be done", kind=ErrorKind.INPUT)
            case "crash":
                raise ValueError("a mistake in the program")
            case "die":
                os._exit(7)


def make_fake_engine() -> tuple[FakeEngine, str]:
    """An engine factory."""
    print("a library prints something")
    return FakeEngine(), "nothing"


def make_broken_engine() -> tuple[FakeEngine, str]:
    """An engine factory that fails."""
    raise ImportError("no torch here")
