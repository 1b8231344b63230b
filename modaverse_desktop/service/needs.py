"""What invocations need before they can run: memory, disk, time, and models that are not there."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.invocation import Invocation, Parameter, count_of
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.service.measurements import Estimate

_SIDE = 512
_SECONDS = 10.0
_FRAMES = 16
_BYTES_A_SECOND = 96_000
"""Of sound: two channels, 16 bits, 24 kHz."""


@dataclass(frozen=True)
class Room:
    """What is free now; None where it cannot be found out."""

    memory: int | None = None
    """Bytes."""
    disk: int | None = None
    """Bytes, where artifacts go."""


@dataclass(frozen=True)
class Needs:
    """What several invocations need together."""

    memory: int = 0
    """Bytes for the largest of their models, by the packs: only one at a time must be there. 0: it is not said."""
    disk: int = 0
    """Bytes, at most about."""
    time: Estimate | None = None
    """None if it is not known for one of them."""
    missing: tuple[Invocation, ...] = ()
    """Those whose model is not installed; nothing above counts them."""


def needs_of(invocations: Sequence[Invocation], catalogue: Catalogue) -> Needs:
    """What these need with the packs that are installed."""
    missing = tuple(each for each in invocations if not catalogue.can_make(each))
    made = [each for each in invocations if each not in missing and each.task is not Modality.TEXT]
    pairs = [(each, manifest) for each in made if (manifest := catalogue.generator(each.task, each.generator))]
    return Needs(
        memory=max((manifest.ram_mb << 20 for _, manifest in pairs), default=0),
        disk=sum(disk_bytes(each, manifest) for each, manifest in pairs),
        time=_together([catalogue.estimate(each) for each in made]),
        missing=missing,
    )


def disk_bytes(invocation: Invocation, manifest: Manifest) -> int:
    """About how much room the artifacts of `invocation` take at most: uncompressed, but for video."""
    values: dict[str, Parameter] = {option.name: option.default for option in manifest.options}
    values |= {**manifest.constants, **invocation.parameters}

    def number(standard: float, *names: str) -> float:
        known = (values[name] for name in names if isinstance(values.get(name), int | float))
        return float(next(known, standard))

    area = number(_SIDE, "height", "size") * number(_SIDE, "width", "size")
    match invocation.task:
        case Modality.IMAGE:
            each = 3 * area
        case Modality.AUDIO:
            each = _BYTES_A_SECOND * number(_SECONDS, "seconds", "audio_length_in_s", "duration")
        case Modality.VIDEO:
            each = area * number(_FRAMES, "num_frames", "frames") / 4
        case Modality.TEXT:
            each = 0.0
    return round(each) * count_of(invocation)


def look_around(folder: Path) -> Room:
    """What is free now, on the disk of `folder`, which need not exist. May wait for the disk: not on the GUI thread."""
    return Room(_free_memory(), _free_disk(folder))


def _together(times: Sequence[Estimate | None]) -> Estimate | None:
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return None
    return Estimate(sum(time.seconds for time in known), all(time.measured for time in known))


def _free_disk(folder: Path) -> int | None:
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return None


def _free_memory() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError):
        pass
    return None
