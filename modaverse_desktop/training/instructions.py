"""Training pairs: an instruction, its media, and the invocations to answer with. One JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality


@dataclass(frozen=True)
class MediaReference:
    """A medium of a pair: `source` is a file's path, or the key of a cached embedding (``key:...``)."""

    modality: Modality
    source: str


@dataclass(frozen=True)
class Pair:
    """One training sample; an invocation of ``text`` is the answer itself."""

    instruction: str
    invocations: tuple[Invocation, ...]
    media: tuple[MediaReference, ...] = ()


def pair(instruction: str, answers: Sequence[tuple[Modality, str]], media: Sequence[MediaReference] = ()) -> Pair:
    """A pair: what is asked of which media, and what is answered."""
    return Pair(instruction, tuple(Invocation(task, prompt) for task, prompt in answers), tuple(media))


def write_pairs(pairs: Iterable[Pair], path: Path) -> int:
    """Write JSONL; returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for each in pairs:
            stream.write(json.dumps(_to_row(each), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_pairs(path: Path) -> list[Pair]:
    """The inverse of `write_pairs`. Raises AppError(INPUT) naming the first line that is wrong."""
    found: list[Pair] = []
    try:
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                found.append(_from_row(json.loads(line)))
    except OSError as error:
        raise AppError(f"Cannot read {path}", str(error), "Check the path.", ErrorKind.INPUT) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        title = f"{path.name} has a wrong line {len(found) + 1}"
        hint = 'A line looks like {"instruction": "...", "media": [], "invocations": [["image", "a cat"]]}.'
        raise AppError(title, f"{type(error).__name__}: {error}", hint, ErrorKind.INPUT) from error
    return found


def _to_row(each: Pair) -> dict[str, Any]:
    return {
        "instruction": each.instruction,
        "media": [[medium.modality.value, medium.source] for medium in each.media],
        "invocations": [[one.task.value, one.prompt] for one in each.invocations],
    }


def _from_row(row: dict[str, Any]) -> Pair:
    media = tuple(MediaReference(Modality(kind), str(source)) for kind, source in row.get("media", ()))
    invocations = tuple(Invocation(Modality(task), str(prompt)) for task, prompt in row["invocations"])
    if not invocations:
        raise ValueError("there must be an invocation")
    return Pair(str(row["instruction"]), invocations, media)
