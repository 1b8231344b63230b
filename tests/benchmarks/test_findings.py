"""The benchmarks' own arithmetic, and that their probe leaves the engine process without Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.benchmark import Finding
from benchmarks.instructions import instructions
from benchmarks.machine import machine, memory_mb

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("value", "limit", "at_least", "kept"),
    [
        (1.0, 2.0, False, True),
        (2.0, 2.0, False, True),
        (2.1, 2.0, False, False),
        (1.0, 2.0, True, False),
        (2.0, 2.0, True, True),
        (1.0, None, False, None),
    ],
)
def test_a_promise_is_kept_up_to_its_limit(
    value: float, limit: float | None, at_least: bool, kept: bool | None
) -> None:
    assert Finding("x", value, "s", limit, at_least).kept is kept


def test_the_instructions_are_many_and_the_same_each_time() -> None:
    drawn = instructions(500)
    assert drawn == instructions(500)
    assert len(set(drawn)) > 200
    assert all(text.strip() for text in drawn)


def test_memory_of_this_process_is_known_and_its_peak_is_no_less() -> None:
    assert 10 < memory_mb(os.getpid()) <= memory_mb(os.getpid(), "VmHWM") * 1.01


def test_the_machine_is_described() -> None:
    assert machine()["cores"] == os.cpu_count()


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "there are set-up" in capsys.readouterr().err


def test_the_probe_brings_no_qt_into_a_process_that_only_imports_it() -> None:
    program = "import sys, benchmarks.window_probe; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
