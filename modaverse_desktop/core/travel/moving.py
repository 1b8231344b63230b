"""A pack moves to another folder, on this disk or another one: copied and compared first, removed here only then."""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.files import write_error
from modaverse_desktop.core.pack import FILE_NAME, Manifest
from modaverse_desktop.core.travel.cargo import Say
from modaverse_desktop.core.travel.folders import open_folder
from modaverse_desktop.core.travel.room import check_room, free_bytes
from modaverse_desktop.core.travel.staging import Staging


@dataclass(frozen=True)
class Moved:
    """Where the pack lies now; `left` are files in the old folder that its manifest does not name."""

    folder: Path
    left: tuple[str, ...] = ()


def move_pack(manifest: Manifest, target: Path, say: Say) -> Moved:
    """Move the pack into the folder `target`.

    Raises:
        AppError: USAGE, there is something of its name; RESOURCES, no room; MODEL, it is damaged. It stays where it is.
        Interrupted: `say` said so; it stays where it is, and the next run goes on.
    """
    old, new = manifest.folder, target.absolute() / manifest.id
    if new == old:
        raise AppError(f"{manifest.name} is there already", str(new), kind=ErrorKind.USAGE)
    if new.exists():
        hint = "Choose another folder."
        raise AppError(f"There is a folder called {manifest.id} already", str(new), hint, ErrorKind.USAGE)
    if new.is_relative_to(old):
        raise AppError("A folder cannot move into itself", str(new), "Choose another folder.", ErrorKind.USAGE)
    if _renamed(old, new):
        say(EngineProgress("Copying", 1.0))
        return Moved(new)
    source = open_folder(old)
    staging = Staging(source.cargo, target.absolute(), old)
    check_room(source.cargo.size - staging.there(), free_bytes(target), target)
    staging.gather(source, say)
    staging.become(new)
    return Moved(new, _remove(old, [file.path.partition("/")[2] for file in source.cargo.files]))


def _renamed(old: Path, new: Path) -> bool:
    """On one disk nothing need be copied."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return False
        raise write_error(new, error) from error
    return True


def _remove(folder: Path, files: list[str]) -> tuple[str, ...]:
    """Remove the pack's files, its manifest first: half a pack is none. What else lies there stays, and is told."""
    for name in (FILE_NAME, *files):
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            inner.rmdir()
    with contextlib.suppress(OSError):
        folder.rmdir()
    return tuple(sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()))
