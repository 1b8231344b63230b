"""The user's settings: a frozen value, kept as JSON. A broken file never stops the start: it is set aside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, cast

from modaverse_desktop.core.naming import template_problem
from modaverse_desktop.core.paths import config_folder, output_folder, write_atomically

FILE_NAME = "settings.json"
VERSION = 3
_LARGEST = 1 << 20
_DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,2})?")
MOST_MEMORY_MB = 1 << 24


class Theme(Enum):
    """How the window looks; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Settings:
    """What the user has chosen. An empty `output` or `language` means: the usual folder, the system's language."""

    output: Path | None = None
    """Where artifacts go; None for `paths.output_folder`."""
    naming: str = "{date}-{prompt}-{seed}"
    """How artifacts are named, see `core.naming`."""
    model_folders: tuple[Path, ...] = ()
    """Folders with packs besides the application's own and the user's."""
    device: str = "auto"
    """What models run on: ``auto``, ``cpu``, ``cuda`` or ``cuda:1``."""
    memory_mb: int = 0
    """What models may take together on that device; 0 for most of what is free when the engine starts."""
    stack: str = "starter"
    """Pack id of the stack that interprets."""
    approve_text: bool = True
    """A proposal of nothing but text counts as approved: the answer is there already."""
    edit_given: bool = False
    """Where a change of the one picture that was given is asked for, the plan starts from it; else that is offered."""
    notify: bool = True
    """Tell through the desktop what is done or waits, while the window is elsewhere."""
    metadata: bool = True
    """Artifacts carry a record of how they were made, see `core.provenance`."""
    theme: Theme = Theme.SYSTEM
    language: str = ""
    """A language code such as ``de``; empty for the system's."""

    @property
    def output_folder(self) -> Path:
        """Where artifacts go. It need not exist.

        Raises:
            AppError: the settings name no folder and there is no home folder.
        """
        return self.output or output_folder()


@dataclass(frozen=True)
class LoadedSettings:
    """The settings to use, and sentences about what in the file could not be."""

    settings: Settings
    problems: tuple[str, ...] = ()


def settings_path() -> Path:
    """The settings file; it need not exist."""
    return config_folder() / FILE_NAME


def load_settings(path: Path) -> LoadedSettings:
    """The settings in the file `path`, or the standard ones. Never raises.

    A value that cannot be used is replaced by the standard one and reported. A file that is not settings at all is
    renamed to ``*.broken``, so that nothing is lost when the settings are saved again.
    """
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_LARGEST).decode("utf-8"))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except OSError as error:
        return LoadedSettings(Settings(), (f"The settings cannot be read: {error.strerror or error}",))
    except (ValueError, RecursionError) as error:
        return LoadedSettings(Settings(), (_set_aside(path, str(error)),))
    if not isinstance(data, dict):
        return LoadedSettings(Settings(), (_set_aside(path, "it holds no settings"),))
    return read_settings(cast("dict[str, object]", data))


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings, whole or not at all.

    Raises:
        AppError: the disk is full, or the folder cannot be written to.
    """
    text = json.dumps(to_dict(settings), indent=2) + "\n"  # ASCII, so that paths that are not UTF-8 survive
    write_atomically(path, text.encode())


def to_dict(settings: Settings) -> dict[str, object]:
    """Plain values for JSON; `read_settings` is the inverse."""
    return {
        "version": VERSION,
        "output": str(settings.output) if settings.output else "",
        "naming": settings.naming,
        "model_folders": [str(folder) for folder in settings.model_folders],
        "device": settings.device,
        "memory_mb": settings.memory_mb,
        "stack": settings.stack,
        "approve_text": settings.approve_text,
        "edit_given": settings.edit_given,
        "notify": settings.notify,
        "metadata": settings.metadata,
        "theme": settings.theme.value,
        "language": settings.language,
    }


def read_settings(data: Mapping[str, object]) -> LoadedSettings:
    """The settings that plain values stand for; each value that cannot be used is reported and left at its standard."""
    data, problems = _migrated(data)
    values: dict[str, object] = {}
    for key, value in data.items():
        if key == "version":
            continue
        read = _READERS.get(key)
        if read is None:
            problems.append(f"The setting {key} is not known and was left out")
            continue
        try:
            values[key] = read(value)
        except ValueError as error:
            problems.append(f"The setting {key} was reset: {error}")
    settings = Settings(**cast("dict[str, Any]", values))
    return LoadedSettings(settings, tuple(problems))


def problem_with(setting: str, value: object) -> str:
    """Why a plain value cannot be that of a setting, as the end of a sentence; empty if it can."""
    try:
        _READERS[setting](value)
    except ValueError as error:
        return str(error)
    return ""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it must be a text")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it must be true or false")
    return value


def _folder(value: object) -> Path:
    path = Path(_text(value))
    if not path.is_absolute() or "\0" in str(path):
        raise ValueError(f"“{value}” is not an absolute path")
    return path


def _folders(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list):
        raise ValueError("it must be a list of folders")
    return tuple(dict.fromkeys(_folder(item) for item in cast("list[object]", value)))


def _naming(value: object) -> str:
    if problem := template_problem(_text(value)):
        raise ValueError(problem)
    return _text(value)


def _device(value: object) -> str:
    if not _DEVICE.fullmatch(_text(value)):
        raise ValueError(f"“{value}” is not auto, cpu, cuda or cuda with a number")
    return _text(value)


def _memory(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_MEMORY_MB:
        raise ValueError(f"it must be a whole number of MB up to {MOST_MEMORY_MB}")
    return value


def _stack(value: object) -> str:
    if not _text(value):
        raise ValueError("it must name a stack")
    return _text(value)


_READERS: Mapping[str, Callable[[object], object]] = {
    "output": lambda value: _folder(value) if value != "" else None,
    "naming": _naming,
    "model_folders": _folders,
    "device": _device,
    "memory_mb": _memory,
    "stack": _stack,
    "approve_text": _switch,
    "edit_given": _switch,
    "notify": _switch,
    "metadata": _switch,
    "theme": Theme,
    "language": _text,
}

_MIGRATIONS: Mapping[int, Callable[[Mapping[str, object]], Mapping[str, object]]] = {
    1: lambda data: data,  # device, memory_mb, metadata and notify came; what was there means the same
    2: lambda data: data,  # edit_given came
}
"""From a version to the next: add an entry whenever a setting comes, is renamed or changes its meaning."""


def _migrated(data: Mapping[str, object]) -> tuple[Mapping[str, object], list[str]]:
    version = data.get("version", VERSION)
    if type(version) is not int or version < 1:
        return data, [f"The settings' version {version!r} is not known"]
    if version > VERSION:
        return data, ["The settings are of a newer version of the application; what is known was read"]
    for step in range(version, VERSION):
        data = _MIGRATIONS[step](data)
    return data, []


def _set_aside(path: Path, why: str) -> str:
    aside = path.with_name(path.name + ".broken")
    try:
        path.replace(aside)
    except OSError as error:
        return f"The settings in {path} are damaged ({why}) and could not be set aside: {error.strerror or error}"
    return f"The settings were damaged ({why}) and set aside as {aside}; the standard ones are in use"
