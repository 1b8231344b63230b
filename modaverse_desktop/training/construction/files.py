"""Instruction files, read a line at a time and written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from modaverse_desktop.core.files import replacing
from modaverse_desktop.training.construction.reading import json_lines, wrong_item
from modaverse_desktop.training.construction.sample import Sample, from_row, to_line


def read_samples(path: Path) -> Iterator[tuple[int, Sample]]:
    """The samples of a file and their lines. Raises AppError(INPUT) naming the first line that is wrong."""
    for item in json_lines(path):
        try:
            sample = from_row(item.value)
        except ValueError as error:
            raise wrong_item(path, item, str(error)) from error
        yield item.line, sample


def write_samples(samples: Iterable[Sample], path: Path) -> int:
    """Write a file; returns how many samples there are. Raises AppError if the disk is full."""
    count = 0
    with replacing(path) as part, part.open("w", encoding="utf-8") as stream:
        for sample in samples:
            stream.write(to_line(sample))
            count += 1
    return count
