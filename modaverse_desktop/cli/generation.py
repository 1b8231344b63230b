"""`instructions generate`: a chat model writes pairs; what it costs is said first, and it can be stopped any time."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

from modaverse_desktop.cli.approval import can_ask
from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.wording import counted, said

if TYPE_CHECKING:
    from modaverse_desktop.training.construction.generation.asking import Progress
    from modaverse_desktop.training.construction.generation.chat import Chat
    from modaverse_desktop.training.construction.generation.run import Generation
    from modaverse_desktop.training.construction.generation.settings import ModelSettings


def generate(arguments: Namespace, output: Output) -> int:
    """Begin or go on with a generation. When it is stopped, what was answered stays, and the exit code is 130."""
    from modaverse_desktop.training.construction.generation.run import Generation
    from modaverse_desktop.training.construction.generation.settings import load_settings

    settings = load_settings(arguments.config)
    output.progress("Reading captions")
    with closing(Generation(settings)) as generation:
        forecast = generation.estimate()
        had, absent = len(generation.collection.samples), generation.absent
        before = f"{counted(had, 'sample is', 'samples are')} there already. " if had else ""
        left_out = f"{counted(absent, 'caption is', 'captions are')} left out: of media that are not there. "
        before += left_out if absent else ""
        if arguments.estimate:
            data = {"samples": had, "missing": generation.missing, "absent": absent, **vars(forecast)}
            output.result(data, before + forecast.sentence())
            return 0
        output.say(before + forecast.sentence())
        report = _run(generation, arguments.yes, output) if generation.missing else generation.write()
    folder = settings.output
    words = f"{counted(report['samples'], 'sample', 'samples')} in {folder / 'samples.jsonl'}"
    output.result({**report, "folder": str(folder)}, f"{words}; what was rejected, and why: {folder / 'report.md'}")
    return 0


def _run(generation: Generation, began: bool, output: Output) -> dict[str, Any]:
    """Ask; returns the report, which is written however it ends. `began`: nobody need be asked whether to begin."""

    model, folder = generation.settings.model, generation.folder
    with ExitStack() as stack:
        if model.address:  # the key is looked for before anybody is asked
            chat = stack.enter_context(closing(_endpoint(model)))
        if not began:
            _ask()
        if not model.address:
            output.progress("Loading the model")
            chat = stack.enter_context(closing(_local(model)))
        try:
            generation.run(chat, lambda progress: output.progress(_said(progress)))
        except BaseException:
            kept = counted(generation.write()["samples"], "sample", "samples")
            output.say(f"{kept} in {folder / 'samples.jsonl'} so far; the same command goes on.")
            raise
    return generation.write()


def _endpoint(model: ModelSettings) -> Chat:
    from modaverse_desktop.training.construction.generation.endpoint import Endpoint

    return Endpoint(model)


def _local(model: ModelSettings) -> Chat:
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

    so_far = f"{progress.samples:,} of {counted(progress.wanted, 'sample', 'samples')}"
    if progress.stopping:
        it = "it" if progress.on_the_way == 1 else "them"
        return f"Waiting for {counted(progress.on_the_way, 'answer', 'answers')} on the way; Ctrl+C leaves {it}"
    if progress.trouble:
        return f"{so_far}; {progress.trouble}"
    left = "" if progress.seconds_left is None else f", about {said(progress.seconds_left)} left"
    return f"{so_far}, {counted(progress.answers, 'answer', 'answers')}{left}"
