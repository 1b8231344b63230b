"""`instructions generate`: a chat model writes pairs; what it costs is said first, and it can be stopped any time."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from modaverse_desktop.cli.approval import can_ask
from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.errors import Interrupted

if TYPE_CHECKING:
    from modaverse_desktop.training.construction.generation.chat import Chat
    from modaverse_desktop.training.construction.generation.run import Progress
    from modaverse_desktop.training.construction.generation.settings import ModelSettings


def generate(arguments: Namespace, output: Output) -> int:
    """Begin or go on with a generation. When it is stopped, what was answered stays, and the exit code is 130."""
    from modaverse_desktop.training.construction.generation.run import Generation
    from modaverse_desktop.training.construction.generation.settings import load_settings

    settings = load_settings(arguments.config)
    output.progress("Reading captions")
    generation = Generation(settings)
    try:
        forecast = generation.estimate()
        had = len(generation.collection.samples)
        before = f"{had:,} samples are there already. " if had else ""
        if arguments.estimate:
            data = {"samples": had, "missing": generation.missing, **vars(forecast)}
            output.result(data, before + forecast.sentence())
            return 0
        output.clear_progress()
        print(before + forecast.sentence(), file=sys.stderr, flush=True)
        if generation.missing and not arguments.yes:
            _ask()
        try:
            if generation.missing or generation.collection.unrepaired:
                with closing(_chat(settings.model)) as chat:
                    generation.run(chat, lambda progress: output.progress(_said(progress)))
        finally:
            report = generation.write()
    finally:
        generation.close()
    folder = settings.output
    where = f"{folder / 'samples.jsonl'}; what was rejected, and why: {folder / 'report.md'}"
    words = f"{report['samples']:,} samples in {where}"
    output.result({**report, "folder": str(folder)}, words)
    return 0


def _chat(model: ModelSettings) -> Chat:
    if model.address:
        from modaverse_desktop.training.construction.generation.endpoint import Endpoint

        return Endpoint(model)
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    from modaverse_desktop.training.construction.generation.local import LocalChat

    return LocalChat(model)


def _ask() -> None:
    """Raises Interrupted for no, AppError(USAGE) if nobody sits there."""
    if not can_ask():
        raise usage("Nobody can be asked whether to begin", "Add --yes.")
    print("Begin? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Interrupted


def _said(progress: Progress) -> str:
    from modaverse_desktop.training.construction.generation.estimate import said

    left = "" if progress.seconds_left is None else f", about {said(progress.seconds_left)} left"
    return f"{progress.samples:,} of {progress.wanted:,} samples, {progress.answers:,} answers{left}"
