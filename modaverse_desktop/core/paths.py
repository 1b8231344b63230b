"""Where the application's and the user's files lie. Looked up when asked; `MODAVERSE_HOME` moves all of the user's."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import free_name, replacing, write_atomically, write_error, write_new

if TYPE_CHECKING:
    from modaverse_desktop.core.settings import Settings

__all__ = [
    "cache_folder",
    "config_folder",
    "data_folder",
    "free_name",
    "history_path",
    "masks_folder",
    "models_folder",
    "output_folder",
    "pack_folders",
    "replacing",
    "resources_folder",
    "user_folder",
    "write_atomically",
    "write_error",
    "write_new",
]

HOME = "MODAVERSE_HOME"
"""Environment variable: one folder for all of the user's files (tests, a portable installation)."""
RESOURCES = "MODAVERSE_RESOURCES"
"""Environment variable: the folder of what the application ships besides code."""

_APP = "modaverse-desktop"
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}
_MACOS = {"config": "Library/Application Support", "data": "Library/Application Support", "cache": "Library/Caches"}
_WINDOWS = {
    "config": ("APPDATA", "AppData/Roaming"),
    "data": ("LOCALAPPDATA", "AppData/Local"),
    "cache": ("LOCALAPPDATA", "AppData/Local"),
}


def resources_folder() -> Path:
    """Icons, translations, styles, samples and starter weights: bundled in the package, or beside it in a checkout.

    Raises:
        AppError: the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    named = os.environ.get(RESOURCES)
    candidates = [Path(named).absolute()] if named else [package / "resources", package.parent / "resources"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise AppError(
        "The application's own files are missing",
        f"There is no folder {candidates[-1]}",
        f"Install the application again, or set {RESOURCES} to its resources folder.",
        ErrorKind.MODEL,
    )


def config_folder() -> Path:
    """For the settings. It need not exist."""
    return user_folder("config")


def data_folder() -> Path:
    """For the history and what else must last. It need not exist."""
    return user_folder("data")


def history_path() -> Path:
    """The history of conversions. It need not exist."""
    return data_folder() / "history.sqlite"


def masks_folder() -> Path:
    """For the masks that the user painted: plans of the history name them. It need not exist."""
    return data_folder() / "masks"


def cache_folder() -> Path:
    """For what can be made again. It need not exist."""
    return user_folder("cache")


def models_folder() -> Path:
    """For the packs that the user adds. It need not exist."""
    return _portable("models") or data_folder() / "models"


def output_folder() -> Path:
    """Where artifacts go unless the settings say otherwise. It need not exist."""
    return _portable("output") or _home() / "ModaVerse"


def pack_folders(settings: Settings) -> tuple[Path, ...]:
    """Where packs are looked for, in order: the application's own, the user's, and those that the settings name."""
    own = models_folder()
    return (resources_folder(), *([own] if own.is_dir() else []), *settings.model_folders)


def _portable(name: str) -> Path | None:
    named = os.environ.get(HOME)
    return Path(named).absolute() / name if named else None


def user_folder(kind: str, platform: str = "") -> Path:
    """The application's folder for ``config``, ``data`` or ``cache`` on a `platform` (as ``sys.platform`` names it)."""
    platform = platform or sys.platform
    if portable := _portable(kind):
        return portable
    if platform == "darwin":
        return _home() / _MACOS[kind] / _APP
    variable, usual = (_WINDOWS if platform == "win32" else _XDG)[kind]
    named = Path(os.environ.get(variable, ""))
    base = (named if named.is_absolute() else _home() / usual) / _APP
    return base / "cache" if platform == "win32" and kind == "cache" else base


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise AppError(
            "There is no home folder", str(error), f"Set {HOME} to a folder for your files.", ErrorKind.RESOURCES
        ) from error
