"""What the user has begun and not yet sent, kept over restarts and crashes: written soon after each change, whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically

VERSION = 1
MOST_SENT = 100
MOST_RECENT = 12
_SOON_MS = 400
_LARGEST = 16 << 20


@dataclass(frozen=True)
class Drafts:
    """The draft, and what the keyboard and the menu bring back."""

    text: str = ""
    media: tuple[Path, ...] = ()
    batch: bool = False
    """Whether the media are meant one conversion each."""
    sent: tuple[str, ...] = ()
    """Instructions that were sent, the latest last."""
    recent: tuple[Path, ...] = ()
    """Files that were used, the latest first."""


class DraftStore(QObject):
    """Lives on the GUI thread, reads and writes on another. `open` after the window is seen, `leave` last."""

    found = Signal(object)
    """The `Drafts` of the run before; once, after `open`."""
    failed = Signal(object)
    """An `AppError`: the draft cannot be written. Said once a run; every later change is tried again."""
    _read = Signal(object)
    _refused = Signal(object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._latest = Drafts()
        self._written: Drafts | None = None
        self._complained = False
        self._has_left = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._write)
        self._read.connect(self._found)
        self._refused.connect(self._complain)

    def open(self) -> None:
        """Read what is there; `found` tells."""
        self._thread.submit(lambda: self._read.emit(read_drafts(self._path)))

    def keep(self, drafts: Drafts) -> None:
        """Write these soon; what changes meanwhile is written with them."""
        if drafts != self._latest:
            self._latest = drafts
            if not self._soon.isActive():
                self._soon.start()

    @property
    def is_open(self) -> bool:
        """Whether the drafts of the run before are known."""
        return self._written is not None

    @Slot()
    def recall(self) -> None:
        """Tell again what was found or kept last, for a window that was made anew and stays."""
        if self.is_open and not self._has_left:
            self.found.emit(self._latest)

    def leave(self) -> None:
        """Write what is still to be written; blocks for that long."""
        self._has_left = True
        self._soon.stop()
        self._write()
        self._thread.shutdown(wait=True)

    @Slot(object)
    def _found(self, drafts: Drafts) -> None:
        self._written = self._latest = drafts
        self.found.emit(drafts)

    @Slot()
    def _write(self) -> None:
        if self._written is not None and self._latest != self._written:
            self._written = self._latest
            self._thread.submit(self._save, self._latest)

    def _save(self, drafts: Drafts) -> None:
        """On the other thread."""
        try:
            write_atomically(self._path, json.dumps(to_dict(drafts)).encode())
        except AppError as error:
            self._refused.emit(error)

    @Slot(object)
    def _complain(self, error: AppError) -> None:
        if not self._complained:
            self._complained = True
            self.failed.emit(AppError("Your draft cannot be kept over a restart", error.title, error.hint, error.kind))


def read_drafts(path: Path) -> Drafts:
    """The drafts in a file; empty ones when there is none or it makes no sense. Never raises."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_LARGEST).decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Drafts()
    return from_dict(cast("Mapping[str, object]", data)) if isinstance(data, dict) else Drafts()


def to_dict(drafts: Drafts) -> dict[str, object]:
    """Plain values for JSON; `from_dict` is the inverse."""
    return {
        "version": VERSION,
        "text": drafts.text,
        "media": [str(path) for path in drafts.media],
        "batch": drafts.batch,
        "sent": list(drafts.sent),
        "recent": [str(path) for path in drafts.recent],
    }


def from_dict(data: Mapping[str, object]) -> Drafts:
    """The drafts that plain values stand for; what makes no sense is left out."""
    text = data.get("text")
    return Drafts(
        text=text if isinstance(text, str) else "",
        media=_paths(data.get("media")),
        batch=data.get("batch") is True,
        sent=_texts(data.get("sent"))[-MOST_SENT:],
        recent=_paths(data.get("recent"))[:MOST_RECENT],
    )


def _texts(value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(item for item in items if isinstance(item, str) and item)


def _paths(value: object) -> tuple[Path, ...]:
    return tuple(path for path in map(Path, _texts(value)) if path.is_absolute() and "\0" not in str(path))
