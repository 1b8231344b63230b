"""JPEG: XMP in an APP1 segment, and in as many more as a long record needs (XMP specification, part 3, 1.1.3)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from typing import BinaryIO

from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.media.provenance import exif, xmp
from modaverse_desktop.media.provenance.pieces import LONGEST_TEXT, MOST_PIECES, Piece, content, copy, exactly, size_of

_APP0, _APP1, _APP2, _APP13, _COMMENT, _SCAN = b"\xe0", b"\xe1", b"\xe2", b"\xed", b"\xfe", b"\xda"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_EXIF = b"Exif\0\0"
_COLOURS = b"ICC_PROFILE\0"
_MOST = 65_533
"""Bytes that one segment holds."""
_STEP = 65_000


def find(file: BinaryIO) -> list[bytes]:
    """The XMP packets of a JPEG file, the extended one put together."""
    packets: list[bytes] = []
    parts: dict[int, bytes] = {}
    size = 0
    for piece in _segments(file):
        if piece.kind != _APP1:
            continue
        body = content(file, piece)
        if body.startswith(_XMP):
            packets.append(body[len(_XMP) :])
        elif body.startswith(_EXTENSION) and size < LONGEST_TEXT:
            place, part = _part(body)
            parts[place] = part
            size += len(part)
    return [*packets, b"".join(parts[place] for place in sorted(parts))]


def rewrite(source: BinaryIO, target: BinaryIO, record: Provenance | None) -> None:
    """Copy a JPEG file, with `record` in place of what it says about itself. Raises ValueError if it is damaged."""
    pieces = list(_segments(source))
    if not pieces or pieces[-1].kind != _SCAN:
        raise ValueError("It has no pixels")
    blocks = [content(source, piece) for piece in pieces if piece.kind == _APP1]
    turned = next((exif.orientation(block) for block in blocks if block.startswith(_EXIF)), 1)
    target.write(b"\xff\xd8")
    for piece in (piece for piece in pieces if piece.kind == _APP0):
        copy(source, target, piece.start, piece.size)
    if block := exif.block(record, turned, _MOST - len(_EXIF)):
        target.write(_segment(_APP1, _EXIF + block))
    if record is not None:
        target.write(_packets(record))
    for piece in pieces[:-1]:
        if piece.kind != _APP0 and not _about_itself(source, piece):
            copy(source, target, piece.start, piece.size)
    copy(source, target, pieces[-1].start, size_of(source) - pieces[-1].start)


def _segments(file: BinaryIO) -> Iterator[Piece]:
    """Up to and with the first scan; what comes after it is pixels. Raises ValueError if there is no sense in it."""
    place = 2
    for _ in range(MOST_PIECES):
        file.seek(place)
        mark, kind = struct.unpack("cc", exactly(file, 2))
        if mark != b"\xff":
            raise ValueError("A segment has no beginning")
        if kind == b"\xff":  # padding
            place += 1
            continue
        (length,) = struct.unpack(">H", exactly(file, 2))
        if length < 2 or place + 2 + length > size_of(file):
            raise ValueError("A segment has no end")
        yield Piece(kind, place, length + 2, place + 4, length - 2)
        if kind == _SCAN:
            return
        place += length + 2


def _about_itself(file: BinaryIO, piece: Piece) -> bool:
    if piece.kind == _APP2:
        return not content(file, piece).startswith(_COLOURS)
    return piece.kind in (_APP1, _APP13, _COMMENT)


def _packets(record: Provenance) -> bytes:
    whole = _XMP + xmp.packet(record)
    if len(whole) <= _MOST:
        return _segment(_APP1, whole)
    long = xmp.extension(record)
    name = hashlib.md5(long, usedforsecurity=False).hexdigest().upper()
    segments = [_segment(_APP1, _XMP + xmp.marked(record, name))]
    for place in range(0, len(long), _STEP):
        head = _EXTENSION + name.encode() + struct.pack(">II", len(long), place)
        segments.append(_segment(_APP1, head + long[place : place + _STEP]))
    return b"".join(segments)


def _part(body: bytes) -> tuple[int, bytes]:
    """Where a part of the extended packet belongs, and the part."""
    after = len(_EXTENSION) + 32
    _, place = struct.unpack(">II", body[after : after + 8])
    return place, body[after + 8 :]


def _segment(kind: bytes, body: bytes) -> bytes:
    return b"\xff" + kind + struct.pack(">H", len(body) + 2) + body
