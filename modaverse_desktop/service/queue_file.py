"""What the history does not know of the queue: the order of those that wait, and whether the user paused it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from modaverse_desktop.core.files import write_atomically

FILE_NAME = "queue.json"
_LARGEST = 1 << 22


@dataclass(frozen=True)
class KeptLine:
    """One state of the line."""

    order: tuple[str, ...] = ()
    """Ids of the conversions that run or wait, the next one first; those that do so no more are of no importance."""
    paused: bool = False

    def tells(self, order: Sequence[str], *, paused: bool) -> bool:
        """Whether the line could be restored from this one: most changes only take the first one away."""
        still = set(order)
        return self.paused == paused and [name for name in self.order if name in still] == list(order)


def read_line(path: Path) -> KeptLine:
    """What was written, as far as it can be understood; never raises: without it all is in the order of creation."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        with path.open("rb") as file:
            data = json.loads(file.read(_LARGEST))
        if isinstance(data, dict):
            values = cast("dict[str, object]", data)
            order = values.get("order")
            names = cast("list[object]", order) if isinstance(order, list) else []
            return KeptLine(tuple(name for name in names if isinstance(name, str)), values.get("paused") is True)
    return KeptLine()


def write_line(path: Path, line: KeptLine) -> None:
    """Write it, whole or not at all.

    Raises:
        AppError: the disk is full, or the folder cannot be written to.
    """
    write_atomically(path, json.dumps({"version": 1, "paused": line.paused, "order": line.order}).encode())
