"""What can be typed after `modaverse evaluate`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from modaverse_desktop.cli.counting import count

EVALUATIONS = (
    "coco-captions",
    "audiocaps-captions",
    "msrvtt-captions",
    "coco-images",
    "audiocaps-audio",
    "msrvtt-video",
    "proposals",
)
"""Those of `evaluation.tasks`, which is not imported for --help."""


def add_evaluate(command: argparse.ArgumentParser, common: Callable[[argparse.ArgumentParser], None]) -> None:
    """The options of `evaluate`; `common` adds those that every command has."""
    command.add_argument("task", metavar="TASK", choices=EVALUATIONS, help=", ".join(EVALUATIONS))
    command.add_argument(
        "--data", metavar="PATH", type=Path, required=True, help="the data set's folder, or a file of pairs"
    )
    command.add_argument("--stack", metavar="ID", help="which models (default: those chosen in the window)")
    command.add_argument("--output", metavar="DIR", type=Path, help="the run's folder; the same one goes on with it")
    command.add_argument("--weights", metavar="DIR", type=Path, help="the folder with the weights of metric networks")
    command.add_argument("--count", metavar="N", type=count, default=0, help="only so many, drawn by the seed")
    command.add_argument("--processes", metavar="N", type=count, default=1, help="how many share the samples")
    command.add_argument("--seed", metavar="N", type=_whole, default=0, help="draws samples and seeds generators")
    common(command)


def _whole(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**31:
        raise argparse.ArgumentTypeError("a whole number from 0 to 2^31 - 1")
    return value
