"""`packs add`: what the path is decides how it becomes a pack."""

from __future__ import annotations

import os
import warnings
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.offering import add_model
from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.pack_care import ask_about
from modaverse_desktop.cli.progress import reporter
from modaverse_desktop.cli.session import find_installed, user_settings
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.core.paths import models_folder, pack_folders
from modaverse_desktop.core.travel.adding import Added, What, add, look, what_is
from modaverse_desktop.core.travel.room import gigabytes


def add_packs(arguments: Namespace, output: Output) -> int:
    """Add what is named, by what it is."""
    if (arguments.path is None) == (arguments.from_release is None):
        raise usage(
            "Name what to add", "`modaverse packs add PATH`, or `--from-release DIR` for the ModaVerse-7b files."
        )
    models = (arguments.to or models_folder()).absolute()
    if arguments.path is not None and what_is(arguments.path) is What.OTHER and arguments.path.exists():
        return add_model(arguments, models, output)
    if arguments.name and arguments.from_release is None:
        raise usage("A pack has its id already", "--name is for models that are no packs yet.")
    if arguments.from_release is not None:
        added = _add_release(arguments, models, output)
        ask_about(_packs_in(added), arguments.accept_licence, output)
    else:
        added = _add_pack(arguments, models, output)
    _tell(added, models, output)
    return 0


def _add_pack(arguments: Namespace, models: Path, output: Output) -> Added:
    """A .mvpack, a pack's folder, or an archive of one. Its licences come before the first byte."""
    offer = look(arguments.path.absolute(), find_installed(user_settings()))
    ask_about(offer.packs, arguments.accept_licence, output)
    added = add(offer, models, reporter(output))
    there = tuple(f"{name} is installed already, the same" for name in offer.there)
    return replace(added, notes=(*added.notes, *there))


def _add_release(arguments: Namespace, models: Path, output: Output) -> Added:
    """Convert a release; imports torch, which takes seconds."""
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    if not arguments.debug:
        warnings.simplefilter("ignore")
    from modaverse_desktop.engine.release import add_release

    name = arguments.name or "modaverse-7b"
    return add_release(arguments.from_release.absolute(), models, reporter(output), name)


def _packs_in(added: Added) -> tuple[Manifest, ...]:
    found = find_packs([added.folder]).manifests
    return tuple(found[name] for name in added.ids if name in found)


def _tell(added: Added, models: Path, output: Output) -> None:
    notes = [*added.notes]
    if models not in (models_folder(), *pack_folders(user_settings())):
        notes.append(f"{models} is not one of your models folders: add it in the settings.")
    data = {"added": list(added.ids), "folder": str(added.folder), "size": added.size, "notes": notes}
    lines = [f"Added to {added.folder} ({gigabytes(added.size)}):", *(f"  {name}" for name in added.ids)]
    output.result(data, "\n".join([*lines, *(f"note: {note}" for note in notes)]))
