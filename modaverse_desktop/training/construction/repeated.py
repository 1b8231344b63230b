"""Which ids stand twice in a file of any length: kept on the disk, sixteen bytes each, and looked through in parts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from typing import IO

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.construction.reading import Item

_ROW = np.dtype([("key", "<u8"), ("line", "<u4"), ("entry", "<u4")])
_BLOCK = 8192
"""Rows that are written or read together."""
PART = 1 << 18
"""Rows that are sorted together, by and large: 4 MB."""


class Ids:
    """Use it with `with`. What is in memory is a part, however many ids there are."""

    def __init__(self, part: int = PART) -> None:
        self._part = part
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of `with`
        self._count = 0
        self._waiting: list[tuple[int, int, int]] = []

    def __enter__(self) -> Ids:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def add(self, id: str, item: Item) -> None:
        """One more, of `item`. Raises AppError(RESOURCES) if the disk of temporary files is full."""
        key = int.from_bytes(blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        self._waiting.append((key, item.line, item.entry))
        if len(self._waiting) == _BLOCK:
            self._write()

    def repeated(self) -> Iterator[tuple[Item, Item]]:
        """A place (of no value) and an earlier one that has the same id."""
        self._write()
        parts = self._count // self._part + 1
        for number in range(parts):
            rows = np.sort(np.concatenate([block[block["key"] % parts == number] for block in self._blocks()]))
            same = np.flatnonzero(rows["key"][1:] == rows["key"][:-1])
            for place in same.tolist():
                yield _place(rows[place + 1]), _place(rows[place])

    def _write(self) -> None:
        rows = np.array(self._waiting, _ROW)
        try:
            self._file.write(rows.tobytes())
            self._file.flush()
        except OSError as error:
            hint = "Free some space there, or let TMPDIR name another folder."
            raise AppError("A temporary file could not be written", str(error), hint, ErrorKind.RESOURCES) from error
        self._count += len(rows)
        self._waiting.clear()

    def _blocks(self) -> Iterator[NDArray[np.void]]:
        self._file.seek(0)
        yield np.zeros(0, _ROW)
        while data := self._file.read(_BLOCK * _ROW.itemsize):
            yield np.frombuffer(data, _ROW)


def _place(row: np.void) -> Item:
    return Item(int(row["line"]), None, int(row["entry"]))
