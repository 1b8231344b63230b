"""Every exception becomes a sentence, a hint and an exit code."""

from __future__ import annotations

import errno

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted

_FULL = (errno.ENOSPC, errno.EDQUOT)
_MEMORY_WORDS = ("out of memory", "can't allocate memory", "cannot allocate memory")


def as_app_error(error: BaseException) -> AppError:
    """What to tell the user about `error`."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, KeyboardInterrupt | Interrupted):
        return AppError("Cancelled", hint="What was finished before stays.", kind=ErrorKind.CANCELLED)
    if isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(words in str(error).lower() for words in _MEMORY_WORDS)
    ):
        return AppError(
            "There is not enough memory",
            hint="Close other programs, or use a smaller input or model.",
            kind=ErrorKind.RESOURCES,
        )
    if isinstance(error, OSError) and error.errno in _FULL:
        return AppError(
            "The disk is full",
            str(error.filename or ""),
            "Free some space, or choose another folder with --output.",
            ErrorKind.RESOURCES,
        )
    return AppError(
        "Something went wrong inside ModaVerse",
        f"{type(error).__name__}: {error}" if str(error) else type(error).__name__,
        "Repeat with --debug to see where, and report it.",
    )
