"""What can be typed after `modaverse packs`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}
_LARGEST_ON_FAT = (4 << 30) - 1


def add_pack_actions(command: argparse.ArgumentParser, add_common: Callable[[argparse.ArgumentParser], object]) -> None:
    """The actions of `packs`; `add_common` gives each the options that all commands have."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=type(command))

    def action(name: str, words: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=words)
        add_common(made)
        return made

    action("list", "id, kind, licence and size")
    check = action("check", "compare every file with its sha256")
    check.add_argument("ids", metavar="ID", nargs="*", help="only these (default: all)")
    _add(action("add", "add a .mvpack, a folder or an archive, or make packs of what was published elsewhere"))
    find = action("find", "models of other programs on your disks, which could become packs")
    find.add_argument("places", metavar="DIR", nargs="*", type=Path, help="where to look (default: the usual places)")
    _export(action("export", "write a model, with all that it names, into a file that can be carried elsewhere"))
    licence = action("licence", "read a model's licence, and accept it")
    licence.add_argument("id", metavar="ID", help="a pack, or a stack with its parts")
    licence.add_argument("--accept", action="store_true", help="accept it without being asked")
    remove = action("remove", "move a model of your models folder to the trash")
    remove.add_argument("id", metavar="ID")
    remove.add_argument("--with-parts", action="store_true", help="of a stack: also the parts that no other needs")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    move = action("move", "move a model to another folder, such as one on another disk")
    move.add_argument("id", metavar="ID")
    move.add_argument("folder", metavar="DIR", type=Path, help="the models folder that it moves into")
    doctor = action("doctor", "load a model strictly and try it, and say in words what is wrong")
    doctor.add_argument("id", metavar="ID")
    doctor.add_argument("--progress", action="store_true", help="tell what happens as JSON lines on standard error")
    relink = action("relink", "say where a model lies now that is not there any more")
    relink.add_argument("id", metavar="ID")
    relink.add_argument("folder", metavar="DIR", type=Path, help="the folder that it lies in now, or the one above")


def _add(add: argparse.ArgumentParser) -> None:
    add.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        type=Path,
        help="a .mvpack or its first part; a pack's folder, zip or tar; a folder that diffusers loads; a .safetensors",
    )
    add.add_argument("--from-release", metavar="DIR", type=Path, help="the folder with the ModaVerse-7b files")
    add.add_argument("--name", metavar="ID", type=_pack_id, help="the new packs' id (default: modaverse-7b)")
    add.add_argument("--to", metavar="DIR", type=Path, help="where they go (default: your models folder)")
    other = add.add_argument_group("models that are no packs yet", "Their files stay where they are.")
    other.add_argument("--show", action="store_true", help="only print the pack.toml that would be written")
    other.add_argument("--beside", action="store_true", help="write pack.toml beside the model's own files")
    other.add_argument("--on", metavar="ID", help="for LoRA: the generator that it changes")
    other.add_argument(
        "--like",
        metavar="DIR",
        type=Path,
        help="for a single file that is not known by itself: a diffusers folder of its kind",
    )
    add.add_argument("--accept-licence", action="store_true", help="accept the licences without being asked")


def _export(export: argparse.ArgumentParser) -> None:
    export.add_argument("id", metavar="ID", help="a pack, or a stack with its parts")
    export.add_argument("file", metavar="FILE.mvpack", type=Path, help="the file to write")
    export.add_argument(
        "--split", metavar="SIZE", type=_size, default=0, help="in parts of at most this size, such as 4GB for FAT32"
    )


def _pack_id(text: str) -> str:
    if not re.fullmatch("[a-z0-9][a-z0-9._-]{0,39}", text):
        raise argparse.ArgumentTypeError("an id has small letters, digits, dots and dashes, 40 at most")
    return text


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,6})?) ?([kmg]?i?)b?", text.strip().lower())
    if not found or found[2] not in _UNITS:
        raise argparse.ArgumentTypeError("a size is a number with its unit, such as 4GB or 700MB")
    size = int(float(found[1]) * _UNITS[found[2]])
    return _LARGEST_ON_FAT if size == _LARGEST_ON_FAT + 1 else size
