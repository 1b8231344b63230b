"""The record of how an artifact was made, inside the artifact. docs/provenance.md says where in which container.

Sound and pixels are copied bit by bit: nothing is encoded again.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import replacing
from modaverse_desktop.core.provenance import Provenance, from_text
from modaverse_desktop.media.files import bad_input, read_start, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.provenance import jpeg, png, riff, tags, xmp

_STARTS = ((b"\x89PNG\r\n\x1a\n", png), (b"\xff\xd8\xff", jpeg))
_FORMS = {b"WAVE": riff, b"WEBP": riff}
_DAMAGED = (ValueError, LookupError, struct.error, zlib.error)
"""What a container that does not keep to its own rules leads to."""
_START = 64
"""Bytes that tell the kinds of files apart."""


def read(path: Path) -> Provenance | None:
    """The record in a file, or None: there is none, it is damaged beyond recognition, or no file of this kind has one.

    Blocks: a few milliseconds for pictures and WAV, a run of ffprobe for the rest. Reads a few MB at most.

    Raises:
        AppError: INPUT, the file cannot be read, or its record is of a newer version or damaged.
    """
    path = regular_file(path)
    start = read_start(path, _START)
    container = _container(start)
    if container is None:
        return from_text(tags.find(path) or "") if tags.muxer_of(start) else None
    try:
        with path.open("rb") as file:
            packets = container.find(file)
    except OSError as error:
        raise bad_input(f"“{shown_name(path)}” cannot be read", error.strerror or str(error)) from error
    except _DAMAGED:
        return None
    return next((record for packet in packets if (record := from_text(xmp.text_in(packet)))), None)


def write(path: Path, record: Provenance) -> None:
    """Put the record into a file; what it said about itself before is gone. The file changes as a whole or not at all.

    Raises:
        AppError: INPUT, it is damaged or of a kind that holds no record; RESOURCES, it cannot be written.
    """
    _rewrite(path, path, record)


def strip(path: Path, target: Path) -> None:
    """A copy of a file at `target`, without record, comments, dates and places; colours and orientation stay.

    Raises:
        AppError: INPUT, it is damaged or of a kind that is not known here; RESOURCES, it cannot be written.
    """
    _rewrite(path, target, None)


def _rewrite(path: Path, target: Path, record: Provenance | None) -> None:
    path = regular_file(path)
    start = read_start(path, _START)
    container, muxer = _container(start), tags.muxer_of(start)
    if container is None and not muxer:
        raise _unknown(path)
    with replacing(target) as part:
        if container is None:
            tags.rewrite(path, part, muxer, record)
            return
        try:
            with path.open("rb") as source, part.open("xb") as copy:
                container.rewrite(source, copy, record)
        except _DAMAGED as error:
            raise damaged(path, str(error)) from error


def _container(start: bytes):  # noqa: ANN202 - one of our modules
    if start.startswith(b"RIFF"):
        return _FORMS.get(start[8:12])
    return next((module for mark, module in _STARTS if start.startswith(mark)), None)


def _unknown(path: Path) -> AppError:
    return bad_input(
        f"“{shown_name(path)}” is of a kind whose metadata cannot be changed here",
        "PNG, JPEG, WebP, WAV, FLAC, MP3, MP4 and WebM can be",
        "Save it as one of these first.",
    )
