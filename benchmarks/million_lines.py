"""Memory over a million lines of instructions, checked, prepared and trained on, against twenty thousand of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.benchmark import Finding
from benchmarks.machine import memory_mb
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.sample import Kind, Sample, to_line

_LINES = 1_000_000
_SMALL = 20_000
_PICTURES = 8
_STEPS = 30
_PROBE = "from benchmarks.million_lines import measure; measure()"
_MOST = 64
"""MB more than for the small file: check keeps some 40 bytes a line, a training 8."""


class MillionLines:
    """Each stage in a process of its own. Anonymous memory is what counts: what is mapped from files the system takes
    back when it likes."""

    name = "memory"

    def __init__(self, lines: int = _LINES, small: int = _SMALL) -> None:
        self._lines, self._small = lines, small
        self._folder = Path()

    def prepare(self) -> None:
        """Draw a few pictures, and save a tiny model."""
        from benchmarks.tiny_model import save_tiny_stack

        self._folder = Path(tempfile.mkdtemp(prefix="million-"))
        (self._folder / "media").mkdir()
        dice = np.random.default_rng(0)
        for number in range(_PICTURES):
            picture = Image.fromarray(dice.integers(0, 256, (48, 64, 3), dtype=np.uint8))
            picture.save(self._folder / "media" / f"{number}.png")
        save_tiny_stack(self._folder)

    def run(self) -> list[Finding]:
        """The highest anonymous memory of each stage."""
        peaks: list[Mapping[str, float]] = []
        for lines in (self._small, self._lines):
            with (self._folder / "samples.jsonl").open("w", encoding="utf-8") as stream:
                stream.writelines(map(_line, range(lines)))
            peaks.append({stage: self._peak(stage) for stage in STAGES})
            shutil.rmtree(self._folder / "run", ignore_errors=True)
        found = []
        for stage in STAGES:
            small, big = (each[stage] for each in peaks)
            note = f"{small:.0f} MB for {self._small:,} lines"
            found.append(Finding(f"{stage}, {self._lines:,} lines", big, "MB", note=note))
            found.append(Finding("more than for the small file", big - small, "MB", _MOST))
        return found

    def clear(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _peak(self, stage: str) -> float:
        environment = {**os.environ, "BENCHMARK_STAGE": stage, "BENCHMARK_FOLDER": str(self._folder)}
        command = [sys.executable, "-c", _PROBE]
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return float(ran.stdout.split()[-1])


def measure() -> None:
    """In a process of its own: one stage; prints its highest anonymous memory in MB."""
    folder, over = Path(os.environ["BENCHMARK_FOLDER"]), threading.Event()
    highest = 0.0

    def watch() -> None:
        nonlocal highest
        while not over.wait(0.05):
            highest = max(highest, memory_mb(os.getpid(), "RssAnon"))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        STAGES[os.environ["BENCHMARK_STAGE"]](folder)
    finally:
        over.set()
        watching.join()
    print(highest)


def _check(folder: Path) -> None:
    from modaverse_desktop.training.construction.checking import check_file

    found = check_file(folder / "samples.jsonl", folder / "media")
    assert found.good, found.said[:3]


def _prepare(folder: Path) -> None:
    import torch

    from benchmarks.tiny_model import tiny_training
    from modaverse_desktop.training.preparation.prepare import Preparation

    with Preparation(tiny_training(folder, folder / "samples.jsonl"), torch.device("cpu")) as preparation:
        preparation.scan(lambda words: None)
        preparation.run(1, lambda words: None)


def _train(folder: Path) -> None:
    from benchmarks.tiny_model import tiny_training
    from modaverse_desktop.training.config import LoopConfig
    from modaverse_desktop.training.loop import run
    from modaverse_desktop.training.records import record_run
    from modaverse_desktop.training.scale.task import PreparedTask

    task = PreparedTask.from_config(vars(tiny_training(folder, folder / "samples.jsonl")), 0)
    settings = LoopConfig(_STEPS, 1e-3)
    run(task, settings, folder / "run", record_run(0, task.data_files()), False, lambda progress: None)


STAGES: Mapping[str, Callable[[Path], None]] = {"check": _check, "prepare": _prepare, "train": _train}


def _line(number: int) -> str:
    media = ((Modality.IMAGE, f"{number % _PICTURES}.png"),) if number % 2 else ()
    made = ((Modality.IMAGE, f"a photo of thing {number} in the morning light"),)
    return to_line(Sample(f"sample-{number}", Kind.OUTPUT, f"draw me thing number {number}", media, made, "benchmark"))
