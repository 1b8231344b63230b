"""Between the history's tables and what the rest of the program knows."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.library.entry import MediaFact, Row

COLUMNS = "id, created, state, instruction, answer, tasks, picture, shown, artifacts, starred, edited"
"""Of the table `entries`, in the order in which `to_row` takes them."""
_SEEN = (Modality.IMAGE, Modality.VIDEO)
_LONGEST = 400


def to_row(values: sqlite3.Row) -> Row:
    """One line of the table `entries`."""
    return Row(
        id=values["id"],
        created=to_time(values["created"]),
        state=State(values["state"]),
        instruction=values["instruction"],
        answer=values["answer"],
        tasks=tuple(Modality(task) for task in values["tasks"].split()),
        picture=to_path(values["picture"]),
        shown=Modality(values["shown"]),
        artifacts=values["artifacts"],
        starred=bool(values["starred"]),
        edited=bool(values["edited"]),
    )


def to_media_fact(values: sqlite3.Row) -> MediaFact:
    """One line of the table `media`."""
    path = Path(os.fsdecode(values["path"]))
    return MediaFact(path, Modality(values["modality"]), values["size"], values["modified"], values["sha256"] or None)


def to_columns(conversion: Conversion) -> dict[str, object]:
    """What the table `entries` keeps of a conversion."""
    picture = _picture(conversion)
    return {
        "id": conversion.id,
        "state": conversion.state.value,
        "ended": conversion.state.terminal,
        "edited": conversion.edited,
        "instruction": _cut(conversion.instruction),
        "answer": _cut(next((artifact.text for artifact in conversion.artifacts if artifact.text), "")),
        "tasks": " ".join(task.value for task in tasks_of(conversion)),
        "picture": os.fsencode(picture) if picture else None,
        "shown": _shown(conversion).value,
        "artifacts": len(conversion.artifacts),
    }


def tasks_of(conversion: Conversion) -> tuple[Modality, ...]:
    """What was made or is to be made, each once, in order."""
    made = [artifact.task for artifact in conversion.artifacts]
    return tuple(dict.fromkeys([*made, *(invocation.task for invocation in conversion.invocations)]))


def packs_of(conversion: Conversion) -> tuple[str, ...]:
    """The stack and the generators that took part, each once."""
    made = [artifact.generator for artifact in conversion.artifacts]
    chosen = [invocation.generator for invocation in conversion.invocations]
    return tuple(dict.fromkeys(pack for pack in (conversion.stack, *made, *chosen) if pack))


def to_time(seconds: float) -> datetime:
    """Seconds since 1970 as a time with a zone."""
    return datetime.fromtimestamp(seconds, UTC)


def to_path(name: bytes | None) -> Path | None:
    """A path as it was given to `os.fsencode`."""
    return Path(os.fsdecode(name)) if name else None


def _picture(conversion: Conversion) -> Path | None:
    made = [artifact.path for artifact in conversion.artifacts if artifact.path and artifact.task in _SEEN]
    given = [media.path for media in conversion.media if media.modality in _SEEN]
    return next(iter([*made, *given]), None)


def _shown(conversion: Conversion) -> Modality:
    about = [*tasks_of(conversion), *(media.modality for media in conversion.media)]
    return about[0] if about else Modality.TEXT


def _cut(text: str) -> str:
    """The beginning, as SQLite can keep it: without lone surrogates."""
    return text[:_LONGEST].encode("utf-8", "replace").decode()
