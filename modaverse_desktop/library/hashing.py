"""The sha256 of a medium, in steps so short that a search need not wait for a film."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.library.entry import MediaFact
from modaverse_desktop.library.history import History
from modaverse_desktop.media.files import regular_file

_STEP = 4 << 20
"""Bytes: about 10 ms."""


def next_hashing(history: History) -> Iterator[None] | None:
    """The steps of hashing the next medium that needs it; each may raise what `History` raises."""
    media = history.unhashed()
    return _hash(history, media) if media else None


def _hash(history: History, media: MediaFact) -> Iterator[None]:
    """A file that is gone or is another one now is given up."""
    digest = hashlib.sha256()
    try:
        regular_file(media.path)
        with media.path.open("rb") as file:
            while data := file.read(_STEP):
                digest.update(data)
                yield
        status = media.path.stat()
        same = (status.st_size, status.st_mtime_ns) == (media.size, media.modified)
    except (OSError, ValueError, AppError):
        same = False
    history.note_hash(media, digest.hexdigest() if same else "")
