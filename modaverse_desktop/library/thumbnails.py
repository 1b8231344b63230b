"""Thumbnails kept on disk, so that a picture is decoded once. They outlive their pictures, and may be deleted."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from pathlib import Path

from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.media.files import bad_input, shown_name
from modaverse_desktop.media.thumbnail import thumbnail

SIDE = 320
"""Pixels of the longer side."""
_LIMIT = 256 << 20
"""Bytes of all thumbnails: some ten thousand."""
_QUALITY = 85


class ThumbnailCache:
    """Any thread may use it, several at once; so may several processes."""

    def __init__(self, folder: Path, limit: int = _LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def get(self, path: Path) -> bytes:
        """The thumbnail of a picture or video, as JPEG or PNG; of one that is gone, the last that was made.

        Raises:
            AppError: there is nothing to show, see `media.thumbnail`.
        """
        try:
            status = path.stat()
        except (OSError, ValueError):
            return self._last(path)
        kept = self._place(path) / f"{status.st_size:x}-{status.st_mtime_ns:x}"
        with contextlib.suppress(OSError):
            data = kept.read_bytes()
            os.utime(kept)  # used lately: see `prune`
            return data
        data = _small(thumbnail(path, SIDE))
        with contextlib.suppress(AppError):  # a full disk: then it is made again
            self.forget(path)
            write_atomically(kept, data)
        return data

    def forget(self, path: Path) -> None:
        """Delete what was made of this file."""
        for kept in self._kept(path):
            with contextlib.suppress(OSError):
                kept.unlink()

    def prune(self) -> None:
        """Delete those that nobody has looked at for longest, until they take no more than they may."""
        found: list[tuple[float, int, Path]] = []
        for kept in self._folder.glob("*/*/*"):
            with contextlib.suppress(OSError):
                status = kept.stat()
                found.append((status.st_mtime, status.st_size, kept))
        left = sum(size for _, size, _ in found)
        for _, size, kept in sorted(found):
            if left <= self._limit:
                return
            with contextlib.suppress(OSError):
                kept.unlink()
                left -= size

    def _last(self, path: Path) -> bytes:
        for kept in self._kept(path):
            with contextlib.suppress(OSError):
                return kept.read_bytes()
        raise bad_input(f"“{shown_name(path)}” was not found")

    def _kept(self, path: Path) -> list[Path]:
        with contextlib.suppress(OSError):
            return list(self._place(path).iterdir())
        return []

    def _place(self, path: Path) -> Path:
        name = hashlib.sha256(os.fsencode(path)).hexdigest()
        return self._folder / name[:2] / name[2:34]


def _small(png: bytes) -> bytes:
    """A tenth of its size, unless it has transparent parts."""
    with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
        if "A" in image.getbands() and image.getchannel("A").getextrema() != (255, 255):
            return png
        encoded = io.BytesIO()
        image.convert("RGB").save(encoded, "JPEG", quality=_QUALITY)
    return encoded.getvalue()
