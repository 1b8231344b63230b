"""`prepare` and `train`: what a configuration file describes, with its progress on standard error."""

from __future__ import annotations

import os
import shutil
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.wording import counted, said

if TYPE_CHECKING:
    from modaverse_desktop.training.loop import Progress


def prepare(arguments: Namespace, output: Output) -> int:
    """Encode media and tokenise instructions; a second run goes on, or finds nothing to do."""
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    from modaverse_desktop.engine.device import pick_device
    from modaverse_desktop.training.config import Kind, load_config
    from modaverse_desktop.training.preparation.prepare import Preparation
    from modaverse_desktop.training.preparation.settings import read_prepared

    config = load_config(arguments.config)
    if config.kind is not Kind.PREPARED:
        raise usage(f"A training of kind {config.kind.value} prepares its data itself", "Use `modaverse train`.")
    with Preparation(read_prepared(config.options), pick_device(arguments.device).torch) as preparation:
        forecast = preparation.scan(output.progress)
        if arguments.estimate:
            output.result(vars(forecast), forecast.sentence())
            return 0
        output.clear_progress()
        print(forecast.sentence(), file=sys.stderr, flush=True)
        if forecast.new_bytes > forecast.free_bytes:
            hint = "Free some space, or put `prepared` on another disk."
            raise AppError("The disk has no room for it", forecast.sentence(), hint, ErrorKind.RESOURCES)
        done = preparation.run(arguments.workers, output.progress)
    left = "".join(f"\n  left out: {count:,} × {reason}" for reason, count in done.left_out.items())
    broken = f", {done.broken:,} broken (broken.jsonl)" if done.broken else ""
    counts = counted(done.samples, "sample", "samples"), counted(done.media, "medium", "media")
    words = f"{counts[0]}, {done.validation:,} held out; {counts[1]}{broken}{left}"
    output.result({**vars(done), "left_out": dict(done.left_out)}, words)
    return 0


def train(arguments: Namespace, output: Output) -> int:
    """Run or resume it. The exit code is 130 if it was stopped; it goes on with --resume."""
    from modaverse_desktop.training.config import Kind, load_config

    if arguments.config.is_file() and load_config(arguments.config).kind is Kind.OWN:
        from modaverse_desktop.cli.own_training import train_own

        return train_own(arguments, output)
    from modaverse_desktop.training.train import train as run

    outcome = run(arguments.config, arguments.resume, _Told(), _say)
    code = 0 if outcome.finished else 130
    if os.environ.get("RANK", "0") != "0":  # one of several processes: the first speaks
        return code
    packs = _export(arguments.config, arguments.export) if arguments.export and outcome.finished else []
    state = "finished" if outcome.finished else "stopped; go on with --resume"
    exported = "".join(f"\nPack {each}" for each in packs)
    result = {"step": outcome.step, "finished": outcome.finished, **({"packs": packs} if packs else {})}
    output.result(result, f"Step {outcome.step}, {state}.{exported}")
    return code


def _export(config: Path, target: Path) -> list[str]:
    """Copy the packs of a finished training; nothing is written over."""
    from modaverse_desktop.training.config import load_config

    made = load_config(config).output / "export"
    packs = sorted(each.parent for each in made.glob("*/pack.toml"))
    if not packs:
        raise AppError("There are no packs to export", "Only trainings of kind prepared make them", "", ErrorKind.USAGE)
    if there := [each.name for each in packs if (target / each.name).exists()]:
        hint = "Choose another folder, or another `name` in the configuration."
        raise AppError(f"{target} has {there[0]} already", "", hint, ErrorKind.USAGE)
    for each in packs:
        shutil.copytree(each, target / each.name)
    return [str(target / each.name) for each in packs]


class _Told:
    """A line each time: loss, speed, how long it will still take, and what held-out samples gave."""

    def __init__(self) -> None:
        self._first: tuple[int, float] | None = None

    def __call__(self, progress: Progress) -> None:
        where = f"step {progress.step} of {progress.steps}"
        speed = f"{progress.samples_per_second:.1f} samples/s"
        rate = f"learning rate {progress.learning_rate:.1e}"
        line = f"{where}: loss {progress.loss:.4f}, {rate}, {speed}{self._left(progress)}"
        print(line, file=sys.stderr, flush=True)
        if progress.held_out:
            found = ", ".join(f"{name.replace('_', ' ')} {value:.4f}" for name, value in progress.held_out.items())
            print(f"  held out: {found}", file=sys.stderr, flush=True)

    def _left(self, progress: Progress) -> str:
        """Counted from the first line on: what comes before it is loading."""
        now = time.monotonic()
        if self._first is None:
            self._first = progress.step, now
        done, seconds = progress.step - self._first[0], now - self._first[1]
        if not done or progress.step >= progress.steps:
            return ""
        return f", about {said(seconds / done * (progress.steps - progress.step))} left"


def _say(words: str) -> None:
    if os.environ.get("RANK", "0") == "0":
        print(words, file=sys.stderr, flush=True)
