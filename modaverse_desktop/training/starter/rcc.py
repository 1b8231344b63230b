"""Qt's binary resource bundles (`.rcc`), read without Qt: some Debian packages keep their pictures and sounds in them.

The format, all numbers big-endian: "qres", version, then the offsets of tree, data and names (version 3 adds flags).
A node of the tree is 14 bytes, 22 from version 2 on: offset of its name, flags, then for a folder the number of its
children and the first one's index, for a file its locale and the offset of its data. A name is its length in UTF-16
units, a hash and the units; data is a length and the bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from modaverse_desktop.core.errors import AppError, ErrorKind

_COMPRESSED, _FOLDER, _ZSTANDARD = 1, 2, 4
_DEEPEST = 32


def unpack_rcc(bundle: Path, folder: Path) -> int:
    """Write the files of `bundle` below `folder`; returns how many.

    Raises:
        AppError: it is no resource bundle, it is damaged, or a name in it leads out of `folder`.
    """
    count = 0
    try:
        for name, content in read_rcc(bundle.read_bytes()):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            count += 1
    except (struct.error, IndexError, UnicodeDecodeError, zlib.error, ValueError) as error:
        raise AppError(
            f"{bundle.name} is not a resource bundle that can be read", str(error), "Fetch it again.", ErrorKind.INPUT
        ) from error
    return count


def read_rcc(data: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a bundle, each with its path.

    Raises:
        ValueError, struct.error, IndexError, UnicodeDecodeError, zlib.error: it is damaged, or not made for us.
    """
    magic, version, tree, contents, names = struct.unpack_from(">4sIIII", data)
    if magic != b"qres" or version not in (1, 2, 3):
        raise ValueError("it does not begin as one")
    size = 14 if version == 1 else 22

    def walk(index: int, path: PurePosixPath, depth: int) -> Iterator[tuple[PurePosixPath, bytes]]:
        if depth > _DEEPEST:
            raise ValueError("its folders are too deep")
        name, flags, first, second = struct.unpack_from(">IHII", data, tree + index * size)
        here = path / _name(data, names + name) if index else path
        if flags & _FOLDER:
            for child in range(second, second + first):
                yield from walk(child, here, depth + 1)
        else:
            yield here, _content(data, contents + second, flags)

    return walk(0, PurePosixPath(), 0)


def _name(data: bytes, at: int) -> str:
    (length,) = struct.unpack_from(">H", data, at)
    units = data[at + 6 : at + 6 + 2 * length]
    if len(units) != 2 * length:
        raise ValueError("it ends too soon")
    name = units.decode("utf-16-be")
    if "/" in name or "\0" in name or name in ("", ".", ".."):
        raise ValueError(f"{name!r} is no file name")
    return name


def _content(data: bytes, at: int, flags: int) -> bytes:
    (length,) = struct.unpack_from(">I", data, at)
    content = data[at + 4 : at + 4 + length]
    if len(content) != length:
        raise ValueError("it ends too soon")
    if flags & _ZSTANDARD:
        raise ValueError("it is compressed in a way that is not read here")
    return zlib.decompress(content[4:]) if flags & _COMPRESSED else content
