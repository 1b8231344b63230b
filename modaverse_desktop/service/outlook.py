"""How far a conversion is over all its steps, and how long it still takes; from the times that steps take here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from modaverse_desktop.core.conversion import Conversion, State, is_made
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality

_PREPARING = 0.1
"""Of a generator's step: until it says how far it is, it loads and encodes."""
_ALMOST = 0.95
"""A step that is only known by its usual time is never shown as finished."""
_TRUSTED = 0.25
"""From this share on, the time that a step took so far tells more than the usual one."""
_LATE = 1.5
_LATE_SECONDS = 3.0
_USUAL = Invocation(Modality.IMAGE, "")
"""What most plans come to; assumed while the plan is not known."""


class Times(Protocol):
    """Seconds that a step usually takes on this machine; None where nothing is known."""

    def reading(self, conversion: Conversion) -> float | None:
        """From the request to the proposal."""
        ...

    def making(self, conversion: Conversion, invocation: Invocation) -> float | None:
        """One invocation."""
        ...


@dataclass(frozen=True)
class Outlook:
    """What can honestly be said about the rest."""

    fraction: float | None = None
    """0 to 1 over all steps; None if nothing is known."""
    seconds: float | None = None
    """Until it needs the user or is done; None if nothing is known."""
    late: bool = False
    """The running step takes much longer than usual."""


def outlook(conversion: Conversion, times: Times, elapsed: float = 0.0) -> Outlook:
    """How a conversion stands when its running step has taken `elapsed` seconds so far."""
    match conversion.state:
        case State.QUEUED:
            return Outlook(0.0, times.reading(conversion))
        case State.INTERPRETING:
            return _while_reading(conversion, times, elapsed)
        case State.APPROVED | State.GENERATING:
            return _while_making(conversion, times, elapsed)
        case _:
            return Outlook()


def _while_reading(conversion: Conversion, times: Times, elapsed: float) -> Outlook:
    usual = times.reading(conversion)
    if not usual:
        return Outlook()
    share = min(elapsed / usual, _ALMOST)
    whole = usual + (times.making(conversion, _USUAL) or 0.0)
    return Outlook(share * usual / whole, max(usual - elapsed, 0.0) or None, _is_late(elapsed, usual))


def _while_making(conversion: Conversion, times: Times, elapsed: float) -> Outlook:
    invocations = conversion.invocations[: conversion.approved.stop]
    known = [_seconds(conversion, invocation, times) for invocation in invocations]
    sure = [seconds for seconds in known if seconds]
    average = sum(sure) / len(sure) if sure else 1.0
    weights = [average if seconds is None else seconds for seconds in known]
    made = {place for place in range(len(known)) if place < conversion.settled or is_made(conversion, place)}
    reading = (conversion.interpret_seconds or times.reading(conversion) or 0.0) if sure else 0.0
    done = reading + sum(weights[position] for position in made if position < len(weights))
    whole = reading + sum(weights)
    running = conversion.running if conversion.state is State.GENERATING else None
    rest = [known[position] for position in range(len(known)) if position not in made and position != running]
    if running is None or running in made or running >= len(known):
        return Outlook(done / whole if whole else None, _sum(rest))
    share = _share(conversion.fraction, elapsed, known[running])
    left = _left(share, conversion.fraction, elapsed, known[running])
    late = conversion.fraction is None and _is_late(elapsed, known[running])
    return Outlook((done + share * weights[running]) / whole if whole else None, _sum([left, *rest]), late)


def _seconds(conversion: Conversion, invocation: Invocation, times: Times) -> float | None:
    return 0.0 if invocation.task is Modality.TEXT else times.making(conversion, invocation)


def _share(fraction: float | None, elapsed: float, usual: float | None) -> float:
    """How much of a generator's step is done: never less than a moment before."""
    if fraction is None:
        return _PREPARING * min(elapsed / usual, 1.0) if usual else 0.0
    return _PREPARING + (1 - _PREPARING) * max(0.0, min(1.0, fraction))


def _left(share: float, fraction: float | None, elapsed: float, usual: float | None) -> float | None:
    if fraction is not None and (share >= _TRUSTED or not usual):
        return elapsed * (1 - share) / share
    return (max(usual - elapsed, 0.0) or None) if usual else None


def _is_late(elapsed: float, usual: float | None) -> bool:
    return bool(usual) and elapsed > _LATE * (usual or 0.0) + _LATE_SECONDS


def _sum(seconds: list[float | None]) -> float | None:
    """Unknown if a part of it is."""
    return None if None in seconds else sum(part or 0.0 for part in seconds)
