"""What the user corrected, as training pairs: the question, the model's answer, and the answer that was wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from modaverse_desktop.core.conversion import State
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.meta_response import Spelling, format_meta_response
from modaverse_desktop.library.entry import Entry, Filter, MediaFact
from modaverse_desktop.library.history import History

_PAGE = 500


def write_pairs(history: History, wanted: Filter, target: Path) -> int:
    """Write one JSON object a line for every edited and finished entry among those wanted; returns how many.

    Each has ``instruction``, ``media`` (path, modality, sha256), ``proposed`` and ``response``: meta-responses in the
    released spelling, the model's and the user's. Raises AppError if the file cannot be written.
    """
    lines = [json.dumps(pair) + "\n" for pair in edited_pairs(history, wanted)]
    write_atomically(target, "".join(lines).encode())
    return len(lines)


def edited_pairs(history: History, wanted: Filter) -> Iterator[dict[str, Any]]:
    """The same as plain values, one at a time."""
    return (_pair(entry) for entry in _edited(history, wanted))


def _edited(history: History, wanted: Filter) -> Iterator[Entry]:
    edited = replace(wanted, edited=True)
    offset = 0
    while rows := history.find(edited, offset, _PAGE):
        offset += len(rows)
        for row in rows:
            if row.state is State.DONE:
                try:
                    yield history.get(row.id)
                except AppError:  # cannot be read: the others can
                    continue


def _pair(entry: Entry) -> dict[str, Any]:
    conversion = entry.conversion
    return {
        "id": conversion.id,
        "created": entry.row.created.isoformat(),
        "stack": conversion.stack,
        "instruction": conversion.instruction,
        "media": [_fact(media, given.part) for media, given in zip(entry.media, conversion.media, strict=False)],
        "proposed": format_meta_response(conversion.proposal, Spelling.RELEASED),
        "response": format_meta_response(conversion.invocations, Spelling.RELEASED),
    }


def _fact(media: MediaFact, part: Part | None) -> dict[str, Any]:
    whole = {"path": str(media.path), "modality": media.modality.value, "sha256": media.sha256}
    return whole if part is None else {**whole, "part": [part.start, part.end]}
