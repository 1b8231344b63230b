"""What `make run` costs when everything is set up already."""

from __future__ import annotations

import statistics
import subprocess
import time
from pathlib import Path

from benchmarks.benchmark import Finding

ROOT = Path(__file__).resolve().parent.parent


class SecondStart:
    """The set-up script with nothing to do."""

    name = "set-up"

    def prepare(self) -> None:
        """Let it do what is to be done."""
        self._set_up()

    def run(self) -> list[Finding]:
        """The median of five."""
        times = [self._set_up() for _ in range(5)]
        return [Finding("second `make run`, before Python", statistics.median(times), "s", 0.3, note="median of 5")]

    def clear(self) -> None:
        """Nothing was started."""

    def _set_up(self) -> float:
        started = time.perf_counter()
        subprocess.run(["bash", str(ROOT / "installer" / "setup.sh"), "run"], check=True)
        return time.perf_counter() - started
