"""How alike two artifacts are in what is seen and heard; what is written about them in the files does not count."""

from __future__ import annotations

import filecmp
import subprocess
from enum import Enum
from pathlib import Path
from typing import Any, cast

import ffmpeg
import numpy as np

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.decode import decode_rgba
from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.streams import SAFE_INPUT, source_name

TIME_LIMIT = 120.0
_NEAR = 2.0
"""Mean difference, of 255, that nobody sees."""


class Likeness(Enum):
    """`NEAR`: not the same pixels, but nobody sees it."""

    IDENTICAL = "identical"
    NEAR = "near"
    DIFFERENT = "different"


def likeness(one: Path, other: Path, modality: Modality) -> Likeness:
    """Compare two pictures pixel by pixel, two sounds or videos by their decoded samples and frames.

    Raises AppError(INPUT) when one of them is missing or cannot be read to its end.
    """
    first, second = regular_file(one), regular_file(other)
    if filecmp.cmp(first, second, shallow=False):
        return Likeness.IDENTICAL
    if modality is Modality.IMAGE:
        return _of_pictures(first, second)
    return Likeness.IDENTICAL if _content_hash(first) == _content_hash(second) else Likeness.DIFFERENT


def _of_pictures(one: Path, other: Path) -> Likeness:
    first, second = decode_rgba(one), decode_rgba(other)
    if first.shape != second.shape:
        return Likeness.DIFFERENT
    if np.array_equal(first, second):
        return Likeness.IDENTICAL
    difference = np.abs(first.astype(np.int16) - second.astype(np.int16)).mean()
    return Likeness.NEAR if difference <= _NEAR else Likeness.DIFFERENT


def _content_hash(path: Path) -> bytes:
    """One SHA-256 a stream, of what it decodes to."""
    graph = cast(Any, ffmpeg).input(source_name(path), **SAFE_INPUT)
    command = graph.output("pipe:", format="streamhash", hash="sha256", map="0", dn=None, sn=None, loglevel="error")
    try:
        with path.open("rb") as file:
            words = [*command.compile(), "-nostdin"]
            done = subprocess.run(words, stdin=file, capture_output=True, timeout=TIME_LIMIT, check=False)
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        raise bad_input(f"“{shown_name(path)}” could not be compared", "ffmpeg is missing or too slow") from error
    if done.returncode != 0 or not done.stdout:
        raise damaged(path)
    return done.stdout
