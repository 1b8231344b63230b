"""From `modaverse packs ACTION` to what does it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from modaverse_desktop.cli.output import Output


def action(name: str) -> Callable[[Namespace, Output], int]:
    """The action called `name`."""
    from modaverse_desktop.cli import adding, doctor, exporting, offering, pack_care, packs

    return {
        "list": packs.list_packs,
        "check": packs.check_packs,
        "add": adding.add_packs,
        "find": offering.find_models,
        "export": exporting.export,
        "licence": pack_care.licence,
        "remove": pack_care.remove,
        "move": pack_care.move,
        "relink": pack_care.relink,
        "doctor": doctor.doctor,
    }[name]
