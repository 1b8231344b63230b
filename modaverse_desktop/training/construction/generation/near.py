"""Texts that say almost the same: MinHash over letter sequences, looked up by bands (Broder 1997)."""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

_BANDS, _ROWS = 20, 5
_LENGTH = 4
"""Letters of a sequence."""
_HIGH = np.uint64(32)


class NearDuplicates:
    """Remembers texts, 0.5 kB each. The share of equal minima estimates the share of sequences in common (±0.05)."""

    def __init__(self, likeness: float) -> None:
        """`likeness`, 0 to 1: from this share on two texts are too alike."""
        self._likeness = likeness
        numbers = np.random.default_rng(20240611)
        self._factors = numbers.integers(0, 1 << 63, _BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
        self._offsets = numbers.integers(0, 1 << 63, _BANDS * _ROWS, dtype=np.uint64)
        self._exact: dict[str, int] = {}
        self._signatures: list[NDArray[np.uint64]] = []
        self._bands: dict[tuple[int, bytes], list[int]] = {}

    def __len__(self) -> int:
        return len(self._signatures)

    def add(self, text: str) -> str:
        """Remember a text. Returns ``duplicate`` or ``near duplicate`` if one like it is known, and forgets it then."""
        plain = re.sub(r"[\W_]+", " ", text.casefold()).strip()
        if plain in self._exact:
            return "duplicate"
        signature = self._signature(plain)
        keys = [(band, signature[band * _ROWS : (band + 1) * _ROWS].tobytes()) for band in range(_BANDS)]
        for other in {position for key in keys for position in self._bands.get(key, ())}:
            if float(np.mean(self._signatures[other] == signature)) >= self._likeness:
                return "near duplicate"
        position = len(self._signatures)
        self._exact[plain] = position
        self._signatures.append(signature)
        for key in keys:
            self._bands.setdefault(key, []).append(position)
        return ""

    def _signature(self, text: str) -> NDArray[np.uint64]:
        """(100,): for each hash function the least value over the text's sequences."""
        pieces = {text[start : start + _LENGTH] for start in range(max(1, len(text) - _LENGTH + 1))}
        hashes = np.array([zlib.crc32(piece.encode()) for piece in pieces], np.uint64)
        mixed = (hashes[:, None] * self._factors + self._offsets) >> _HIGH  # multiply and shift, modulo 2^64
        return mixed.min(axis=0)
