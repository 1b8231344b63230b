"""In which ways a model can be in memory, which is tried first, and what leaves for it: for telling and for doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.pack import Manifest
from modaverse_desktop.core.packs import Stack
from modaverse_desktop.core.placement import Placement, places_of
from modaverse_desktop.core.precision import Choice, Precision, precisions

_SMALL_MB = 4000
"""What takes no more on a CPU is first tried whole unless the user set a limit: the smaller way can be very slow."""


@dataclass(frozen=True)
class Fit:
    """One way: in `words`, with `mb` on the device, and `ram_mb` in main memory besides."""

    words: str
    mb: int
    ram_mb: int = 0


def mb_of(manifest: Manifest, *, on_gpu: bool) -> int:
    """What a model needs on the device that models run on."""
    return manifest.vram_mb or manifest.ram_mb if on_gpu else manifest.ram_mb


def half_mb_of(manifest: Manifest) -> int:
    """What a language model's weights take in 16 bit."""
    is_packed = any(file.path.endswith(".gguf") for file in manifest.files)
    return manifest.ram_mb // 2 if is_packed else manifest.size // 1_000_000


def model_parts(stack: Stack) -> tuple[Manifest, ...]:
    """The packs that writing the meta-response needs, the backbone first."""
    adapter = (stack.adapter,) if stack.adapter else ()
    return (stack.backbone, *adapter, *stack.projectors)


def key_of(stack: Stack) -> str:
    """The name under which a stack's language model is in memory."""
    return f"{stack.manifest.id}: language model"


def encoder_fits(manifest: Manifest, *, on_gpu: bool) -> tuple[Fit, ...]:
    """On the device or, if that is too small for it, on the CPU."""
    whole = Fit("", mb_of(manifest, on_gpu=on_gpu))
    return (whole, Fit("on the processor", 0, manifest.ram_mb)) if on_gpu else (whole,)


def language_choices(stack: Stack, budget_mb: int, *, on_gpu: bool, can_quantise: bool) -> tuple[Choice, ...]:
    """The precisions of a stack's language model, the best first."""
    room = budget_mb - _besides_mb(stack, on_gpu=on_gpu)
    return precisions(half_mb_of(stack.backbone), room, on_gpu=on_gpu, can_quantise=can_quantise)


def language_fit(stack: Stack, choice: Choice, *, on_gpu: bool) -> Fit:
    """What the language model and all that belongs to it need in one of these."""
    mb = choice.mb
    if not on_gpu and stack.backbone.ram_mb:
        mb = stack.backbone.ram_mb if choice.precision is Precision.FULL else (stack.backbone.ram_mb + 1) // 2
    rest = max(0, half_mb_of(stack.backbone) - choice.mb) if choice.offload else 0
    return Fit(f"in {choice.precision.value}", mb + _besides_mb(stack, on_gpu=on_gpu), rest)


def generator_fits(manifest: Manifest, *, on_gpu: bool) -> tuple[Fit, ...]:
    """Whole, or in the parts or layers that fit; what is in parts waits in main memory."""
    whole = mb_of(manifest, on_gpu=on_gpu)
    return tuple(
        Fit(place.placement.value, place.mb, whole if place.placement in _WAITING else 0)
        for place in places_of(manifest, on_gpu=on_gpu)
    )


def first_fit(sizes_mb: Sequence[int], memory: Memory) -> int:
    """Which of the ways, from large to small, is tried first: the position of its size; the last if none fits."""
    fits = next((at for at, mb in enumerate(sizes_mb) if mb <= memory.budget_mb), len(sizes_mb) - 1)
    chosen = memory.on_gpu or memory.is_limit or sizes_mb[0] > _SMALL_MB
    return fits if chosen else 0


def leaving(held: Mapping[str, int], mb: int, budget_mb: int) -> tuple[str, ...]:
    """What must leave, those in front first, so that `mb` more fit."""
    names: list[str] = []
    left = sum(held.values())
    for name, size in held.items():
        if left + mb <= budget_mb:
            break
        names.append(name)
        left -= size
    return tuple(names)


_WAITING = (Placement.BY_PART, Placement.BY_LAYER)


def _besides_mb(stack: Stack, *, on_gpu: bool) -> int:
    return sum(mb_of(manifest, on_gpu=on_gpu) for manifest in model_parts(stack)[1:])
