"""The settings of this run: read once, changed as a whole, saved at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.request import Configure
from modaverse_desktop.core.settings import Settings, load_settings, save_settings


class SettingsStore(QObject):
    """`settings` is a frozen value: `change` takes the next one. The file is a few hundred bytes."""

    changed = Signal(object)
    engine_changed = Signal(object)
    """A `Configure` for the engine."""
    failed = Signal(object)
    """An `AppError`: the new settings count for this run, but could not be saved."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        loaded = load_settings(path)
        self.settings: Settings = loaded.settings
        self.problems: tuple[str, ...] = loaded.problems

    def change(self, settings: Settings) -> None:
        """Use and save other settings."""
        if settings == self.settings:
            return
        before, self.settings = self.settings, settings
        if (settings.device, settings.memory_mb) != (before.device, before.memory_mb):
            self.engine_changed.emit(Configure(settings.device, settings.memory_mb))
        self.changed.emit(settings)
        try:
            save_settings(settings, self._path)
        except AppError as error:
            self.failed.emit(error)
