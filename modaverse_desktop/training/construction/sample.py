"""The one schema of instruction files: a JSON object a line, versioned. What `training.instructions` trains on.

======================  ================================================================================
key                     value
======================  ================================================================================
``version``             1. A file of a newer version is refused.
``id``                  a text, unique in its file
``kind``                ``input`` (media are told about in words), ``output`` (media are made) or ``reasoning``
``instruction``         what the user says; may be empty if there are media
``media``               pairs of modality (image, audio, video) and path, relative to the media folder or absolute
``invocations``         pairs of task (text, image, audio, video) and prompt, in order; at least one
``source``              the set or the model that it comes from
======================  ================================================================================

Both spellings of the meta-response are made of ``invocations``, see `targets`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import Spelling, format_meta_response
from modaverse_desktop.core.modality import Modality

VERSION = 1
MEDIA = (Modality.IMAGE, Modality.AUDIO, Modality.VIDEO)
LONGEST = 20_000
"""Letters of an instruction or a prompt."""
_KEYS = {"version", "id", "kind", "instruction", "media", "invocations", "source"}


class Kind(Enum):
    """The paper's three kinds of instructions."""

    INPUT = "input"
    OUTPUT = "output"
    REASONING = "reasoning"


@dataclass(frozen=True)
class Sample:
    """One instruction with its media and the invocations that answer it. See the module for the file's schema."""

    id: str
    kind: Kind
    instruction: str
    media: tuple[tuple[Modality, str], ...]
    invocations: tuple[tuple[Modality, str], ...]
    source: str = ""

    @property
    def pair(self) -> str:
        """What goes in and what comes out, as ``image+audio → text``; text goes in always and is not named."""
        given = "+".join(sorted({modality.value for modality, _ in self.media}, key=_rank)) or "text"
        made = "+".join(sorted({task.value for task, _ in self.invocations}, key=_rank))
        return f"{given} → {made}"


def targets(sample: Sample) -> Mapping[Spelling, str]:
    """The meta-response to learn, in both spellings."""
    invocations = [Invocation(task, prompt) for task, prompt in sample.invocations]
    return {spelling: format_meta_response(invocations, spelling) for spelling in Spelling}


def to_line(sample: Sample) -> str:
    """The sample as its line, with the line's end."""
    row = {
        "version": VERSION,
        "id": sample.id,
        "kind": sample.kind.value,
        "instruction": sample.instruction,
        "media": [[modality.value, path] for modality, path in sample.media],
        "invocations": [[task.value, prompt] for task, prompt in sample.invocations],
        "source": sample.source,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def from_row(row: object) -> Sample:
    """The inverse of `to_line`, for a parsed line. Raises ValueError, as a sentence about what is wrong."""
    if not isinstance(row, dict):
        raise ValueError("a line must be a JSON object")
    version = row.get("version", VERSION)
    if type(version) is not int or version < 1:
        raise ValueError(f"version must be a whole number, not {version!r}")
    if version > VERSION:  # before the keys: they will be others
        raise ValueError(f"is of version {version}; this program reads up to {VERSION}")
    if unknown := sorted(str(key) for key in row.keys() - _KEYS):
        raise ValueError(f"unknown keys: {', '.join(unknown)}")
    if missing := sorted(_KEYS - row.keys() - {"source"}):
        raise ValueError(f"lacks {', '.join(missing)}")
    return _checked(
        Sample(
            text_of(row, "id"),
            _named(Kind, "kind", row["kind"]),
            text_of(row, "instruction", empty=True),
            pairs_of(row["media"], "media"),
            pairs_of(row["invocations"], "invocations"),
            text_of(row, "source", empty=True) if "source" in row else "",
        )
    )


def text_of(row: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    """A text of a row. Raises ValueError if it is not there, no text, too long or, unless `empty` is fine, blank."""
    value = row.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text, not {value!r}"[:200])
    if len(value) > LONGEST:
        raise ValueError(f"{name} has {len(value)} letters; {LONGEST} are the most")
    if not value.strip() and not empty:
        raise ValueError(f"{name} is empty")
    return value


def pairs_of(value: object, name: str) -> tuple[tuple[Modality, str], ...]:
    """Pairs of a modality and a text. Raises ValueError."""
    if not isinstance(value, list):
        raise ValueError(f"{name} must be a list of pairs")
    found: list[tuple[Modality, str]] = []
    for each in value:
        if not isinstance(each, list) or len(each) != 2:
            raise ValueError(f'{name} must hold pairs such as ["image", "…"], not {each!r}'[:200])
        modality = _named(Modality, name, each[0])
        if not isinstance(each[1], str) or not each[1].strip() or len(each[1]) > LONGEST:
            raise ValueError(f"{name} has a pair whose second part is not a text: {each!r}"[:200])
        found.append((modality, each[1]))
    return tuple(found)


def _checked(sample: Sample) -> Sample:
    if not sample.invocations:
        raise ValueError("invocations must not be empty")
    if any(modality is Modality.TEXT for modality, _ in sample.media):
        raise ValueError("media cannot be of the modality text")
    if not sample.instruction.strip() and not sample.media:
        raise ValueError("there is neither an instruction nor a medium")
    makes = any(task is not Modality.TEXT for task, _ in sample.invocations)
    if sample.kind is Kind.OUTPUT and not makes:
        raise ValueError("kind is output, but nothing except text is made")
    return sample


def _named(kind: type[Enum], name: str, value: object) -> Any:
    known = [each.value for each in kind]
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, not {value!r}")
    return kind(value)


_ORDER = ("text", "image", "audio", "video")


def _rank(name: str) -> int:
    return _ORDER.index(name)
