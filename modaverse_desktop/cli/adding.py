"""`packs add`: files that were published elsewhere become packs."""

from __future__ import annotations

import os
import warnings
from argparse import Namespace

from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.session import user_settings
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.paths import models_folder, pack_folders


def add_packs(arguments: Namespace, output: Output) -> int:
    """Convert a release; imports torch, which takes seconds."""
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    if not arguments.debug:
        warnings.simplefilter("ignore")
    from modaverse_desktop.engine.release import add_release

    def report(event: Event) -> None:
        if isinstance(event, EngineProgress):
            share = "" if event.fraction is None else f" {event.fraction:.0%}"
            output.progress(f"{event.step}{share}")

    models = (arguments.to or models_folder()).absolute()
    added = add_release(arguments.from_release.absolute(), models, report, arguments.name)
    notes = [*added.notes]
    if models not in (models_folder(), *pack_folders(user_settings())):
        notes.append(f"{models} is not one of your models folders: add it in the settings.")
    data = {"added": list(added.ids), "folder": str(added.folder), "size": added.size, "notes": notes}
    lines = [f"Added to {added.folder} ({added.size / 1e9:.1f} GB):", *(f"  {name}" for name in added.ids)]
    output.result(data, "\n".join([*lines, *(f"note: {note}" for note in notes)]))
    return 0
