"""The tasks by the names they are typed with; each is a file of its own, imported when it is wanted."""

from __future__ import annotations

from importlib import import_module

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.evaluation.task import Task

NAMES = (
    "coco-captions",
    "audiocaps-captions",
    "msrvtt-captions",
    "coco-images",
    "audiocaps-audio",
    "msrvtt-video",
    "proposals",
)


def find_task(name: str) -> Task:
    """The task. Raises AppError(USAGE) naming those there are."""
    if name not in NAMES:
        raise AppError(f"There is no task “{name}”", hint=f"There are: {', '.join(NAMES)}.", kind=ErrorKind.USAGE)
    return import_module(f"{__name__}.{name.replace('-', '_')}").TASK
