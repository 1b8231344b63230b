"""`train`: a training that a configuration file describes, with its progress on standard error."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from modaverse_desktop.cli.output import Output

if TYPE_CHECKING:
    from modaverse_desktop.training.loop import Progress


def train(arguments: Namespace, output: Output) -> int:
    """Run or resume it. The exit code is 130 if it was stopped; it goes on with --resume."""
    from modaverse_desktop.training.train import train as run

    outcome = run(arguments.config, arguments.resume, _tell)
    state = "finished" if outcome.finished else "stopped; go on with --resume"
    output.result({"step": outcome.step, "finished": outcome.finished}, f"Step {outcome.step}, {state}.")
    return 0 if outcome.finished else 130


def _tell(progress: Progress) -> None:
    where = f"step {progress.step} of {progress.steps}"
    speed = f"{progress.samples_per_second:.1f} samples/s"
    line = f"{where}: loss {progress.loss:.4f}, learning rate {progress.learning_rate:.1e}, {speed}"
    print(line, file=sys.stderr, flush=True)
