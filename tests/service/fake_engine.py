"""An engine that plays a script chosen by the words of the instruction or the prompt; run in a real spawned process."""

from __future__ import annotations

import mmap
import os
import signal
import struct
import tempfile
import time
import zlib
from multiprocessing.connection import Connection
from pathlib import Path

from modaverse_desktop.core import events
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_new
from modaverse_desktop.core.invocation import Artifact, Invocation, count_of
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.naming import file_stem
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Shutdown, Warm


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress((b"\0" + b"\xf0\x90\x30" * 4) * 4))
    + _chunk(b"IEND", b"")
)
"""A picture of four by four orange pixels, without an image library: this process must start quickly."""


def run(connection: Connection) -> None:
    """Answers at once, unless the words say ``slow`` (until cancelled), ``crash``, ``unplug`` or ``error``."""
    while True:
        try:
            request = connection.recv()
        except EOFError:
            return
        match request:
            case Warm(stack=stack):
                connection.send(events.EngineProgress("Loading the model", 0.5))
                connection.send(events.EngineReady(stack, "cpu", 0.1))
            case Interpret():
                _interpret(connection, request)
            case Generate():
                _generate(connection, request)
            case Cancel():
                pass  # too late: it has ended
            case Shutdown():
                return


def never_ready(connection: Connection) -> None:
    """Loads for ever."""
    connection.send(events.EngineProgress("Loading the model", None))
    while True:
        time.sleep(0.05)


def dies_at_once(connection: Connection) -> None:
    """Never comes up."""
    raise SystemExit(3)


def deaf(connection: Connection) -> None:
    """Begins to interpret and hears nothing any more."""
    while True:
        request = connection.recv()
        if isinstance(request, Interpret):
            connection.send(events.Started(request.conversion))
            while True:
                time.sleep(0.05)


def _interpret(connection: Connection, request: Interpret) -> None:
    name = request.conversion
    connection.send(events.Started(name))
    if not _goes_on(connection, name, request.instruction):
        return
    invocations = _proposal(request)
    raw = "".join(f"Modality: {i.task.flag} Prompt: {i.prompt}\n" for i in invocations).strip() + " ###"
    for length in (12, 24, len(raw)):
        connection.send(events.Streamed(name, raw[:length]))
    unread = ("[POETRY]",) if "poem" in request.instruction else ()
    connection.send(events.Proposed(name, raw, invocations, unread, 0.4))


def _proposal(request: Interpret) -> tuple[Invocation, ...]:
    words = request.instruction.lower()
    if "two" in words:
        return (Invocation(Modality.IMAGE, "a cat"), Invocation(Modality.IMAGE, "a dog"))
    if "what" in words or "describe" in words:
        return (Invocation(Modality.TEXT, "a grand piano"),)
    again = f" number {request.sampling.seed}" if request.sampling.seed else ""
    return (Invocation(Modality.IMAGE, f"a cat{again}"),)


def _generate(connection: Connection, request: Generate) -> None:
    name = request.conversion
    for position, invocation in list(enumerate(request.invocations))[request.start :]:
        connection.send(events.GenerationStarted(name, position))
        for number in range(request.made if position == request.start else 0, count_of(invocation)):
            connection.send(events.Progress(name, "Drawing, step 1 of 2", 0.5))
            if not _goes_on(connection, name, invocation.prompt):
                return
            connection.send(events.ArtifactReady(name, _make(request, position, number)))
    connection.send(events.Finished(name, 0.6))


def _make(request: Generate, position: int, number: int) -> Artifact:
    invocation = request.invocations[position]
    if invocation.task is Modality.TEXT:
        return Artifact(Modality.TEXT, position, text=invocation.prompt)
    picture = os.environ.get("FAKE_ENGINE_PICTURE")
    data = Path(picture).read_bytes() if picture else PNG
    seed = int(invocation.parameters.get("seed", 0)) + number
    stem = file_stem(request.stem, {"prompt": invocation.prompt, "seed": seed, "task": invocation.task.value})
    path = write_new(request.folder, f"{stem}-{position + 1}", ".png", data)
    return Artifact(invocation.task, position, path=path, seed=seed, seconds=0.5, generator="fake")


def _goes_on(connection: Connection, name: str, words: str) -> bool:
    """Play what the words ask for; False when the conversion has ended by it."""
    if "crash" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "unplug" in words:
        _look_at_a_lost_file()
    if "error" in words:
        error = AppError("The disk is full", "0 bytes are free", "Free some space.", ErrorKind.RESOURCES)
        connection.send(events.Failed(name, error))
        return False
    if "slow" in words:
        return not _wait_for_cancel(connection, name)
    return True


def _look_at_a_lost_file() -> None:
    """What happens to weights whose disk is unplugged: they are mapped, and not there. A real SIGBUS."""
    with tempfile.TemporaryFile() as weights:
        weights.truncate(1 << 20)
        mapped = mmap.mmap(weights.fileno(), 0)
        weights.truncate(0)
        mapped[1 << 19]


def _wait_for_cancel(connection: Connection, name: str) -> bool:
    while True:
        request = connection.recv()
        if request == Cancel(name):
            connection.send(events.Cancelled(name))
            return True
        if isinstance(request, Shutdown):
            raise SystemExit
