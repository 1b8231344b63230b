"""`evaluate`: a stack on a data set, with the paper's row beside ours."""

from __future__ import annotations

import os
import sys
import time
import warnings
from argparse import Namespace
from pathlib import Path

from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.session import user_settings
from modaverse_desktop.core.wording import said


def evaluate(arguments: Namespace, output: Output) -> int:
    """Run it, or go on with it; prints the table, or with --json the result."""
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    if not arguments.debug:
        warnings.simplefilter("ignore")
        os.environ["PYTHONWARNINGS"] = "ignore"  # in the processes that share the samples
    from modaverse_desktop.evaluation.evaluate import evaluate as run
    from modaverse_desktop.evaluation.run import Plan

    stack = arguments.stack or user_settings().stack
    folder = arguments.output or Path(f"evaluation-{arguments.task}-{stack}")
    plan = Plan(
        arguments.task,
        arguments.data.absolute() if arguments.data.exists() else arguments.data,
        stack,
        folder.absolute(),
        arguments.count,
        arguments.seed,
        arguments.processes,
    )
    result = run(plan, arguments.weights and arguments.weights.absolute(), _Told(output), output.say)
    output.result(result.data, result.table)
    return 0


class _Told:
    """Progress on a terminal as one line that is written over, else a line for every tenth."""

    def __init__(self, output: Output) -> None:
        self._output, self._tenth = output, -1
        self._had: int | None = None
        self._first: tuple[int, float] | None = None

    def __call__(self, done: int, total: int) -> None:
        line = f"{done} of {total}{self._left(done, total)}"
        self._output.progress(line)
        tenth = 10 * done // max(1, total)
        if not sys.stderr.isatty() and tenth != self._tenth:
            print(line, file=sys.stderr, flush=True)
        self._tenth = tenth

    def _left(self, done: int, total: int) -> str:
        """Counted from the first answer of this run on: what comes before it is loading."""
        now = time.monotonic()
        self._had = done if self._had is None else self._had
        if self._first is None:
            self._first = (done, now) if done > self._had else None
            return ""
        made, seconds = done - self._first[0], now - self._first[1]
        return f", about {said(seconds / made * (total - done))} left" if made and done < total else ""
