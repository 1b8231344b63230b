"""What a run writes down: a line a few steps, the validations, and curves for TensorBoard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from modaverse_desktop.core.files import write_atomically


class Curves:
    """TensorBoard's event files in `folder`; nothing without `wanted`. After a resume, later points are cut off."""

    def __init__(self, folder: Path, step: int, *, wanted: bool) -> None:
        self._writer: Any = None
        if wanted:
            from tensorboardX import SummaryWriter

            self._writer = SummaryWriter(str(folder), purge_step=step + 1 if step else None)

    def draw(self, step: int, values: Mapping[str, float]) -> None:
        """One point on each curve."""
        if self._writer is not None:
            for name, value in values.items():
                self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        """Write what is still held back."""
        if self._writer is not None:
            self._writer.close()


def append_line(path: Path, row: Mapping[str, Any]) -> None:
    """Add one JSON object."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(row) + "\n")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a log, up to a line that a crash cut short."""
    found: list[dict[str, Any]] = []
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
                row["step"] = int(row["step"])
            except (ValueError, KeyError, TypeError):
                break
            found.append(row)
    return found


def cut_log(path: Path, step: int) -> None:
    """Drop the lines after a checkpoint's step, so that a resumed log is one curve."""
    if path.is_file():
        kept = [json.dumps(row) + "\n" for row in read_rows(path) if row["step"] <= step]
        write_atomically(path, "".join(kept).encode())
