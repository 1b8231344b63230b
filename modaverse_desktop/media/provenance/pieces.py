"""A file as a row of pieces: walked by their headers, and copied without ever being in memory as a whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import BinaryIO

MOST_PIECES = 200_000
LONGEST_TEXT = 4 << 20
"""Bytes of metadata that are read; what is longer is passed over."""
_STEP = 1 << 20


@dataclass(frozen=True)
class Piece:
    """One chunk or segment: it begins at `start`, header included, and its content at `body`; sizes in bytes."""

    kind: bytes
    start: int
    size: int
    body: int
    length: int


def size_of(file: BinaryIO) -> int:
    """Bytes in an open file."""
    return os.fstat(file.fileno()).st_size


def exactly(file: BinaryIO, count: int) -> bytes:
    """The next `count` bytes. Raises ValueError if there are fewer."""
    data = file.read(count)
    if len(data) < count:
        raise ValueError("It ends too early")
    return data


def content(file: BinaryIO, piece: Piece, most: int = LONGEST_TEXT) -> bytes:
    """What is in a piece; nothing if it is more than `most` bytes."""
    if piece.length > most:
        return b""
    file.seek(piece.body)
    return exactly(file, piece.length)


def copy(source: BinaryIO, target: BinaryIO, start: int, count: int) -> None:
    """Append `count` bytes of `source`, from `start` on, to `target`. Raises ValueError if there are fewer."""
    source.seek(start)
    while count > 0:
        data = exactly(source, min(count, _STEP))
        target.write(data)
        count -= len(data)
