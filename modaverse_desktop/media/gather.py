"""The files below what was dropped: folders are walked step by step, so that the walk can be stopped at any file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def gather(paths: Iterable[Path]) -> Iterator[Path]:
    """The given files in order, and for each folder the files in it and below, by name; absolute, none twice.

    Hidden files and folders inside of a folder are left out, and so are folders behind links, which may lead in a
    circle. What cannot be listed counts as a file: whoever opens it has the sentence about it.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _below(Path(os.path.abspath(path))):  # noqa: PTH100 - `resolve` would follow links
            if file not in seen:
                seen.add(file)
                yield file


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    try:
        with os.scandir(path) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=_files_first)
    except OSError:
        yield path
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path / entry.name)
        elif not entry.is_dir():
            yield path / entry.name


def _files_first(entry: os.DirEntry[str]) -> tuple[bool, str, str]:
    return entry.is_dir(), entry.name.casefold(), entry.name
