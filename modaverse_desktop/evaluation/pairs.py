"""Held-out pairs as a task's samples: JSON lines with an instruction, media and the invocations that are wanted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation.task import Sample, Samples

FORMAT = '{"instruction": "...", "media": [["image", "a.png"]], "invocations": [["image", "a cat"]]}'


def read_wanted(path: Path) -> Samples:
    """The samples of a file; paths of media are relative to it. What lacks a medium is `missing`.

    Raises AppError(INPUT) naming the first line that is wrong.
    """
    found: list[Sample] = []
    missing: list[str] = []
    number = 0
    try:
        with path.open("rb") as stream:
            for number, data in enumerate(stream, 1):
                if not (line := data.decode("utf-8-sig" if number == 1 else "utf-8").strip()):
                    continue
                sample = _sample(json.loads(line), f"{path.stem}-{number:06d}", path.parent)
                there = all(medium.is_file() for medium in sample.media)
                found += [sample] if there else []
                missing += [] if there else [sample.id]
    except OSError as error:
        raise AppError(f"Cannot read {path}", error.strerror or "", _places(path), ErrorKind.INPUT) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        title = f"{path.name} has a wrong line {number}"
        raise AppError(title, _problem(error), f"A line looks like {FORMAT}.", ErrorKind.INPUT) from error
    return Samples(tuple(found), tuple(missing), (path,))


def _places(path: Path) -> str:
    return f"Give a file, or the name of a held-out set. It was looked for in {path.absolute().parent}."


def _problem(error: Exception) -> str:
    """Without the names that Python has for it."""
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON: {error.msg}"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return f"it lacks {error}" if isinstance(error, KeyError) else str(error)


def _sample(row: dict[str, Any], name: str, folder: Path) -> Sample:
    if not isinstance(row, dict):
        raise TypeError("it is no JSON object")
    media = tuple(folder / str(source) for _, source in row.get("media", ()))
    wanted = tuple(Invocation(Modality(task), str(prompt)) for task, prompt in row["invocations"])
    if not wanted:
        raise ValueError("there must be an invocation")
    return Sample(str(row.get("id", name)), str(row["instruction"]), media, wanted=wanted)
