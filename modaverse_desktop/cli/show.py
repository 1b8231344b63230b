"""`show`: the record of its making that a file carries."""

from __future__ import annotations

import json
from argparse import Namespace

from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.provenance import to_text
from modaverse_desktop.media.files import shown_name
from modaverse_desktop.media.provenance import read


def show(arguments: Namespace, output: Output) -> int:
    """Print the record. Raises AppError(INPUT) if there is none."""
    record = read(arguments.file)
    if record is None:
        raise AppError(
            f"“{shown_name(arguments.file)}” does not say how it was made",
            hint="Only files that this application made carry a record, unless it was switched off or removed.",
            kind=ErrorKind.INPUT,
        )
    data = json.loads(to_text(record))
    words = (f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in data.items() if value not in ("", [], {}))
    output.result(data, "\n".join(words))
    return 0


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
