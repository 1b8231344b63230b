"""The settings of this run: read once, changed as a whole, saved at once on another thread: disks can be slow."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.request import Configure
from modaverse_desktop.core.settings import Settings, load_settings, save_settings

KEPT = ".before"
"""Ends the name of the copy that is made when a careful start's settings are saved."""


class SettingsStore(QObject):
    """`settings` is a frozen value: `change` takes the next one. The file is a few hundred bytes."""

    changed = Signal(object)
    engine_changed = Signal(object)
    """A `Configure` for the engine."""
    failed = Signal(object)
    """An `AppError`: the new settings count for this run, but could not be saved."""
    saved = Signal(object)
    """These settings are in the file, where the engine looks, or could not be saved."""

    def __init__(self, path: Path, *, careful: bool = False) -> None:
        """`careful`: use the standard settings, in the user's language; what the user chose stays in the file."""
        super().__init__()
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="settings")
        loaded = load_settings(path)
        self._kept = careful
        self.settings: Settings = Settings(language=loaded.settings.language) if careful else loaded.settings
        self.problems: tuple[str, ...] = loaded.problems

    def change(self, settings: Settings) -> None:
        """Use and save other settings."""
        if settings == self.settings:
            return
        before, self.settings = self.settings, settings
        if (settings.device, settings.memory_mb) != (before.device, before.memory_mb):
            self.engine_changed.emit(Configure(settings.device, settings.memory_mb))
        self.changed.emit(settings)
        self._thread.submit(self._save, settings)

    def leave(self) -> None:
        """Wait until all is saved."""
        self._thread.shutdown(wait=True)

    def _save(self, settings: Settings) -> None:
        try:
            self._keep()
            save_settings(settings, self._path)
        except AppError as error:
            self.failed.emit(error)
        self.saved.emit(settings)

    def _keep(self) -> None:
        """Copy the user's own settings before others than those read are written over them. Raises AppError."""
        if not self._kept:
            return
        self._kept = False
        with contextlib.suppress(OSError):
            write_atomically(self._path.with_name(self._path.name + KEPT), self._path.read_bytes())
