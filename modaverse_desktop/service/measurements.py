"""How long kinds of work took on this machine: medians of the last times, by device, model and settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, prod
from typing import TYPE_CHECKING, cast

from modaverse_desktop.core.invocation import COUNT, SEED, Invocation, Parameter
from modaverse_desktop.core.modality import Modality

if TYPE_CHECKING:  # not before the window is seen
    from modaverse_desktop.core.pack import Manifest

VERSION = 1
MOST_KINDS = 400
_LAST = 9
"""Times of one kind of work: what was measured long ago counts no more."""
_LENGTHS = ("second", "length", "duration", "_in_s")
"""Numbers with a fraction that cost time have such a name; the others, as guidance, do not."""
_LONGEST = 7 * 24 * 3600.0


@dataclass(frozen=True)
class Work:
    """A kind of work: what `model` (pack id, version) does on `device`. `settings` are the numbers that cost time."""

    device: str
    model: str
    settings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Estimate:
    """`measured`: this very kind of work was done here; else it is reckoned from the same model's other settings."""

    seconds: float
    measured: bool = True

    def times(self, count: int) -> Estimate:
        """The same work `count` times."""
        return Estimate(self.seconds * count, self.measured)


class Measurements:
    """Keeps the last times of each kind of work; forgets the kinds that were not seen for longest."""

    def __init__(self, times: Mapping[Work, tuple[float, ...]] | None = None) -> None:
        self._times = dict(times or {})

    def add(self, work: Work, seconds: float) -> None:
        """Take a time; one that cannot be true is passed over."""
        if not 0 < seconds < _LONGEST:
            return
        self._times[work] = (*self._times.pop(work, ()), seconds)[-_LAST:]
        while len(self._times) > MOST_KINDS:
            del self._times[next(iter(self._times))]

    def estimate(self, work: Work) -> Estimate | None:
        """The median of its times; without any, that of the same model on the same device, in proportion."""
        from statistics import median  # it brings in decimals and fractions, which the first picture need not wait for

        if work in self._times:
            return Estimate(median(self._times[work]))
        names = [name for name, _ in work.settings]
        for other in reversed(self._times):
            same = (other.device, other.model, [name for name, _ in other.settings])
            if same == (work.device, work.model, names) and all(value > 0 for _, value in other.settings):
                share = prod(mine / its for (_, mine), (_, its) in zip(work.settings, other.settings, strict=True))
                return Estimate(median(self._times[other]) * share, measured=False)
        return None

    @property
    def last_device(self) -> str:
        """The device of the latest time; empty if there is none."""
        return next(reversed(self._times)).device if self._times else ""

    def to_dict(self) -> dict[str, object]:
        """Plain values for JSON; `read_measurements` is the inverse."""
        kinds = [
            {"device": work.device, "model": work.model, "settings": dict(work.settings), "seconds": list(times)}
            for work, times in self._times.items()
        ]
        return {"version": VERSION, "kinds": kinds}


def read_measurements(data: object) -> Measurements:
    """What plain values stand for; what makes no sense is left out."""
    found = Measurements()
    kinds = cast("Mapping[str, object]", data).get("kinds") if isinstance(data, Mapping) else None
    for kind in cast("list[object]", kinds) if isinstance(kinds, list) else []:
        if isinstance(kind, Mapping):
            values = cast("Mapping[str, object]", kind)
            device, model = values.get("device"), values.get("model")
            if isinstance(device, str) and isinstance(model, str):
                work = Work(device, model, _settings(values.get("settings")))
                for seconds in _numbers(values.get("seconds")):
                    found.add(work, seconds)
    return found


def _settings(value: object) -> tuple[tuple[str, float], ...]:
    pairs = cast("Mapping[str, object]", value).items() if isinstance(value, Mapping) else ()
    return tuple((name, number) for name, each in pairs for number in _numbers([each]))


def _numbers(value: object) -> list[float]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [item for item in items if isinstance(item, int | float) and type(item) is not bool and isfinite(item)]


def work_of_reading(device: str, stack: str, given: Sequence[Modality]) -> Work:
    """The way from media of these modalities to a proposal."""
    counts = tuple((each.value, float(1 + given.count(each))) for each in Modality)
    return Work(device, f"{stack} reads", counts)


def work_of_making(device: str, manifest: Manifest, invocation: Invocation) -> Work:
    """One artifact of an invocation."""
    values: dict[str, Parameter] = {option.name: option.default for option in manifest.options}
    values |= invocation.parameters
    costs = tuple((name, float(value)) for name, value in sorted(values.items()) if _costs_time(name, value))
    return Work(device, f"{manifest.id} {manifest.version}", costs)


def _costs_time(name: str, value: Parameter) -> bool:
    if name in (SEED, COUNT) or isinstance(value, bool | str):
        return False
    return isinstance(value, int) or any(word in name for word in _LENGTHS)
