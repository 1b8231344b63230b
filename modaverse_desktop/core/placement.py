"""How a generator is put into memory: whole if it fits, else part by part, else layer by layer; and why, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import cast

from modaverse_desktop.core.pack import Manifest


class Placement(Enum):
    """The value is what people read."""

    WHOLE = "whole"
    HALF = "in 16 bit"
    """On a CPU, which computes in 32 bit otherwise; many are slow in it."""
    BY_PART = "part by part"
    """On a GPU: only the part that works is there, the others wait in main memory."""
    BY_LAYER = "layer by layer"
    """On a GPU: only the layer that works is there. Slow."""


@dataclass(frozen=True)
class Place:
    """`mb` is what is needed on the device at the most."""

    placement: Placement
    mb: int


_PART_SHARE, _LAYER_SHARE = 0.7, 0.3
"""Of the whole, where a pack does not say how large its parts are."""
_LARGEST_LAYER = 0.1
"""Of the largest part."""


def places_of(manifest: Manifest, *, on_gpu: bool) -> tuple[Place, ...]:
    """The ways to put a generator into memory, the fastest first, each smaller than the one before."""
    if not on_gpu:
        return (Place(Placement.WHOLE, manifest.ram_mb), Place(Placement.HALF, (manifest.ram_mb + 1) // 2))
    whole = manifest.vram_mb or manifest.ram_mb
    if parts := _parts_mb(manifest):
        work = max(0, whole - sum(parts.values()))
        by_part = work + max(parts.values())
        by_layer = work + round(max(parts.values()) * _LARGEST_LAYER)
    else:
        by_part, by_layer = round(whole * _PART_SHARE), round(whole * _LAYER_SHARE)
    return (
        Place(Placement.WHOLE, whole),
        Place(Placement.BY_PART, by_part),
        Place(Placement.BY_LAYER, by_layer),
    )


def choose_place(places: tuple[Place, ...], room_mb: int) -> Place:
    """The first that fits into `room_mb`; the last if none does."""
    return next((place for place in places if place.mb <= room_mb), places[-1])


def _parts_mb(manifest: Manifest) -> Mapping[str, int]:
    found = manifest.config.get("parts_mb")
    if not isinstance(found, Mapping):
        return {}
    parts = cast("Mapping[str, object]", found)
    return {name: size for name, size in parts.items() if isinstance(size, int)}
