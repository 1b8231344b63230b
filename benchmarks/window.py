"""The window's process: how soon it answers, how much memory it takes, how late it is while the engine works."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Finding
from benchmarks.screen import screen

ROOT = Path(__file__).resolve().parent.parent


def probed(seconds: float, home: Path | None = None) -> dict[str, Any]:
    """The report of one run of the window, see `window_probe`; in a fresh `home` unless one is given."""
    with tempfile.TemporaryDirectory() as fresh, screen() as environment:
        report = Path(fresh) / "report.json"
        command = [sys.executable, "-m", "benchmarks.window_probe", str(report), str(seconds)]
        started = {"MODAVERSE_PROBE_STARTED": str(time.monotonic()), "MODAVERSE_HOME": str(home or fresh)}
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **environment, **started},
            capture_output=True,
            text=True,
            timeout=seconds + 120,
            check=False,
        )
        if not report.exists():
            raise RuntimeError(f"the window ended with code {done.returncode}: {done.stderr[-2000:]}")
        return json.loads(report.read_text(encoding="utf-8"))


class WindowStart:
    """From the start of the process to the first answered key, with the engine starting beside it as it does."""

    name = "start"

    def prepare(self) -> None:
        """Once, so that the files are in the disk cache."""
        probed(0)

    def run(self) -> list[Finding]:
        """Seven starts."""
        reports = [probed(0) for _ in range(7)]
        times = [report["interactive"] for report in reports]
        note = f"median of 7; {min(times):.2f} to {max(times):.2f}"
        return [Finding("window interactive", statistics.median(times), "s", 0.7, note=note)]

    def clear(self) -> None:
        """Each run has ended."""


class WindowAtWork:
    """A minute of use: the engine starts, loads, interprets and generates, while input is to be answered at once."""

    name = "window"

    def __init__(self, seconds: float = 60) -> None:
        self._seconds = seconds

    def prepare(self) -> None:
        """Nothing: the engine's start belongs to what is measured."""

    def run(self) -> list[Finding]:
        """Lateness, memory, and whether torch stayed out."""
        report = probed(self._seconds)
        states = ", ".join(f"{number} {state}" for state, number in Counter(report["states"]).items())
        worst = ", ".join(f"{late:.0f} ms at {when:.1f} s" for when, late in report["worst"])
        note = f"{report['ticks']} ticks in {self._seconds:.0f} s; conversions: {states}"
        starved = "of which other processes held the cores for so long"
        return [
            Finding("input lateness, p99", report["p99_ms"], "ms", 16, note=note),
            Finding("input lateness, highest", report["max_ms"], "ms", 50, note=f"worst: {worst}"),
            Finding("window thread without a core", report["starved_s"], "s", note=starved),
            Finding("window process memory", report["memory_mb"], "MB", 200),
            Finding("heavy modules in the window", len(report["heavy"]), "", 0, note=", ".join(report["heavy"])),
            Finding("conversions finished", report["states"].count("done"), "", 1, at_least=True),
        ]

    def clear(self) -> None:
        """The run has ended."""


class CommandLineStart:
    """How long `modaverse` takes where no model is needed."""

    name = "cli"

    def prepare(self) -> None:
        """Once, for the disk cache."""
        self._timed("--help")

    def run(self) -> list[Finding]:
        """Medians of five."""
        return [
            Finding("modaverse --help", statistics.median(self._timed("--help") for _ in range(5)), "s", 0.2),
            Finding(
                "modaverse packs list", statistics.median(self._timed("packs", "list") for _ in range(5)), "s", 0.2
            ),
        ]

    def clear(self) -> None:
        """Nothing was started."""

    def _timed(self, *words: str) -> float:
        started = time.perf_counter()
        command = [sys.executable, "-m", "modaverse_desktop.cli", *words]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - started
