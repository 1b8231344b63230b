"""`packs export`: a model into a file that can be carried elsewhere."""

from __future__ import annotations

from argparse import Namespace

from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.progress import reporter
from modaverse_desktop.cli.session import find_installed, user_settings
from modaverse_desktop.core.travel.exporting import export_pack
from modaverse_desktop.core.travel.room import gigabytes


def export(arguments: Namespace, output: Output) -> int:
    """Write the file, or its parts."""
    packs = find_installed(user_settings())
    made = export_pack(packs, arguments.id, arguments.file.absolute(), reporter(output), arguments.split)
    data = {
        "files": [str(path) for path in made.files],
        "size": made.size,
        "packs": list(made.packs),
        "notes": list(made.notes),
    }
    lines = [f"Written ({gigabytes(made.size)}):", *(f"  {path}" for path in made.files)]
    output.result(data, "\n".join([*lines, *(f"note: {note}" for note in made.notes)]))
    return 0
