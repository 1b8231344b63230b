"""Whether something will fit on a disk: asked before the first byte is written."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind

_SPARE = 64 << 20
"""Bytes that stay free on the disk."""
_LARGEST_ON_FAT = (4 << 30) - 1
_FAT = ("vfat", "msdos")


def free_bytes(folder: Path) -> int:
    """What is free where `folder` is, or will be.

    Raises:
        AppError: RESOURCES; there is no such disk.
    """
    there = nearest(folder)
    try:
        return shutil.disk_usage(there).free
    except OSError as error:
        raise AppError(
            "The disk cannot be read", f"{there}: {error.strerror or error}", "Is it connected?", ErrorKind.RESOURCES
        ) from error


def check_room(needed: int, free: int, folder: Path) -> None:
    """Raise AppError(RESOURCES) if `needed` bytes and some to spare are not free."""
    if needed + _SPARE > free:
        raise AppError(
            "There is not enough room on the disk",
            f"{gigabytes(needed + _SPARE)} are needed and {gigabytes(free)} are free in {folder}",
            "Free some space, or choose another folder.",
            ErrorKind.RESOURCES,
        )


def check_size(folder: Path, size: int) -> None:
    """Raise AppError(RESOURCES) if the file system of `folder` cannot hold a file of `size` bytes."""
    if size > _LARGEST_ON_FAT and is_fat(folder):
        raise AppError(
            "This disk cannot hold a file of that size",
            f"It is formatted as FAT32, and the file would have {gigabytes(size)}",
            "Split it into parts of 4 GB.",
            ErrorKind.RESOURCES,
        )


def is_fat(folder: Path) -> bool:
    """Whether files in `folder` must be smaller than 4 GiB."""
    return file_system(folder) in _FAT


def file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The type of the file system that `folder` lies in, as Linux calls it; empty if it is not known."""
    if sys.platform != "linux":
        return ""
    try:
        lines = [line.split(" ") for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()]
        place = nearest(folder).resolve()
    except OSError:
        return ""
    fitting = [(_unescaped(line[1]), line[2]) for line in lines if len(line) > 2]
    inside = [(Path(point), kind) for point, kind in fitting if place.is_relative_to(point)]
    return max(inside, key=lambda each: len(each[0].parts))[1] if inside else ""


def nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    return there


def gigabytes(size: int) -> str:
    """For messages: ``12.3 GB`` or ``45 MB``."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _unescaped(point: str) -> str:
    return point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
