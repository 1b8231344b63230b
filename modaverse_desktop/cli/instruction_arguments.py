"""What can be typed after `modaverse instructions`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from modaverse_desktop.cli.counting import count

SETS = (
    "llava", "videochat", "instructblip-vqa", "instructblip-caption", "paper", "edits",
    "coco", "conceptual-captions", "audiocaps", "wavcaps", "msr-vtt", "webvid", "pictures", "sounds", "clips",
)  # fmt: skip
"""The formats that `convert` reads: `training.construction.converters`, which is not imported for `--help`."""
SPELLINGS = ("released", "paper")


def add_instructions(command: argparse.ArgumentParser, common: Callable[[Any], None]) -> None:
    """Its actions; `common` adds the options that every command has."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=type(command))
    _convert(actions.add_parser("convert", help="make an instruction file of a published set"), common)
    _check(actions.add_parser("check", help="schema, ids, encodings, spellings and media of instruction files"), common)
    _show(actions.add_parser("show", help="look at some samples with their media"), common)
    _generate(actions.add_parser("generate", help="have a chat model write output-side pairs"), common)


def _convert(command: argparse.ArgumentParser, common: Callable[[Any], None]) -> None:
    command.add_argument("format", metavar="FORMAT", choices=SETS, help=", ".join(SETS))
    command.add_argument("files", metavar="FILE", type=Path, nargs="+", help="as it was published")
    command.add_argument("--output", metavar="FILE", type=Path, required=True, help="the instruction file (JSON lines)")
    command.add_argument("--kind", choices=("input", "output", "reasoning"), help="if the set does not say it")
    command.add_argument(
        "--name-of", metavar="PATTERN", default="", help='how media are called, as "{youtube_id}.flac"'
    )
    command.add_argument("--limit", metavar="N", type=count, help="stop after so many samples")
    command.add_argument("--seed", metavar="N", type=int, default=0, help="chooses wordings for captions")
    common(command)


def _check(command: argparse.ArgumentParser, common: Callable[[Any], None]) -> None:
    command.add_argument("files", metavar="FILE", type=Path, nargs="+", help="instruction files")
    command.add_argument("--media", metavar="DIR", type=Path, help="where the media lie: are they there?")
    command.add_argument("--probe", action="store_true", help="also read every medium's headers")
    common(command)


def _show(command: argparse.ArgumentParser, common: Callable[[Any], None]) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="an instruction file")
    command.add_argument("--count", metavar="N", type=count, default=20, help="how many (default: 20)")
    command.add_argument("--seed", metavar="N", type=int, default=0, help="another seed, other samples")
    command.add_argument("--media", metavar="DIR", type=Path, default=Path(), help="where the media lie")
    command.add_argument("--spelling", choices=SPELLINGS, default="released", help="of the answers")
    command.add_argument("--html", metavar="FILE", type=Path, help="write a page for a browser instead")
    common(command)


def _generate(command: argparse.ArgumentParser, common: Callable[[Any], None]) -> None:
    command.add_argument("config", metavar="CONFIG", type=Path, help="a TOML file; run again, it goes on")
    command.add_argument("--estimate", action="store_true", help="only say what it will cost and take")
    command.add_argument("--yes", action="store_true", help="begin without asking")
    common(command)
