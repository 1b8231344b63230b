"""The engine process: warm-up, proposals, pictures, memory, cancelling."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.benchmark import Finding
from benchmarks.engine_door import STACK, EngineDoor, samples
from benchmarks.instructions import instructions
from benchmarks.machine import memory_mb
from modaverse_desktop.core.events import Event, Progress, Started, Streamed
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Interpret, Sampling

_QUESTIONS = (
    "What is this?",
    "Make an icon of this",
    "Draw this at night",
    "Describe this picture",
    "A picture of this",
)
_PROMPTS = ("a red apple", "a cat", "a sailing boat", "a guitar", "a house")


def _question(number: int, instruction: str, *, picture: bool = True, temperature: float = 0.0) -> Interpret:
    pictures = samples()
    media = (Media(pictures[number % len(pictures)], Modality.IMAGE),) if picture else ()
    return Interpret(f"q{number}", instruction, media, STACK, Sampling(seed=number, temperature=temperature))


def _picture(number: int, prompt: str, folder: Path) -> Generate:
    wanted = Invocation(Modality.IMAGE, prompt, parameters={"seed": number})
    return Generate(f"g{number}", (wanted,), (), STACK, folder, f"picture {number}")


class EngineWork:
    """One warm engine: how long things take, how much memory, how soon it stops."""

    name = "engine"

    def __init__(self, rounds: int = 5) -> None:
        self._rounds = rounds
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._door: EngineDoor | None = None

    def prepare(self) -> None:
        """Start and end one engine, so that its files are in the disk cache."""
        self._folder = tempfile.TemporaryDirectory()
        EngineDoor().close()

    def run(self) -> list[Finding]:
        """Warm-up, proposals, pictures, memory and cancelling."""
        assert self._folder is not None, "run before prepare"
        self._door = door = EngineDoor()
        found = [Finding("engine warm", door.seconds_to_ready, "s", 8.0, note="from the start of the process")]
        proposals = [self._timed_proposal(door, number) for number in range(self._rounds)]
        found.append(Finding("picture + instruction → proposal", statistics.median(proposals), "s", 2.5, note="median"))
        folder = Path(self._folder.name)
        first = self._timed_picture(door, 100, folder)
        pictures = [self._timed_picture(door, number, folder) for number in range(self._rounds)]
        found.append(Finding("first 128 px picture", first, "s", note="with loading the generator"))
        found.append(Finding("128 px picture", statistics.median(pictures), "s", 4.0, note="median"))
        found.append(Finding("cancel while interpreting", self._cancelled_proposal(door), "s", 0.5, note="slowest"))
        found.append(
            Finding("cancel while generating", self._cancelled_picture(door, folder), "s", 0.5, note="slowest")
        )
        pid = door.process.pid or 0
        found.append(Finding("engine memory", memory_mb(pid), "MB", 1600, note="after all this"))
        found.append(Finding("engine memory, highest", memory_mb(pid, "VmHWM"), "MB", 1600))
        return found

    def clear(self) -> None:
        """End the engine."""
        if self._door:
            self._door.close()
        if self._folder:
            self._folder.cleanup()

    def _timed_proposal(self, door: EngineDoor, number: int) -> float:
        started = time.perf_counter()
        door.interpret(_question(number, _QUESTIONS[number % len(_QUESTIONS)]))
        return time.perf_counter() - started

    def _timed_picture(self, door: EngineDoor, number: int, folder: Path) -> float:
        started = time.perf_counter()
        door.generate(_picture(number, _PROMPTS[number % len(_PROMPTS)], folder))
        return time.perf_counter() - started

    def _cancelled_proposal(self, door: EngineDoor) -> float:
        def early(event: Event) -> bool:
            return isinstance(event, Started)

        def writing(event: Event) -> bool:
            return isinstance(event, Streamed)

        asked = [
            (_question(200 + number, "Describe this", temperature=1.0), (early, writing)[number % 2])
            for number in range(4)
        ]
        return max(door.cancel_latency(request, ripe) for request, ripe in asked)

    def _cancelled_picture(self, door: EngineDoor, folder: Path) -> float:
        def running(event: Event) -> bool:
            return isinstance(event, Progress) and (event.fraction or 0) > 0.2

        return max(door.cancel_latency(_picture(300 + number, "a cat", folder), running) for number in range(3))


class EveryAnswerParses:
    """Meta-responses at temperature 1 to all kinds of instructions, every second with a picture."""

    name = "parses"

    def __init__(self, count: int = 500) -> None:
        self._count = count
        self._door: EngineDoor | None = None

    def prepare(self) -> None:
        """Start the engine."""
        self._door = EngineDoor()

    def run(self) -> list[Finding]:
        """Count the answers that are read without remainder."""
        assert self._door is not None, "run before prepare"
        read = 0
        for number, instruction in enumerate(instructions(self._count)):
            request = _question(number, instruction, picture=number % 2 == 0, temperature=1.0)
            proposed = self._door.interpret(request)
            reading = parse_meta_response(proposed.meta_response) if proposed else None
            if reading and reading.invocations and not reading.unread:
                read += 1
            else:
                print(f"unread: {instruction!r} → {proposed.meta_response if proposed else None!r}")
        return [Finding("meta-responses that parse", read, f"of {self._count}", self._count, at_least=True)]

    def clear(self) -> None:
        """End the engine."""
        if self._door:
            self._door.close()
