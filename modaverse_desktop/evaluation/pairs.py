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
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                sample = _sample(json.loads(line), f"{path.stem}-{number:06d}", path.parent)
                there = all(medium.is_file() for medium in sample.media)
                found += [sample] if there else []
                missing += [] if there else [sample.id]
    except OSError as error:
        raise AppError(f"Cannot read {path}", str(error), "Check the path.", ErrorKind.INPUT) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        title = f"{path.name} has a wrong line {number}"
        detail = f"{type(error).__name__}: {error}"
        raise AppError(title, detail, f"A line looks like {FORMAT}.", ErrorKind.INPUT) from error
    return Samples(tuple(found), tuple(missing), (path,))


def _sample(row: dict[str, Any], name: str, folder: Path) -> Sample:
    media = tuple(folder / str(source) for _, source in row.get("media", ()))
    wanted = tuple(Invocation(Modality(task), str(prompt)) for task, prompt in row["invocations"])
    if not wanted:
        raise ValueError("there must be an invocation")
    return Sample(str(row.get("id", name)), str(row["instruction"]), media, wanted=wanted)
