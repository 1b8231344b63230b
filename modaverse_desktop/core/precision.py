"""In which precision a language model is loaded: the best that fits into the memory there is, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Precision(Enum):
    """What a weight is computed or stored in; the value is what people read."""

    FULL = "float32"
    HALF = "16-bit"
    EIGHT = "8-bit"
    FOUR = "4-bit"


_OF_HALF = {Precision.FULL: 2.0, Precision.HALF: 1.0, Precision.EIGHT: 0.55, Precision.FOUR: 0.32}
"""Memory, where 16-bit is 1: quantised weights need scales, and the tables stay as they are."""
_WORKING_MB = 700
"""What reading a prompt and writing an answer needs besides the weights of a model of 7 billion parameters."""
_SMALL_MB = 2000


@dataclass(frozen=True)
class Choice:
    """`mb` is what is needed on the device. With `offload`, what does not fit there waits in main memory."""

    precision: Precision
    mb: int
    reason: str
    offload: bool = False


def choose_precision(half_mb: int, room_mb: int, *, on_gpu: bool, can_quantise: bool) -> Choice:
    """The first of `precisions` that fits; a small model on a CPU is not made smaller."""
    choices = precisions(half_mb, room_mb, on_gpu=on_gpu, can_quantise=can_quantise)
    if not on_gpu and half_mb <= _SMALL_MB:
        return choices[0]
    return next((choice for choice in choices if choice.mb <= room_mb), choices[-1])


def precisions(half_mb: int, room_mb: int, *, on_gpu: bool, can_quantise: bool) -> tuple[Choice, ...]:
    """The ways to load a model whose weights take `half_mb` in 16 bit, each smaller than the one before.

    `room_mb` is what the device has left. `can_quantise`: the optional packages for 8-bit and 4-bit are installed.
    """
    if not on_gpu:
        return _on_cpu(half_mb, room_mb)
    wanted = (Precision.HALF, Precision.EIGHT, Precision.FOUR) if can_quantise else (Precision.HALF,)
    needs = {each: memory_mb(half_mb, each) for each in wanted}
    found: list[Choice] = []
    for precision, mb in needs.items():
        why = "it fits" if precision is Precision.HALF else f"16-bit needs {needs[Precision.HALF]} MB"
        found.append(Choice(precision, mb, f"{precision.value}, because {why} ({room_mb} MB are free)."))
    last = wanted[-1]
    hint = "" if can_quantise else "; with the extra “quantise” it could be loaded in 8-bit or 4-bit"
    why = f"even {last.value} needs {needs[last]} MB and {room_mb} MB are free"
    reason = f"16-bit, partly in main memory and therefore slow, because {why}{hint}."
    there = max(0, min(room_mb, found[-1].mb * 3 // 4))
    return (*found, Choice(Precision.HALF, there, reason, offload=True))


def memory_mb(half_mb: int, precision: Precision) -> int:
    """What a model needs in this precision, with room to work."""
    return round(half_mb * _OF_HALF[precision]) + (_WORKING_MB if half_mb > _SMALL_MB else 0)


def _on_cpu(half_mb: int, room_mb: int) -> tuple[Choice, ...]:
    full = memory_mb(half_mb, Precision.FULL)
    reason = f"16-bit, because float32 needs {full} MB and {room_mb} MB are free; many CPUs are slow in it."
    return (
        Choice(Precision.FULL, full, "float32, because every CPU is fast in it, and it fits."),
        Choice(Precision.HALF, memory_mb(half_mb, Precision.HALF), reason),
    )
