"""From `modaverse packs ACTION` to what does it; only that is imported."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from modaverse_desktop.cli.output import Output

_ACTIONS = {
    "list": "packs.list_packs",
    "check": "packs.check_packs",
    "add": "adding.add_packs",
    "find": "offering.find_models",
    "export": "exporting.export",
    "licence": "pack_care.licence",
    "remove": "pack_care.remove",
    "move": "pack_care.move",
    "relink": "pack_care.relink",
    "doctor": "doctor.doctor",
}


def action(name: str) -> Callable[[Namespace, Output], int]:
    """The action called `name`."""
    module, function = _ACTIONS[name].split(".")
    return getattr(import_module(f"modaverse_desktop.cli.{module}"), function)
