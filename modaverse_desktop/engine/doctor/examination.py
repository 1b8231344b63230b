"""One pack from its files to its canary; what comes after something bad is skipped, and says so."""

from __future__ import annotations

import time
from collections.abc import Callable

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.checking import check_pack
from modaverse_desktop.core.checkup import Checkup, Finding, Health
from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.doctor.canary import canary
from modaverse_desktop.engine.doctor.contents import contents
from modaverse_desktop.engine.residency import is_out_of_memory

_Examine = Callable[[], list[Finding]]


def examine(packs: Packs, name: str, device: Device, report: Report) -> Checkup:
    """Examine the pack `name`; a stack with its parts. Everything bad becomes a finding; `report` may raise to stop.

    Raises:
        AppError: MODEL, it is not installed.
        Interrupted: `report` said so.
    """
    started = time.perf_counter()
    manifest = packs.get(name)
    findings: list[Finding] = []
    for part in _parts(packs, manifest, findings):
        findings += _files(part, report)
        findings += _guarded("Weights", lambda part=part: contents(part, report))
    if any(finding.health is Health.BAD for finding in findings):
        findings.append(Finding("Trial", Health.SKIPPED, "Not tried, because of what is said above."))
    else:
        report(EngineProgress(f"Trying {manifest.name}"))
        findings += _guarded("Trial", lambda: canary(packs, manifest, device, report))
    return Checkup(manifest.id, tuple(findings), time.perf_counter() - started)


def _parts(packs: Packs, manifest: Manifest, findings: list[Finding]) -> tuple[Manifest, ...]:
    """The packs whose files matter; a stack that is not complete is a finding."""
    if manifest.kind is not PackKind.STACK:
        return (manifest,)
    try:
        stack = packs.stack(manifest.id)
    except AppError as error:
        findings.append(Finding("Parts", Health.BAD, str(error)))
        return ()
    for task, pack in stack.missing_generators.items():
        findings.append(
            Finding("Parts", Health.BAD, f"The {task.value} generator {pack}, which the stack names, is not installed.")
        )
    return tuple({part.id: part for part in stack.parts}.values())


def _files(manifest: Manifest, report: Report) -> list[Finding]:
    """Every byte of every file."""

    def tell(share: float) -> None:
        report(EngineProgress(f"Reading {manifest.name}", share))

    problems = check_pack(manifest, tell)
    if problems:
        return [Finding(f"Files of {manifest.id}", Health.BAD, f"{problem}") for problem in problems]
    return [
        Finding(
            f"Files of {manifest.id}",
            Health.GOOD,
            f"{len(manifest.files)} are there, all of them, each with its size and sha256.",
        )
    ]


def _guarded(about: str, work: _Examine) -> list[Finding]:
    """What a loader refuses, or a library raises, is a finding too."""
    try:
        return work()
    except Interrupted:
        raise
    except AppError as error:
        too_little = error.kind is ErrorKind.RESOURCES  # which is no fault of the pack's
        return [Finding(about, Health.SKIPPED if too_little else Health.BAD, f"{error}")]
    except Exception as error:  # whatever a library raises about a file that is not what it expects
        if is_out_of_memory(error):
            return [Finding(about, Health.SKIPPED, "There is not enough memory to try it.")]
        return [Finding(about, Health.BAD, f"{type(error).__name__}: {error}"[:300])]
