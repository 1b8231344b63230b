"""Embeddings on disk: rows of float16 in files of bounded size, appended in order and read by memory map."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_error

ROWS = 65_536
"""Of a full shard."""


class Shards:
    """The shards of one encoder. `count` rows are sure; what lies behind them an interrupted run left."""

    def __init__(self, folder: Path, encoder: str, dimension: int, count: int = 0) -> None:
        self._folder, self._encoder, self.dimension = folder, encoder, dimension
        self._count = count
        self._maps: dict[int, NDArray[np.float16]] = {}

    def __len__(self) -> int:
        return self._count

    def append(self, rows: NDArray[np.float16]) -> int:
        """Add rows (N, dimension), on the disk when this returns; returns the position of the first.

        Raises AppError if the disk is full; the rows before stay.
        """
        first, done = self._count, 0
        while done < len(rows):
            shard, row = divmod(self._count, ROWS)
            part = rows[done : done + ROWS - row]
            path = self.path(shard)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("r+b" if path.exists() else "w+b") as stream:
                    stream.truncate(row * self.dimension * 2)
                    stream.seek(0, os.SEEK_END)
                    stream.write(np.ascontiguousarray(part, np.float16).tobytes())
                    stream.flush()
                    os.fsync(stream.fileno())
            except OSError as error:
                raise write_error(path, error) from error
            self._maps.pop(shard, None)
            self._count += len(part)
            done += len(part)
        return first

    def row(self, position: int) -> NDArray[np.float16]:
        """One row (dimension,), read from the map. Raises AppError if its shard is missing or too short."""
        shard, row = divmod(position, ROWS)
        rows = self._maps.get(shard)
        if rows is None or row >= len(rows):
            rows = self._maps[shard] = self._map(shard)
        if row >= len(rows):
            raise self._lost(shard)
        return rows[row]

    def path(self, shard: int) -> Path:
        """Where a shard lies."""
        return self._folder / f"{self._encoder}-{shard:05d}.f16"

    def _map(self, shard: int) -> NDArray[np.float16]:
        path = self.path(shard)
        size = path.stat().st_size // (2 * self.dimension) if path.is_file() else 0
        if size == 0:
            raise self._lost(shard)
        return np.memmap(path, np.float16, "r", shape=(size, self.dimension))

    def _lost(self, shard: int) -> AppError:
        hint = "Delete the prepared folder and run `modaverse prepare` again."
        return AppError(f"{self.path(shard).name} is missing or cut short", str(self._folder), hint)
