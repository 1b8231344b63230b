"""The window in long use: with a history of 50,000, over minutes, hundreds of conversions, hundreds of files."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Finding
from benchmarks.screen import screen
from benchmarks.window import ROOT, probed

ENTRIES = 50_000
_WARM = 40
"""Conversions until everything is there that stays: all modules, and as many cards as the list keeps (30)."""


class _InAHome:
    """A benchmark in a home of its own with a history."""

    def __init__(self, entries: int = ENTRIES) -> None:
        self.entries = entries
        self.home: Path | None = None

    def prepare(self) -> None:
        """Make the home; takes half a minute for 50,000 entries."""
        from benchmarks.long_history import make_home

        self.home = Path(tempfile.mkdtemp(prefix="modaverse-bench-"))
        make_home(self.home, self.entries)

    def clear(self) -> None:
        """Remove the home."""
        if self.home is not None:
            shutil.rmtree(self.home, ignore_errors=True)

    def used(self, script: str, amount: float, patience: float) -> dict[str, Any]:
        """The report of one run of a script, see `scripts`."""
        assert self.home is not None, "prepare first"
        report = self.home / "report.json"
        with screen() as environment:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.session_probe", script, str(report), str(amount)],
                cwd=ROOT,
                env={**os.environ, **environment, "MODAVERSE_HOME": str(self.home)},
                capture_output=True,
                text=True,
                timeout=patience,
                check=False,
            )
        if not report.exists():
            raise RuntimeError(f"the window ended with code {done.returncode}: {done.stderr[-2000:]}")
        return json.loads(report.read_text(encoding="utf-8"))


class StartWithHistory(_InAHome):
    """From the start of the process to the first answered key, with 50,000 entries in the history."""

    name = "start-history"

    def run(self) -> list[Finding]:
        """Seven starts, after one for the disk cache."""
        assert self.home is not None, "prepare first"
        times = [probed(0, self.home)["interactive"] for _ in range(8)][1:]
        note = f"{self.entries} entries; median of 7; {min(times):.2f} to {max(times):.2f}"
        return [Finding("window with a long history", statistics.median(times), "s", 0.7, note=note)]


class LongSession(_InAHome):
    """Drops, edits, generation, history, theme, language, size: five minutes of it."""

    name = "session"

    def __init__(self, seconds: float = 300, entries: int = ENTRIES) -> None:
        super().__init__(entries)
        self._seconds = seconds

    def run(self) -> list[Finding]:
        """Lateness, and which steps were the worst."""
        report = self.used("session", self._seconds, self._seconds + 180)
        worst = ", ".join(f"{late:.0f} ms at “{step}”" for step, late in list(report["by_step"].items())[:8])
        note = f"{report['ticks']} ticks in {report['seconds']:.0f} s; {report['starved_s']:.1f} s without a core"
        return [
            Finding("session: input lateness, p99", report["p99_ms"], "ms", 16, note=note),
            Finding("session: input lateness, highest", report["max_ms"], "ms", 50, note=f"worst: {worst}"),
            Finding("session: window process memory", report["memory_mb"], "MB"),
        ]


class NoLeak(_InAHome):
    """Two hundred conversions: is the memory of window and engine the same at the end?"""

    name = "leak"

    def __init__(self, conversions: int = 200) -> None:
        super().__init__(entries=100)
        self._conversions = conversions

    def run(self) -> list[Finding]:
        """Growth from the warm state to the end, each as the median of ten."""
        began = time.monotonic()
        noted = self.used("conversions", self._conversions, 60 + 30 * self._conversions)["noted"]
        seconds = time.monotonic() - began
        return [self._growth(who, noted[f"{who}_mb"], seconds) for who in ("window", "engine")]

    def _growth(self, who: str, memory: list[float], seconds: float) -> Finding:
        span = max(1, min(10, (len(memory) - _WARM) // 2))
        first, last = statistics.median(memory[_WARM : _WARM + span]), statistics.median(memory[-span:])
        note = f"{first:.0f} to {last:.0f} MB over {len(memory) - _WARM} conversions, {seconds:.0f} s"
        return Finding(f"leak: growth of the {who}", 100 * (last / first - 1), "%", 5, note=note)


class ManyFiles(_InAHome):
    """Two hundred files dropped at once."""

    name = "files"

    def __init__(self, files: int = 200) -> None:
        super().__init__(entries=100)
        self._files = files

    def run(self) -> list[Finding]:
        """How soon they are known and seen, how late input is meanwhile, and what memory they take."""
        report = self.used("files", self._files, 180)
        noted = report["noted"]
        steps = {step: late for step, late in report["by_step"].items() if step != "start"}
        worst = ", ".join(f"{late:.0f} ms at “{step}”" for step, late in steps.items())
        return [
            Finding("files: known after", noted["known_s"][0], "s"),
            Finding("files: thumbnails seen", noted["thumbnails"][0], "", self._files, at_least=True),
            Finding("files: input lateness, highest", max(steps.values()), "ms", 50, note=f"worst: {worst}"),
            Finding("files: growth of the window", noted["growth_mb"][0], "MB", 40),
        ]
