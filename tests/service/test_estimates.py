"""The window learns from what the engine did how long it takes, and knows it after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop.core import events
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.manifest import Manifest, Option, PackKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.conversion_queue import ConversionQueue
from modaverse_desktop.service.estimates import Estimates
from modaverse_desktop.service.measurements import Estimate

CAT = Invocation(Modality.IMAGE, "a cat")
PAINTER = Manifest(
    "painter",
    PackKind.GENERATOR,
    "Painter",
    Path("/packs/painter"),
    task=Modality.IMAGE,
    options=(Option("steps", 10), Option("guidance", 3.0), Option("tiles", default=False)),
)
CATALOGUE = Catalogue({Modality.IMAGE: (PAINTER,)})


class Run:
    """One run of the window, over an engine that does what the test says."""

    def __init__(self, path: Path) -> None:
        self.queue = ConversionQueue(lambda _: None, "starter", lambda: Path("/out"), lambda: "cat")
        self.estimates = Estimates(self.queue, path)
        self.estimates.know(CATALOGUE)

    def open(self, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.estimates.changed):
            self.estimates.open()
        self.queue.receive(events.EngineReady("starter", "CPU, 2 threads", 1.0))

    def make(self, invocation: Invocation, *seconds: float, reading: float = 2.0) -> None:
        name = self.queue.submit("make it", [])
        self.queue.receive(events.Started(name))
        self.queue.receive(events.Proposed(name, "raw", (invocation,), (), reading))
        self.queue.approve(name)
        for number, each in enumerate(seconds):
            made = Artifact(invocation.task, 0, Path(f"/out/{number}.png"), seconds=each, generator="painter")
            self.queue.receive(events.ArtifactReady(name, made))
        self.queue.receive(events.Finished(name))


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Run]]:
    runs: list[Run] = []

    def begin() -> Run:
        runs.append(Run(tmp_path / "estimates.json"))
        runs[-1].open(qtbot)
        return runs[-1]

    yield begin
    for run in runs:
        run.estimates.leave()


def test_nothing_is_said_before_it_was_measured(start: Callable[[], Run]) -> None:
    assert start().estimates.estimate(CAT) is None


def test_what_was_made_tells_how_long_it_takes_here(start: Callable[[], Run]) -> None:
    run = start()
    run.make(CAT, 4.0)
    run.make(CAT, 6.0)
    assert run.estimates.estimate(CAT) == Estimate(5.0)
    assert run.estimates.making(run.queue.conversions()[0], CAT) == 5.0


def test_steps_count_and_seed_guidance_and_words_do_not(start: Callable[[], Run]) -> None:
    run = start()
    run.make(CAT, 4.0)
    same = replace(CAT, prompt="a dog", parameters={"seed": 3, "guidance": 7.5, "steps": 10})
    assert run.estimates.estimate(same) == Estimate(4.0)
    assert run.estimates.estimate(replace(CAT, parameters={"steps": 20})) == Estimate(8.0, measured=False)


def test_several_take_several_times_as_long(start: Callable[[], Run]) -> None:
    run = start()
    three = replace(CAT, parameters={"count": 3})
    run.make(three, 4.0, 4.0, 4.0)
    assert run.estimates.estimate(CAT) == Estimate(4.0)
    assert run.estimates.estimate(three) == Estimate(12.0)


def test_a_text_takes_no_time(start: Callable[[], Run]) -> None:
    assert start().estimates.estimate(Invocation(Modality.TEXT, "a cat")) == Estimate(0.0)


def test_reading_is_measured_too_by_how_much_there_is_to_look_at(start: Callable[[], Run]) -> None:
    run = start()
    run.make(CAT, 4.0, reading=2.5)
    one = run.queue.conversions()[0]
    assert run.estimates.reading(one) == 2.5
    with_picture = replace(one, media=(Media(Path("/a.png"), Modality.IMAGE),))
    assert run.estimates.reading(with_picture) == 5.0


def test_what_was_brought_back_and_not_read_teaches_nothing(start: Callable[[], Run]) -> None:
    run = start()
    run.make(CAT, 4.0, reading=2.5)
    old = replace(run.queue.conversions()[0], interpret_seconds=99.0)
    run.queue.bring_back(old)
    assert run.estimates.reading(old) == 2.5


def test_another_device_is_measured_anew(start: Callable[[], Run]) -> None:
    run = start()
    run.make(CAT, 4.0)
    run.queue.receive(events.EngineReady("starter", "cuda", 1.0))
    assert run.estimates.estimate(CAT) is None


def test_it_is_known_after_a_restart_also_before_the_engine_is_ready(
    start: Callable[[], Run], qtbot: QtBot, tmp_path: Path
) -> None:
    first = start()
    first.make(CAT, 4.0)
    first.estimates.leave()
    second = Run(tmp_path / "estimates.json")
    with qtbot.waitSignal(second.estimates.changed):
        second.estimates.open()
    assert second.estimates.estimate(CAT) == Estimate(4.0)
    second.estimates.leave()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"[" * 100_000, b'{"kinds": [1]}', b"\xff\xfe"])
def test_a_damaged_file_is_learned_anew(start: Callable[[], Run], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "estimates.json").write_bytes(content)
    run = start()
    run.make(CAT, 4.0)
    assert run.estimates.estimate(CAT) == Estimate(4.0)


def test_a_folder_that_cannot_be_written_to_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    run = Run(tmp_path / "file" / "estimates.json")
    run.open(qtbot)
    run.make(CAT, 4.0)
    run.estimates.leave()
    assert run.estimates.estimate(CAT) == Estimate(4.0)
