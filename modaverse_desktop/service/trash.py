"""Files into the desktop's trash, from which the user can take them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind


def to_trash(files: Sequence[Path]) -> int:
    """Move files to the trash and say how many; one that is gone already is passed over. Blocks.

    Raises:
        AppError: some could not be moved; the others were.
    """
    from send2trash import send2trash

    moved = 0
    stayed: list[str] = []
    for file in files:
        if not file.exists():
            continue
        try:
            send2trash(file)
        except (OSError, ValueError) as error:
            stayed.append(f"{file}: {error}")
        else:
            moved += 1
    if stayed:
        raise AppError(
            "Some files could not be moved to the trash",
            "\n".join(stayed[:5]),
            "They lie where they were. Delete them in the file manager, if you wish.",
            ErrorKind.RESOURCES,
        )
    return moved
