"""PNG: XMP in an iTXt chunk, and the text `parameters` that other programs read. PNG specification, 5.3 and 11.3.3."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from modaverse_desktop.core.provenance import Provenance, a1111_text
from modaverse_desktop.media.provenance import xmp
from modaverse_desktop.media.provenance.pieces import LONGEST_TEXT, MOST_PIECES, Piece, content, copy, exactly, size_of

_SIGNATURE = 8
_XMP = b"XML:com.adobe.xmp"
_ABOUT_ITSELF = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")


def find(file: BinaryIO) -> list[bytes]:
    """The XMP packets of a PNG file."""
    texts = (content(file, piece) for piece in _chunks(file) if piece.kind == b"iTXt")
    return [packet for text in texts if (packet := _packet(text))]


def rewrite(source: BinaryIO, target: BinaryIO, record: Provenance | None) -> None:
    """Copy a PNG file, with `record` in place of what it says about itself. Raises ValueError if it is damaged."""
    pieces = list(_chunks(source))
    if not pieces or pieces[0].kind != b"IHDR" or pieces[-1].kind != b"IEND":
        raise ValueError("It has no beginning or no end")
    copy(source, target, 0, _SIGNATURE)
    for piece in pieces:
        if piece.kind not in _ABOUT_ITSELF:
            copy(source, target, piece.start, piece.size)
        if piece.kind == b"IHDR" and record is not None:
            width, height = struct.unpack(">II", content(source, piece)[:8])
            target.write(_text_chunk(_XMP, xmp.packet(record)))
            parameters = a1111_text(record, width, height)
            target.write(_text_chunk(b"parameters", parameters.replace("\0", "").encode("utf-8", "replace")))


def _chunks(file: BinaryIO) -> Iterator[Piece]:
    """Up to IEND, or to where the file ends or makes no sense any more."""
    end, place = size_of(file), _SIGNATURE
    for _ in range(MOST_PIECES):
        if place + 12 > end:
            return
        file.seek(place)
        length, kind = struct.unpack(">I4s", exactly(file, 8))
        if place + 12 + length > end:
            return
        yield Piece(kind, place, length + 12, place + 8, length)
        if kind == b"IEND":
            return
        place += length + 12


def _packet(text: bytes) -> bytes:
    """The XMP in the content of an iTXt chunk; nothing if it holds something else."""
    keyword, separator, rest = text.partition(b"\0")
    if keyword != _XMP or not separator or len(rest) < 4:
        return b""
    compressed = rest[0]
    parts = rest[2:].split(b"\0", 2)  # language, translated keyword, text
    if len(parts) < 3:
        return b""
    return zlib.decompressobj().decompress(parts[2], LONGEST_TEXT) if compressed else parts[2]


def _text_chunk(keyword: bytes, text: bytes) -> bytes:
    body = keyword + b"\0\0\0\0\0" + text
    checksum = zlib.crc32(body, zlib.crc32(b"iTXt"))
    return struct.pack(">I4s", len(body), b"iTXt") + body + struct.pack(">I", checksum)
