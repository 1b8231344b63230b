"""The frozen encoder's embeddings, computed once: a memory-mapped file, keyed by content and by encoder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from modaverse_desktop.core.errors import AppError, ErrorKind

Embed = Callable[[NDArray[Any]], Tensor]
Content = Callable[[], NDArray[Any]]


@dataclass(frozen=True)
class Wanted:
    """Something to encode: `key` names its content and variation; `content` makes it when needed: pixels (H, W, 3),
    or samples of a sound (N,)."""

    key: str
    content: Content


class EmbeddingCache:
    """Rows of float16 in `folder`; written in order, so that an interrupted run loses its last row at most."""

    def __init__(self, folder: Path, encoder: str, dimension: int) -> None:
        """`encoder` is the hash of the encoder's weights and settings: another encoder gets another file.

        Raises AppError(INPUT) if the folder's files are damaged.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._rows_path = folder / f"{encoder}.f16"
        self._keys_path = folder / f"{encoder}.keys"
        self._width = 2 * dimension
        self._dimension = dimension
        self._rows: dict[str, int] = {}
        self._read()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def row(self, key: str) -> int:
        """Where `key` lies in `matrix()`. Raises KeyError."""
        return self._rows[key]

    def matrix(self) -> NDArray[np.float16]:
        """All rows (N, dimension), memory-mapped and read-only."""
        if not self._rows:
            return np.zeros((0, self._dimension), np.float16)
        return np.memmap(self._rows_path, np.float16, "r", shape=(len(self._rows), self._dimension))

    def fill(
        self, wanted: Iterable[Wanted], embed: Embed, done: Callable[[int], None] = lambda count: None
    ) -> list[str]:
        """Encode what is not here yet. `done` hears how many rows there are after each new one.

        Returns what cannot be used, a line each; the rest is done all the same.
        """
        refused: list[str] = []
        with self._rows_path.open("ab") as rows, self._keys_path.open("a", encoding="utf-8") as keys:
            for one in wanted:
                if one.key in self._rows:
                    continue
                try:
                    content = one.content()
                except AppError as error:
                    refused.append(str(error))
                    continue
                vector = embed(content).float().cpu().numpy().astype(np.float16)
                if vector.shape != (self._dimension,):
                    raise ValueError(f"the encoder gave {vector.shape}, not ({self._dimension},)")
                rows.write(vector.tobytes())
                rows.flush()
                keys.write(json.dumps(one.key) + "\n")
                keys.flush()
                self._rows[one.key] = len(self._rows)
                done(len(self._rows))
        return refused

    def replace(self, keys: Sequence[str], matrix: NDArray[np.float16]) -> None:
        """Hold exactly these rows (N, dimension), which were computed elsewhere from cached ones."""
        if matrix.shape != (len(keys), self._dimension) or len(set(keys)) != len(keys):
            raise ValueError(f"{len(keys)} keys for a matrix {matrix.shape}")
        self._rows_path.write_bytes(matrix.astype(np.float16).tobytes())
        self._keys_path.write_text("".join(json.dumps(key) + "\n" for key in keys), encoding="utf-8")
        self._rows = {key: position for position, key in enumerate(keys)}

    def _read(self) -> None:
        """Take the rows that are whole on both sides and cut off what an interrupted run left."""
        if not self._keys_path.is_file() or not self._rows_path.is_file():
            self._rows_path.write_bytes(b"")
            self._keys_path.write_text("", encoding="utf-8")
            return
        lines = self._keys_path.read_text(encoding="utf-8").splitlines()
        count = min(len(lines), self._rows_path.stat().st_size // self._width)
        try:
            keys = [json.loads(line) for line in lines[:count]]
        except ValueError as error:
            hint = "Delete the file; it is computed again."
            raise AppError(f"{self._keys_path} is damaged", str(error), hint, ErrorKind.INPUT) from error
        self._rows = {key: position for position, key in enumerate(keys)}
        with self._rows_path.open("r+b") as rows:
            rows.truncate(count * self._width)
        if count != len(lines):
            self._keys_path.write_text("".join(json.dumps(key) + "\n" for key in keys), encoding="utf-8")


def content_key(path: Path, variation: int = 0) -> str:
    """The key of a file's picture: its content's hash and the number of the variation (0: as it is)."""
    with path.open("rb") as stream:
        return f"{hashlib.file_digest(stream, 'sha256').hexdigest()[:24]}:{variation}"
