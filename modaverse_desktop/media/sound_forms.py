"""A sound file in another lossless form, WAV or FLAC, with the same samples and the same record of its making."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any, cast

import ffmpeg

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import replacing
from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.media import provenance
from modaverse_desktop.media.encode_sound import TIME_LIMIT
from modaverse_desktop.media.files import regular_file, shown_name
from modaverse_desktop.media.streams import SAFE_INPUT, source_name

LOSSLESS = {".wav": "pcm_s16le", ".flac": "flac"}
"""The codec of each form that can be made of the other."""


def changes_form(source: Path, target: Path) -> bool:
    """Whether a copy of `source` called `target` has to be another form of it."""
    before, after = source.suffix.lower(), target.suffix.lower()
    return before != after and before in LOSSLESS and after in LOSSLESS


def save_in_form(source: Path, target: Path, *, plain: bool = False) -> None:
    """Write `source` as `target`, in the form that its name says, whole or not at all; blocks.

    With `plain`, what the file says about its making is left out.

    Raises:
        AppError: INPUT, it is no sound, or there is no ffmpeg; RESOURCES, the disk is full or cannot be written to.
    """
    record = None if plain else provenance.read(source)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, f"sound{target.suffix.lower()}")
        _recode(regular_file(source), made, LOSSLESS[target.suffix.lower()])
        _with_record(made, record)
        with replacing(target) as part:
            part.write_bytes(made.read_bytes())


def _with_record(made: Path, record: Provenance | None) -> None:
    if record is not None:
        provenance.write(made, record)


def _recode(source: Path, made: Path, codec: str) -> None:
    graph = cast(Any, ffmpeg).input(source_name(source), **SAFE_INPUT)
    exactly = {"fflags": "+bitexact", "flags": "+bitexact", "map_metadata": -1, "map": "0:a:0"}
    graph = graph.output(str(made), acodec=codec, loglevel="error", **exactly)
    try:
        with source.open("rb") as file:
            command = [*graph.compile(), "-nostdin", "-y"]
            subprocess.run(command, stdin=file, capture_output=True, timeout=TIME_LIMIT, check=True)
    except FileNotFoundError as error:
        raise AppError(
            f"“{shown_name(source)}” could not be saved in another form",
            "The program ffmpeg was not found",
            "Install the package ffmpeg.",
            ErrorKind.INPUT,
        ) from error
    except subprocess.SubprocessError as error:
        said = (getattr(error, "stderr", None) or str(error).encode()).decode("utf-8", "replace").strip()
        raise AppError(
            f"“{shown_name(source)}” could not be saved in another form",
            said[-300:],
            "Save it in the form that it has.",
            ErrorKind.INPUT,
        ) from error
