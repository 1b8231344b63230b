"""`train`: a training that a configuration file describes, with its progress on standard error."""

from __future__ import annotations

import sys
from argparse import Namespace

from modaverse_desktop.cli.output import Output


def train(arguments: Namespace, output: Output) -> int:
    """Run or resume it. The exit code is 130 if it was stopped; it goes on with --resume."""
    from modaverse_desktop.training.train import train as run

    outcome = run(arguments.config, arguments.resume, lambda progress: print(progress, file=sys.stderr, flush=True))
    state = "finished" if outcome.finished else "stopped; go on with --resume"
    output.result({"step": outcome.step, "finished": outcome.finished}, f"Step {outcome.step}, {state}.")
    return 0 if outcome.finished else 130
