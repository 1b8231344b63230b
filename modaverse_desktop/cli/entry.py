"""From the command line to a command, and from whatever happens to an exit code."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from modaverse_desktop.cli.arguments import parser
from modaverse_desktop.cli.failure import as_app_error
from modaverse_desktop.cli.lost_files import telling_lost_files
from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.offline import stay_local

_RESEARCH = (["train"], ["instructions"], ["evaluate"])
"""A training's recipe names packages, a chat model has an address."""


def main(typed: Sequence[str] | None = None) -> int:
    """Run `modaverse` with the arguments `typed` (default: those of the process); returns the exit code."""
    words = list(sys.argv[1:] if typed is None else typed)
    if typed is None:  # the process is ours alone
        _seal(words)
    debug = "--debug" in words
    with Output("--json" in words) as output, _stopping_kindly(), _telling(output, debug, ours=typed is None):
        try:
            with output.given_back():  # --help and --version print for themselves
                arguments = parser().parse_args(words)
            return _command(arguments)(arguments, output)
        except SystemExit as leaving:
            return int(leaving.code or 0)
        except BrokenPipeError:
            output.abandon()
            return 0
        except (Exception, KeyboardInterrupt) as error:
            if debug and not isinstance(error, AppError | KeyboardInterrupt):
                output.traceback(error)
            failure = as_app_error(error)
            output.failure(failure)
            return failure.kind.exit_code


def _seal(words: list[str]) -> None:
    """Researchers' commands may fetch what they are told to; those of an installed application reach nobody."""
    if words[:1] not in _RESEARCH:
        stay_local(sealed=True)
    elif getattr(sys, "frozen", False):
        stay_local()


def _telling(output: Output, debug: bool, *, ours: bool) -> AbstractContextManager[None]:
    return telling_lost_files(output, debug=debug) if ours else nullcontext()


def _command(arguments: Namespace) -> Callable[[Namespace, Output], int]:
    """Imported only when wanted: `--help` and `packs` answer at once."""
    if arguments.command == "packs":
        from modaverse_desktop.cli.pack_actions import action

        return action(arguments.action)
    if arguments.command == "show":
        from modaverse_desktop.cli.show import show

        return show
    if arguments.command == "instructions":
        from modaverse_desktop.cli import generation, instructions

        actions = {"convert": instructions.convert, "check": instructions.check, "show": instructions.show}
        return {**actions, "generate": generation.generate}[arguments.action]
    if arguments.command in ("prepare", "train"):
        from modaverse_desktop.cli import training

        return {"prepare": training.prepare, "train": training.train}[arguments.command]
    if arguments.command == "evaluate":
        from modaverse_desktop.cli.evaluating import evaluate

        return evaluate
    from modaverse_desktop.cli import commands

    return {"interpret": commands.interpret, "convert": commands.convert, "generate": commands.generate}[
        arguments.command
    ]


@contextmanager
def _stopping_kindly() -> Iterator[None]:
    """SIGTERM stops like Ctrl-C: what is half-written is removed."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: a test
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
