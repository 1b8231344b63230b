"""RIFF, which WAV and WebP share: XMP in a chunk of its own, LIST/INFO for sound, Exif for pictures.

XMP specification, part 3, 1.1.7 and 1.2.4; WebP container specification.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.media.provenance import exif, xmp
from modaverse_desktop.media.provenance.pieces import MOST_PIECES, Piece, content, copy, exactly, size_of

_HEADER = 12
_XMP = {b"WAVE": b"_PMX", b"WEBP": b"XMP "}
_ABOUT_ITSELF = (b"_PMX", b"XMP ", b"EXIF", b"LIST", b"id3 ", b"ID3 ", b"bext", b"iXML")
_CONTENT = (b"data", b"VP8 ", b"VP8L", b"ANMF")
_LARGEST = 2**32 - 1
_HAS_EXIF, _HAS_XMP, _HAS_ALPHA = 0x08, 0x04, 0x10
_LONGEST_COMMENT = 64 << 10


def find(file: BinaryIO) -> list[bytes]:
    """The XMP packets of a WAV or WebP file."""
    return [content(file, piece) for piece in _chunks(file) if piece.kind in _XMP.values()]


def rewrite(source: BinaryIO, target: BinaryIO, record: Provenance | None) -> None:
    """Copy a WAV or WebP file, with `record` in place of what it says about itself. Raises ValueError if damaged."""
    source.seek(8)
    form = exactly(source, 4)
    pieces = [piece for piece in _chunks(source) if piece.kind not in _ABOUT_ITSELF]
    if not any(piece.kind in _CONTENT for piece in pieces):
        raise ValueError("There is nothing in it")
    before, after = _picture_chunks(source, pieces, record) if form == b"WEBP" else (b"", _sound_chunks(record))
    pieces = [piece for piece in pieces if piece.kind != b"VP8X"]
    size = 4 + len(before) + len(after) + sum(8 + piece.length + piece.length % 2 for piece in pieces)
    if size > _LARGEST:
        raise ValueError("It is too long for its own format")
    target.write(b"RIFF" + struct.pack("<I", size) + form + before)
    for piece in pieces:
        target.write(piece.kind + struct.pack("<I", piece.length))
        copy(source, target, piece.body, piece.length)
        target.write(b"\0" * (piece.length % 2))
    target.write(after)


def _chunks(file: BinaryIO) -> Iterator[Piece]:
    """What is cut off, or was written as a stream without knowing its length, ends where the file ends."""
    end, place = size_of(file), _HEADER
    for _ in range(MOST_PIECES):
        if place + 8 > end:
            return
        file.seek(place)
        kind, length = struct.unpack("<4sI", exactly(file, 8))
        length = min(length, end - place - 8)
        yield Piece(kind, place, length + 8, place + 8, length)
        place += 8 + length + length % 2


def _sound_chunks(record: Provenance | None) -> bytes:
    if record is None:
        return b""
    comment = record.prompt.replace("\0", "").encode("utf-8", "replace")[:_LONGEST_COMMENT]
    information = b"INFO" + _chunk(b"ICMT", comment + b"\0") + _chunk(b"ISFT", record.application.encode() + b"\0")
    return _chunk(b"LIST", information) + _chunk(b"_PMX", xmp.packet(record))


def _picture_chunks(source: BinaryIO, pieces: list[Piece], record: Provenance | None) -> tuple[bytes, bytes]:
    """What stands before and after the pixels. Raises ValueError if there are none."""
    if record is None and pieces[0].kind != b"VP8X":
        return b"", b""
    block = exif.block(record, 1, _LONGEST_COMMENT)
    after = _chunk(b"EXIF", block) if block else b""
    after += _chunk(b"XMP ", xmp.packet(record)) if record else b""
    flags, rest = _extended_header(source, pieces[0])
    flags &= ~(_HAS_EXIF | _HAS_XMP)
    flags |= (_HAS_EXIF if block else 0) | (_HAS_XMP if record else 0)
    return _chunk(b"VP8X", bytes([flags]) + rest), after


def _extended_header(source: BinaryIO, first: Piece) -> tuple[int, bytes]:
    """Flags, and the rest of the VP8X chunk: 3 bytes reserved, 3 and 3 for width and height less one."""
    source.seek(first.body)
    head = exactly(source, 10)
    if first.kind == b"VP8X":
        return head[0], head[1:]
    if first.kind == b"VP8L":
        (bits,) = struct.unpack("<I", head[1:5])
        width, height, flags = bits & 0x3FFF, bits >> 14 & 0x3FFF, _HAS_ALPHA if bits >> 28 & 1 else 0
    elif first.kind == b"VP8 ":
        width, height = (value - 1 & 0x3FFF for value in struct.unpack("<HH", head[6:10]))
        flags = 0
    else:
        raise ValueError("It has no pixels")
    return flags, b"\0\0\0" + struct.pack("<I", width)[:3] + struct.pack("<I", height)[:3]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
