"""`packs doctor`: whether a model is what it should be, in words."""

from __future__ import annotations

import json
import os
import sys
import warnings
from argparse import Namespace

from modaverse_desktop.cli.output import Output
from modaverse_desktop.cli.pack_care import with_parts
from modaverse_desktop.cli.progress import reporter
from modaverse_desktop.cli.session import find_installed, user_settings
from modaverse_desktop.core.acceptance import Acceptance
from modaverse_desktop.core.checkup import Checkup, Health
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.packs import Packs

_MARKS = {Health.GOOD: "good", Health.BAD: "BAD", Health.SKIPPED: "-"}


def doctor(arguments: Namespace, output: Output) -> int:
    """Examine one pack; imports torch, which takes seconds. The exit code is 4 if something bad was found."""
    settings = user_settings()
    packs = find_installed(settings)
    _require_licences(packs.get(arguments.id), packs)
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    if not arguments.debug:
        warnings.simplefilter("ignore")
    from modaverse_desktop.engine.device import pick_device
    from modaverse_desktop.engine.doctor import examine

    tell = _line_by_line if arguments.progress else reporter(output)
    checkup = examine(packs, arguments.id, pick_device(settings.device), tell)
    if checkup.is_healthy:
        output.result(checkup.to_dict(), _text(checkup))
        return 0
    error = AppError(
        f"The model {checkup.id} is not as it should be",
        "; ".join(each.words for each in checkup.findings if each.health is Health.BAD)[:500],
        "Install it again: get its files anew from where they came.",
        ErrorKind.MODEL,
    )
    output.failure(error, checkup.to_dict())
    if not output.as_json:
        output.show(_text(checkup))
    return error.kind.exit_code


def _require_licences(manifest: Manifest, packs: Packs) -> None:
    try:
        wanted = with_parts(manifest, packs)
    except AppError:
        wanted = (manifest,)  # which of its parts are missing says the doctor
    for each in wanted:
        Acceptance().require(each)


def _line_by_line(event: Event) -> None:
    """For the window, which runs this as another process: one JSON object a line on standard error."""
    if isinstance(event, EngineProgress):
        print(json.dumps({"step": event.step, "fraction": event.fraction}), file=sys.stderr, flush=True)


def _text(checkup: Checkup) -> str:
    lines = [f"{_MARKS[each.health]:<5} {each.about}: {each.words}" for each in checkup.findings]
    verdict = "It is as it should be." if checkup.is_healthy else "It is not as it should be."
    return "\n".join([*lines, f"{verdict} ({checkup.seconds:.1f} s)"])
