"""What waits is kept over restarts and crashes; a disk that is full costs nothing that is in memory."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop.core import events
from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Generate, Request
from modaverse_desktop.service import queue_keeper
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.history_service import HistoryService
from modaverse_desktop.service.queue_file import KeptLine, read_line
from modaverse_desktop.service.queue_keeper import QueueKeeper
from modaverse_desktop.service.queue_line import Pause


class Run:
    """One run of the window: its queue, kept in a folder."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.sent: list[Request] = []
        self.queue = ConversionQueue(
            send=self.sent.append, stack="starter", folder=lambda: Path("/made"), naming=lambda: "stem"
        )
        self.file = folder / "queue.json"
        self.history = HistoryService(folder / "history.sqlite")
        self.keeper = QueueKeeper(self.queue, self.history, self.file)
        with qtbot.waitSignal(self.history.left_over):
            self.keeper.open()

    def leave(self) -> None:
        """The window closes as it should."""
        self.queue.leave()
        self.keeper.leave()
        self.history.leave()

    def wishes(self) -> list[str]:
        """What waits, the next one first."""
        return [self.queue[name].instruction for name in self.queue.waiting()]


class Runs:
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.folder = folder
        self.last: Run | None = None

    def start(self) -> Run:
        """Close the window, if one is open, and open it again."""
        self.close()
        self.last = Run(self._qtbot, self.folder)
        return self.last

    def close(self) -> None:
        if self.last is not None:
            self.last.leave()
            self.last = None


@pytest.fixture
def runs(qtbot: QtBot, tmp_path: Path) -> Iterator[Runs]:
    made = Runs(qtbot, tmp_path)
    yield made
    made.close()


def test_what_waits_and_its_order_come_back_after_a_restart(runs: Runs) -> None:
    first = runs.start()
    names = [first.queue.submit(f"wish {number}", []) for number in range(4)]
    first.queue.move(names[3], 0)
    again = runs.start()
    assert again.wishes() == ["wish 0", "wish 3", "wish 1", "wish 2"]
    assert not again.sent
    assert again.queue.paused() is Pause.LEFT_OVER


def test_the_users_pause_comes_back_also_when_nothing_waits(runs: Runs) -> None:
    runs.start().queue.pause()
    again = runs.start()
    assert again.queue.paused() is Pause.USER
    again.queue.resume()
    assert runs.start().queue.paused() is None


def test_what_has_ended_does_not_come_back(runs: Runs) -> None:
    first = runs.start()
    names = [first.queue.submit(f"wish {number}", []) for number in range(3)]
    first.queue.receive(events.Failed(names[0], AppError("It broke")))
    first.queue.cancel(names[2])
    assert [one.instruction for one in runs.start().queue.conversions()] == ["wish 1"]


def test_a_batch_comes_back_as_one(runs: Runs) -> None:
    media = [Media(Path(f"/pictures/{number}.png"), Modality.IMAGE) for number in range(5)]
    batch = runs.start().queue.submit_batch("What is this?", media)
    back = runs.start().queue.conversions()
    assert {one.batch for one in back} == {batch}
    assert [one.media[0] for one in back] == media


def test_a_killed_window_loses_nothing_but_the_running_step(runs: Runs) -> None:
    arguments = [str(runs.folder / "history.sqlite"), str(runs.folder / "queue.json")]
    killed = subprocess.run([sys.executable, "-m", "tests.service.killed_window", *arguments], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    again = runs.start()
    states = {one.instruction: one.state for one in again.queue.conversions()}
    assert states == {
        "wish 0": State.PROPOSED,
        "wish 1": State.APPROVED,
        "wish 3": State.QUEUED,
        "wish 4": State.QUEUED,
        "wish 5": State.QUEUED,
        "wish 6": State.QUEUED,
    }
    assert again.wishes() == ["wish 1", "wish 5", "wish 3", "wish 4", "wish 6"]
    again.queue.resume()
    request = again.sent[-1]
    assert isinstance(request, Generate)
    assert request.start == 1


def test_a_full_disk_is_said_once_and_the_queue_goes_on(
    runs: Runs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runs.start()
    said: list[AppError] = []
    run.keeper.failed.connect(said.append)
    tried: list[KeptLine] = []

    def full(path: Path, line: KeptLine) -> None:
        tried.append(line)
        raise AppError("The disk is full")

    with monkeypatch.context() as no_room:
        no_room.setattr(queue_keeper, "write_line", full)
        for number in range(3):
            run.queue.submit(f"wish {number}", [])
            qtbot.waitUntil(lambda number=number: len(tried) > number)
        qtbot.waitUntil(lambda: bool(said))
    assert said == [AppError("The disk is full")]
    assert len(run.queue.waiting()) == 2
    run.queue.move(run.queue.waiting()[1], 0)
    qtbot.waitUntil(lambda: read_line(run.file).order[1:] == run.queue.waiting())
