"""What can be typed after `modaverse`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from modaverse_desktop import __version__
from modaverse_desktop.cli.counting import count
from modaverse_desktop.cli.evaluation_arguments import add_evaluate
from modaverse_desktop.cli.instruction_arguments import add_instructions
from modaverse_desktop.cli.pack_arguments import add_pack_actions
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.modality import Modality

_CODES = (
    "exit codes: 0 done, 2 usage, 3 unusable input, 4 model missing or damaged, 5 out of memory or disk, 130 cancelled"
)


class Parser(argparse.ArgumentParser):
    """Raises what argparse would print, so that every failure takes one way out."""

    def error(self, message: str) -> NoReturn:
        """Raise AppError(USAGE)."""
        raise usage(message[:1].upper() + message[1:], f"See `{self.prog} --help`.")


def usage(title: str, hint: str = "") -> AppError:
    """What was typed cannot be meant."""
    return AppError(title, hint=hint, kind=ErrorKind.USAGE)


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    top = Parser(
        prog="modaverse", description="Any media and a sentence in, any media out.", epilog=_CODES, allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=f"modaverse {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    _interpret(commands.add_parser("interpret", help="ask the model what an instruction calls for", epilog=_CODES))
    _convert(commands.add_parser("convert", help="interpret, accept, and generate", epilog=_CODES))
    _generate(commands.add_parser("generate", help="make one artifact from a prompt, or change a file", epilog=_CODES))
    _show(commands.add_parser("show", help="how a file was made, if it says so", epilog=_CODES))
    add_pack_actions(commands.add_parser("packs", help="models: list, add, verify, pass on, remove"), _common)
    _prepare(commands.add_parser("prepare", help="encode media and tokenise instructions for a training"))
    _train(commands.add_parser("train", help="run a training that a configuration file describes"))
    add_instructions(commands.add_parser("instructions", help="make, check and look at training instructions"), _common)
    add_evaluate(commands.add_parser("evaluate", help="measure a stack on a data set", epilog=_CODES), _common)
    return top


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object a result on standard output")
    command.add_argument("--debug", action="store_true", help="show tracebacks and the libraries' warnings")


def _models(command: argparse.ArgumentParser) -> None:
    command.add_argument("--stack", metavar="ID", help="which models to use (default: those chosen in the window)")
    command.add_argument("--batch", metavar="FILE", help="JSON lines, one job each; - is standard input")
    command.add_argument("--seed", metavar="N", type=_seed, help="the same seed gives the same result")
    _common(command)


def _question(command: argparse.ArgumentParser) -> None:
    command.add_argument("--instruction", metavar="TEXT", help="what you want; - reads standard input")
    command.add_argument(
        "--media",
        metavar="FILE",
        action="append",
        default=[],
        help="a picture, sound or video, or a part of one (talk.mp3#t=60,75); may be repeated (--media=-x.png)",
    )
    command.add_argument(
        "--edit",
        action=argparse.BooleanOptionalAction,
        help="change the picture that is given, instead of drawing a new one (default: as set in the window)",
    )
    command.add_argument(
        "--chain",
        action=argparse.BooleanOptionalAction,
        help="each output starts from the one before it where its generator can (default: where the words say so, as in"
        " “draw it, then animate that drawing”)",
    )
    command.add_argument(
        "--temperature", metavar="T", type=_temperature, default=0.0, help="0 is the model's best guess (default)"
    )
    _models(command)


def _interpret(command: argparse.ArgumentParser) -> None:
    _question(command)
    command.add_argument(
        "--dry-run", action="store_true", help="load nothing: only say what each step would need of memory and time"
    )


def _convert(command: argparse.ArgumentParser) -> None:
    _question(command)
    command.add_argument("--yes", action="store_true", help="accept the proposal as it is")
    _output(command)


def _generate(command: argparse.ArgumentParser) -> None:
    tasks = [task.value for task in Modality if task is not Modality.TEXT]
    command.add_argument("--task", choices=tasks, help="what to make")
    command.add_argument("--prompt", metavar="TEXT", help="what it shows; - reads standard input")
    command.add_argument("--generator", metavar="ID", help="which one makes it (default: the stack's)")
    command.add_argument(
        "--input", metavar="FILE", action="append", default=[], help="a file that it starts from; may be repeated"
    )
    command.add_argument("--mask", metavar="FILE", help="a picture, white where the input may change")
    command.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="an option of the generator; may be repeated"
    )
    _models(command)
    _output(command)


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output", metavar="DIR", type=Path, help="where files go; made if missing (default: the window's folder)"
    )
    command.add_argument(
        "--no-metadata", dest="metadata", action="store_false", help="keep no record of the making in the files"
    )


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="a picture, sound or clip")
    _common(command)


def _prepare(command: argparse.ArgumentParser) -> None:
    command.add_argument("config", metavar="CONFIG", type=Path, help="the training's TOML file; run again, it goes on")
    command.add_argument("--estimate", action="store_true", help="only say how much is to be done and written")
    command.add_argument(
        "--workers", metavar="N", type=count, default=4, help="files that are read at once (default: 4)"
    )
    command.add_argument("--device", metavar="NAME", default="auto", help="auto, cpu, cuda or cuda:1")
    _common(command)


def _train(command: argparse.ArgumentParser) -> None:
    command.add_argument("config", metavar="CONFIG", type=Path, help="a TOML file")
    command.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    command.add_argument("--export", metavar="DIR", type=Path, help="when it is finished, copy its packs there")
    _common(command)


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**63:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 to 2^63 - 1")
    return value


def _temperature(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 5:
        raise argparse.ArgumentTypeError("a temperature is a number from 0 to 5")
    return value
