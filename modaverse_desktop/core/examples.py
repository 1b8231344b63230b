"""A user's own examples: an instruction with its media, and what should have been proposed. JSON lines, as pairs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media, Part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import write_atomically

FEWEST = 4
"""Fewer teach nothing, and leave nothing to compare with."""
_HELD_OUT = 5
"""One of so many is kept for the comparison."""
_MOST_HELD_OUT = 12
NAME = "{name}"
"""In the words of a pattern: the name of a file, without its ending."""


@dataclass(frozen=True)
class Example:
    """One question and the right answer to it."""

    instruction: str
    media: tuple[Media, ...]
    wanted: tuple[Invocation, ...]

    @property
    def key(self) -> str:
        """The same for equal questions: which half an example belongs to never changes."""
        names = "\0".join([self.instruction.strip().casefold(), *(str(each.spelled) for each in self.media)])
        return hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def one_for_each_file(pattern: Example) -> list[Example]:
    """An example for each of its files, in whose words `NAME` is the file's name: `red_fox.jpg` is called red fox."""
    return [_about(pattern, each) for each in pattern.media]


def problem_with(example: Example) -> AppError | None:
    """Why an example cannot be learned from; None if it can."""
    if not example.instruction.strip():
        return AppError("The example has no instruction", hint="Write what you asked for.", kind=ErrorKind.INPUT)
    if not any(one.prompt.strip() for one in example.wanted):
        return AppError(
            "The example has no answer",
            hint="Write what should have been proposed: an answer, or the prompt for a picture.",
            kind=ErrorKind.INPUT,
        )
    missing = next((each.path for each in example.media if not each.path.is_file()), None)
    if missing is not None:
        return AppError(
            "A file of the example is not there",
            str(missing),
            "Put the file back, or remove the example.",
            ErrorKind.INPUT,
        )
    return None


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """What is learned from, and what is kept back to compare with: one of five, twelve at most, by their keys.

    Raises:
        AppError: there are too few examples.
    """
    unique = {example.key: example for example in examples}
    if len(unique) < FEWEST:
        raise AppError(
            "There are too few examples",
            f"There are {len(unique)} different ones; {FEWEST} are the least, some dozens are good.",
            "Add more.",
            ErrorKind.INPUT,
        )
    count = min(_MOST_HELD_OUT, max(1, len(unique) // _HELD_OUT))
    kept_back = set(sorted(unique)[:count])
    learned = [example for key, example in unique.items() if key not in kept_back]
    return learned, [example for key, example in unique.items() if key in kept_back]


def write_examples(examples: Iterable[Example], path: Path) -> None:
    """Write them, whole or not at all. Raises AppError if the disk is full or the folder cannot be written to."""
    lines = [json.dumps(_to_row(example)) + "\n" for example in examples]  # ASCII: paths that are not UTF-8 survive
    write_atomically(path, "".join(lines).encode())


def read_examples(path: Path) -> list[Example]:
    """The inverse of `write_examples`; nothing if there is no file. A line that is none is left out.

    Raises:
        AppError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise AppError("Your examples cannot be read", f"{path}: {error}", kind=ErrorKind.INPUT) from error
    return [example for line in lines if (example := _from_line(line)) is not None]


def from_edit(row: Mapping[str, Any], wanted: tuple[Invocation, ...]) -> Example:
    """A pair that the history exported, as an example; `wanted` is its response, read."""
    media = tuple(_to_media(each["modality"], each["path"], each.get("part")) for each in row["media"])
    return Example(str(row["instruction"]), media, wanted)


def _to_media(modality: str, path: str, part: Sequence[float] | None = None) -> Media:
    if part is None:
        return Media(Path(path), Modality(modality))
    start, end = part
    return Media(Path(path), Modality(modality), Part(float(start), float(end)))


def _from_media(each: Media) -> list[object]:
    whole: list[object] = [each.modality.value, str(each.path)]
    return whole if each.part is None else [*whole, [each.part.start, each.part.end]]


def _about(pattern: Example, media: Media) -> Example:
    name = media.path.stem.replace("_", " ").strip()
    wanted = tuple(replace(one, prompt=one.prompt.replace(NAME, name)) for one in pattern.wanted)
    return Example(pattern.instruction.replace(NAME, name), (media,), wanted)


def _to_row(example: Example) -> dict[str, Any]:
    return {
        "instruction": example.instruction,
        "media": [_from_media(each) for each in example.media],
        "invocations": [[one.task.value, one.prompt] for one in example.wanted],
    }


def _from_line(line: str) -> Example | None:
    try:
        row = cast("dict[str, Any]", json.loads(line))
        media = tuple(_to_media(*each) for each in row["media"])
        wanted = tuple(Invocation(Modality(task), str(prompt)) for task, prompt in row["invocations"])
        return Example(str(row["instruction"]), media, wanted)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
