"""The service over real spawned engine processes that play a script; killed in every phase."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from modaverse_desktop.core import events
from modaverse_desktop.core.errors import ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.out_of_reach import lost_files
from modaverse_desktop.core.request import Cancel, Generate, Interpret, Sampling
from modaverse_desktop.service import model_service
from modaverse_desktop.service.engine_process import EngineMain
from modaverse_desktop.service.model_service import ModelService, ServiceThread
from tests.service import fake_engine

SECONDS = 20_000


class Running:
    """A service on its thread, and all that it said."""

    def __init__(self, qtbot: QtBot, engine_main: EngineMain) -> None:
        self.qtbot = qtbot
        self.service = ModelService(engine_main, "starter")
        self.thread = ServiceThread(self.service)
        self.seen: list[events.Event] = []
        self.service.happened.connect(self.seen.append)
        self.thread.start()

    def wait_for(self, kind: type[events.Event], count: int = 1) -> events.Event:
        """The latest event of this kind, when there are `count` of them."""
        self.qtbot.waitUntil(lambda: len(self.of(kind)) >= count, timeout=SECONDS)
        return self.of(kind)[-1]

    def of(self, kind: type[events.Event]) -> list[events.Event]:
        return [event for event in self.seen if isinstance(event, kind)]

    def kill(self) -> None:
        pid = self.service.engine_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[[EngineMain], Running]]:
    started: list[Running] = []

    def begin(engine_main: EngineMain) -> Running:
        started.append(Running(qtbot, engine_main))
        return started[-1]

    yield begin
    for running in started:
        running.thread.leave()


def ask(words: str) -> Interpret:
    return Interpret("c1", words, (), "starter", Sampling())


def make(prompt: str, folder: Path) -> Generate:
    return Generate("c1", (Invocation(Modality.IMAGE, prompt),), (), "starter", folder, "made")


def test_the_engine_is_warm_before_anything_is_asked(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    assert running.wait_for(events.EngineReady) == events.EngineReady("starter", "cpu", 0.1)
    assert running.of(events.EngineProgress)


def test_the_service_lives_on_its_own_thread(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    assert running.service.thread() is running.thread
    assert running.service.thread() is not QThread.currentThread()


def test_a_request_comes_back_as_events_in_order(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    running.thread.send(ask("make a cat"))
    running.wait_for(events.Proposed)
    kinds = [type(event) for event in running.seen if getattr(event, "conversion", "") == "c1"]
    assert kinds == [events.Started, events.Streamed, events.Streamed, events.Streamed, events.Proposed]


def test_killed_while_loading_it_is_started_again(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.never_ready)
    running.wait_for(events.EngineProgress, 2)
    first = running.service.engine_pid
    running.kill()
    running.wait_for(events.EngineFailed)
    running.wait_for(events.EngineProgress, 4)
    assert running.service.engine_pid not in (None, first)


def test_killed_while_interpreting_the_conversion_fails_and_the_next_one_works(
    start: Callable[[EngineMain], Running],
) -> None:
    running = start(fake_engine.run)
    running.thread.send(ask("slow"))
    running.wait_for(events.Started)
    running.kill()
    failed = running.wait_for(events.Failed)
    assert isinstance(failed, events.Failed)
    assert (failed.conversion, failed.error.kind) == ("c1", ErrorKind.RESOURCES)
    assert failed.error.hint
    running.thread.send(Interpret("c2", "make a cat", (), "starter"))
    proposed = running.wait_for(events.Proposed)
    assert isinstance(proposed, events.Proposed)
    assert proposed.conversion == "c2"


def test_killed_while_generating_the_conversion_fails(start: Callable[[EngineMain], Running], tmp_path: Path) -> None:
    running = start(fake_engine.run)
    running.thread.send(make("slow", tmp_path))
    running.wait_for(events.Progress)
    running.kill()
    running.wait_for(events.Failed)
    running.wait_for(events.EngineFailed)
    running.wait_for(events.EngineReady, 2)


def test_a_request_that_kills_the_engine_does_not_kill_the_service(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    running.thread.send(ask("crash"))
    running.wait_for(events.Failed)
    running.thread.send(Interpret("c2", "make a cat", (), "starter"))
    running.wait_for(events.Proposed)


def test_a_disk_that_is_unplugged_is_said_to_be_and_the_next_one_works(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    running.thread.send(ask("unplug the disk"))
    failed = running.wait_for(events.Failed)
    assert isinstance(failed, events.Failed)
    assert failed.error == lost_files()
    running.thread.send(Interpret("c2", "make a cat", (), "starter"))
    assert running.wait_for(events.Proposed).conversion == "c2"


def test_an_engine_that_never_comes_up_is_not_started_for_ever(
    start: Callable[[EngineMain], Running], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(model_service, "_BACK_OFF_MS", 1)
    monkeypatch.setattr(model_service, "_RESTARTS", 1)
    running = start(fake_engine.dies_at_once)
    running.wait_for(events.EngineFailed, 2)
    running.thread.send(ask("make a cat"))
    running.wait_for(events.Failed)
    qtbot.wait(200)
    assert len(running.of(events.EngineFailed)) == 3
    assert "code 3" in str(running.of(events.EngineFailed)[-1].error)


def test_cancel_reaches_the_running_work(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    running.thread.send(ask("slow"))
    running.wait_for(events.Started)
    running.thread.send(Cancel("c1"))
    assert running.wait_for(events.Cancelled) == events.Cancelled("c1")
    assert not running.of(events.EngineFailed)


def test_an_engine_that_does_not_hear_cancel_is_ended(
    start: Callable[[EngineMain], Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_service, "_CANCEL_PATIENCE_MS", 50)
    running = start(fake_engine.deaf)
    running.thread.send(ask("anything"))
    running.wait_for(events.Started)
    running.thread.send(Cancel("c1"))
    assert running.wait_for(events.Cancelled) == events.Cancelled("c1")
    assert not running.of(events.Failed)


def test_leaving_ends_the_engine(start: Callable[[EngineMain], Running]) -> None:
    running = start(fake_engine.run)
    running.wait_for(events.EngineReady)
    pid = running.service.engine_pid
    assert pid is not None
    running.thread.leave()
    assert running.thread.isFinished()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
