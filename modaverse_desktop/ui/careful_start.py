"""A start after others that ended early: what is said, and when it counts as a good one."""

from __future__ import annotations

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.paths import data_folder
from modaverse_desktop.core.settings import settings_path
from modaverse_desktop.core.starts import finish_start

OF_USE_MS = 5_000
"""A window that was there for so long has started well."""


def started_well() -> None:
    """The next start need not be careful."""
    finish_start(data_folder())


def why_careful() -> AppError:
    """What the user is told of the settings."""
    return AppError(
        "The last starts ended early, so this one uses the standard settings",
        f"Your own are kept in {settings_path()}",
        "Start the program again to use your own. If it ends early again, rename that file.",
    )
