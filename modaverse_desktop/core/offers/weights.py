"""The weights of one part of a pipeline: which of several files is used, and that no piece of it is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.offers.safetensors_header import SUFFIX, damaged, read_header

_NAMES = ("diffusion_pytorch_model", "model", "pytorch_model")
_VARIANTS = ("", ".fp16", ".bf16", ".fp32")
_PIECE = re.compile(r"(?P<stem>.+)-\d{5}-of-(?P<count>\d{5})(?P<variant>\.\w+)?\.(?:safetensors|bin)")
_BIN_BYTES = {"": 4, ".fp32": 4, ".fp16": 2, ".bf16": 2}


@dataclass(frozen=True)
class Weights:
    """`files` as they are loaded, an index first if there is one; `numbers` is how many numbers they hold."""

    files: tuple[Path, ...]
    numbers: int


def find_weights(folder: Path) -> Weights | None:
    """The weights in a part's folder: safetensors rather than .bin, the plain ones rather than a variant.

    A .bin is only measured, never opened.

    Raises:
        AppError: MODEL, there are some, but not all of them, or one is damaged.
    """
    for suffix in (SUFFIX, ".bin"):
        for variant in _VARIANTS:
            for name in _NAMES:
                if found := _whole(folder, name, variant, suffix):
                    return found
    if piece := next((path for path in sorted(folder.iterdir()) if _PIECE.fullmatch(path.name)), None):
        raise damaged(piece, "the index that says which pieces there are is missing")
    return None


def _whole(folder: Path, name: str, variant: str, suffix: str) -> Weights | None:
    single = folder / f"{name}{variant}{suffix}"
    if single.is_file():
        return Weights((single,), _numbers(single, variant))
    spellings = (f"{name}{suffix}.index{variant}.json", f"{name}{variant}{suffix}.index.json")
    for index in (folder / spelling for spelling in spellings):
        if index.is_file():
            pieces = _pieces(index)
            return Weights((index, *pieces), sum(_numbers(piece, variant) for piece in pieces))
    return None


def _pieces(index: Path) -> list[Path]:
    try:
        names = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(index, f"its list of pieces cannot be read ({type(error).__name__})") from error
    bad = [name for name in names if Path(name).name != name]
    if bad or not names:
        raise damaged(index, f"it names files outside of its folder: {', '.join(bad)}" if bad else "it names none")
    missing = [name for name in names if not (index.parent / name).is_file()]
    if missing:
        raise AppError(
            "Pieces of the model are missing",
            f"{index.parent}: {', '.join(missing)}",
            "Copy or download them too.",
            ErrorKind.MODEL,
        )
    return [index.parent / name for name in names]


def _numbers(path: Path, variant: str) -> int:
    if path.suffix == SUFFIX:
        return read_header(path).numbers
    return path.stat().st_size // _BIN_BYTES[variant]


def half_mb(weights: Mapping[str, Weights]) -> dict[str, int]:
    """Megabytes of each part in 16 bit."""
    return {name: round(each.numbers * 2 / 1e6) for name, each in weights.items()}
