"""The engine process: one terminal event for each request, cancel at once, gone with its parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import ErrorKind
from modaverse_desktop.core.events import (
    ArtifactReady,
    Cancelled,
    EngineFailed,
    EngineProgress,
    EngineReady,
    Event,
    Failed,
    Finished,
    GenerationStarted,
    MemoryTold,
    Progress,
    Proposed,
    Started,
)
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Cancel, Configure, Generate, Interpret, Request, Shutdown, Warm
from modaverse_desktop.engine import engine_log, host
from tests.engine.fake_engine import make_broken_engine, make_fake_engine

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
TERMINAL = (Proposed, Finished, Failed, Cancelled)


class Process:
    """A spawned engine process and our end of its pipe."""

    def __init__(self, factory: Callable) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=partial(host.run, engine_factory=factory), args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def send(self, *requests: Request) -> None:
        for request in requests:
            self.pipe.send(request)

    def until(self, *kinds: type) -> list[Event]:
        """Events up to and with the first of one of these kinds."""
        events: list[Event] = []
        while not events or not isinstance(events[-1], kinds):
            assert self.pipe.poll(PATIENCE), f"nothing after {events[-3:]}"
            events.append(self.pipe.recv())
        return events

    def leave(self) -> None:
        self.process.kill()
        self.process.join(PATIENCE)
        self.pipe.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """One process for all tests that leave it alive."""
    os.environ["MODAVERSE_HOME"] = str(tmp_path_factory.mktemp("home"))
    process = Process(make_fake_engine)
    del os.environ["MODAVERSE_HOME"]
    yield process
    process.leave()


def ask(instruction: str, conversion: str = "c") -> Interpret:
    return Interpret(conversion, instruction, (), "tiny")


def make(folder: Path, *prompts: str, conversion: str = "c") -> Generate:
    invocations = tuple(Invocation(Modality.IMAGE, prompt) for prompt in prompts)
    return Generate(conversion, invocations, (), "tiny", folder, "made")


def test_the_windows_process_may_import_it_without_torch() -> None:
    code = "import sys, modaverse_desktop.engine.host; sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no niceness")
def test_the_engine_lets_the_window_go_first(shared: Process) -> None:
    shared.send(Warm("tiny"))
    shared.until(EngineReady)
    assert os.getpriority(os.PRIO_PROCESS, shared.process.pid or 0) > os.getpriority(os.PRIO_PROCESS, 0)


def test_from_warm_to_finished(shared: Process, tmp_path: Path) -> None:
    shared.send(Warm("tiny"))
    events = shared.until(EngineReady)
    assert any(isinstance(event, EngineProgress) and event.step == "Loading" for event in events)
    assert events[-1].device in ("nothing", "nothing with 0 MB")
    shared.send(ask("a cat"))
    events = shared.until(*TERMINAL)
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Proposed)
    shared.send(make(tmp_path, "a cat", "a dog"))
    events = shared.until(*TERMINAL)
    assert isinstance(events[-1], Finished)
    assert [event.artifact.path.read_text() for event in events if isinstance(event, ArtifactReady)] == [
        "a cat",
        "a dog",
    ]


def test_what_is_in_memory_is_told_after_the_request_that_changed_it(shared: Process) -> None:
    shared.send(ask("a heavy cat"), ask("a heavy dog"), ask("a cat"))
    told = [event for _ in range(3) for event in shared.until(*TERMINAL) if isinstance(event, MemoryTold)]
    assert [event.memory.held for event in told] == [{"words": 100}]


def test_another_device_is_taken_and_the_models_are_loaded_there(shared: Process) -> None:
    shared.send(Warm("tiny"), Configure("cpu", 512))
    shared.until(EngineReady)
    assert shared.until(EngineReady)[-1].device == "cpu with 512 MB"
    shared.send(Configure("cuda:9"), Configure("nothing"))
    assert shared.until(EngineFailed)[-1].error.kind is ErrorKind.MODEL
    shared.until(EngineReady)
    shared.send(Warm("tiny"))
    shared.until(EngineReady)


def test_a_stack_that_cannot_be_loaded_fails_the_engine_not_the_process(shared: Process) -> None:
    shared.send(Warm("broken"), Warm("tiny"))
    failed = shared.until(EngineFailed)[-1]
    assert failed.error.kind is ErrorKind.MODEL
    shared.until(EngineReady)


def test_after_an_error_it_is_ready_again_as_soon_as_its_stack_has_proposed_something(shared: Process) -> None:
    shared.send(Configure("cuda:9"), ask("a cat"), ask("a dog"), ask("fail"))
    assert not any(isinstance(event, EngineReady) for event in shared.until(EngineFailed))
    assert not any(isinstance(event, EngineReady) for event in shared.until(Proposed))
    assert shared.until(EngineReady)[-1].stack == "tiny"
    again = [*shared.until(Proposed), *shared.until(Failed)]
    assert not any(isinstance(event, EngineReady) for event in again)


def test_a_stack_that_could_not_be_loaded_is_tried_again_with_other_settings(shared: Process) -> None:
    shared.send(Warm("broken"), Configure("nothing"))
    shared.until(EngineFailed)
    assert "broken" in shared.until(EngineFailed)[-1].error.title
    shared.send(Warm("tiny"))
    shared.until(EngineReady)


@pytest.mark.parametrize(("what", "kind"), [("fail", ErrorKind.INPUT), ("crash", ErrorKind.INTERNAL)])
def test_an_error_ends_its_conversion_only(shared: Process, tmp_path: Path, what: str, kind: ErrorKind) -> None:
    shared.send(ask(what), make(tmp_path, "a cat", what), ask("a cat"))
    assert shared.until(*TERMINAL)[-1].error.kind is kind
    events = shared.until(*TERMINAL)
    assert events[-1].error.kind is kind
    assert any(isinstance(event, ArtifactReady) for event in events)
    assert isinstance(shared.until(*TERMINAL)[-1], Proposed)


def test_cancel_stops_what_runs_and_what_waits_and_nothing_else(shared: Process) -> None:
    shared.send(ask("loop", "a"), ask("loop", "b"), ask("a cat", "c"))
    shared.until(Progress)
    shared.send(Cancel("b"), Cancel("unknown"))
    assert shared.until(Cancelled)[-1].conversion == "b"
    shared.send(Cancel("a"))
    events = shared.until(Proposed)
    assert [event.conversion for event in events if isinstance(event, TERMINAL)] == ["a", "c"]


def test_cancel_is_answered_at_once_also_by_what_cannot_be_interrupted(shared: Process, tmp_path: Path) -> None:
    shared.send(make(tmp_path, "sleep"))
    shared.until(GenerationStarted)
    started = time.perf_counter()
    shared.send(Cancel("c"))
    assert isinstance(shared.until(*TERMINAL)[-1], Cancelled)
    assert time.perf_counter() - started < 0.9  # the work sleeps for 1.0
    shared.send(ask("a cat", "d"))
    events = shared.until(*TERMINAL)
    assert all(event.conversion == "d" for event in events)
    assert not list(tmp_path.iterdir())  # what was made after all is not left behind


def test_an_artifact_that_is_there_when_the_user_cancels_is_told_of(shared: Process, tmp_path: Path) -> None:
    shared.send(make(tmp_path, "a cat", "loop"))
    shared.until(Progress)
    shared.send(Cancel("c"))
    events = shared.until(*TERMINAL)
    assert isinstance(events[-1], Cancelled)
    assert [path.name for path in tmp_path.iterdir()] == ["made-0.txt"]


def test_a_conversion_may_be_asked_again_after_it_was_cancelled(shared: Process) -> None:
    shared.send(ask("loop"))
    shared.until(Progress)
    shared.send(Cancel("c"))
    shared.until(Cancelled)
    shared.send(ask("a cat"))
    assert isinstance(shared.until(*TERMINAL)[-1], Proposed)


def test_shutdown_ends_work_and_process() -> None:
    process = Process(make_fake_engine)
    process.send(ask("loop"))
    process.until(Progress)
    process.send(Shutdown())
    process.process.join(PATIENCE)
    assert process.process.exitcode == 0
    process.leave()


@pytest.mark.parametrize("instruction", ["loop", "sleep"])
def test_it_ends_when_the_other_end_of_the_pipe_is_gone(instruction: str) -> None:
    process = Process(make_fake_engine)
    process.send(ask(instruction))
    process.until(Started)
    process.pipe.close()
    process.process.join(PATIENCE)
    assert process.process.exitcode == 0
    process.leave()


def test_an_engine_that_cannot_start_says_so_to_everybody_who_asks() -> None:
    process = Process(make_broken_engine)
    process.send(Warm("tiny"), ask("a cat"))
    assert "no torch here" in process.until(EngineFailed)[-1].error.detail
    assert isinstance(process.until(*TERMINAL)[-1], Failed)
    process.leave()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_interrupting_the_terminal_does_not_end_it() -> None:
    process = Process(make_fake_engine)
    process.send(Warm("tiny"))
    process.until(EngineReady)
    os.kill(process.process.pid, signal.SIGINT)
    process.send(ask("a cat"))
    assert isinstance(process.until(*TERMINAL)[-1], Proposed)
    process.leave()


def test_what_is_printed_and_what_went_wrong_is_in_the_log() -> None:
    process = Process(make_fake_engine)
    process.send(ask("crash"))
    error = process.until(Failed)[-1].error
    process.send(Shutdown())
    process.process.join(PATIENCE)
    process.leave()
    text = engine_log.path().read_text(encoding="utf-8")
    assert "a library prints something" in text
    assert "a mistake in the program" in text
    assert str(engine_log.path()) in error.hint


def test_a_large_log_is_set_aside() -> None:
    log = engine_log.path()
    log.parent.mkdir(parents=True)
    log.write_bytes(b"x" * (2 << 20))
    process = Process(make_fake_engine)
    process.send(Shutdown())
    process.process.join(PATIENCE)
    process.leave()
    assert log.stat().st_size < 1000
    assert log.with_name("engine.log.1").stat().st_size == 2 << 20


def test_without_a_place_for_the_log_it_works_all_the_same() -> None:
    engine_log.path().parent.parent.mkdir(parents=True)
    engine_log.path().parent.write_bytes(b"not a folder")
    process = Process(make_fake_engine)
    process.send(ask("a cat"))
    assert isinstance(process.until(*TERMINAL)[-1], Proposed)
    process.leave()


def _orphan(connection: Connection) -> None:
    """A window that starts an engine, gives it work, says its number and waits to be killed."""
    engine = Process(make_fake_engine)
    engine.send(ask("loop"))
    engine.until(Progress)
    connection.send(engine.process.pid)
    time.sleep(PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_it_ends_when_its_parent_is_killed() -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    window = context.Process(target=_orphan, args=(theirs,))
    window.start()
    assert ours.poll(PATIENCE)
    engine = ours.recv()
    window.kill()
    window.join(PATIENCE)
    deadline = time.monotonic() + 2.0
    while _runs(engine):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    ours.close()
    theirs.close()


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
