"""The models that steps need: each is loaded for its step within the budget, in a smaller way if memory runs out."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.packs import Packs, Stack
from modaverse_desktop.core.placement import Placement, places_of
from modaverse_desktop.core.precision import Choice, Precision, precisions
from modaverse_desktop.engine.composite import model_parts
from modaverse_desktop.engine.device import CPU, Device, available_mb, pick_device
from modaverse_desktop.engine.encoders import Encoder, load_encoder
from modaverse_desktop.engine.fitting import QUANTISER, half_mb_of
from modaverse_desktop.engine.generators import Generator, load_generator
from modaverse_desktop.engine.modaverse import ModaVerse, load_modaverse
from modaverse_desktop.engine.residency import NotEnoughMemory, Residency
from modaverse_desktop.engine.weights import Verified

Made = TypeVar("Made")
EventOf = Callable[[str, float | None], Event]
_SHARE = 0.8
"""Of the memory that is free when the engine starts, models may take this much."""
_SHOWN_SHARE = 0.05
_SMALL_MB = 4000
"""What takes no more on a CPU is first tried whole unless the user set a limit: the smaller way can be very slow."""


@dataclass(frozen=True)
class Way:
    """One way to have a model in memory: in `words`, with `mb` on the device, by `load`."""

    words: str
    mb: int
    load: Callable[[], Any]


class Models:
    """Every model comes as the argument of the work that needs it, so that the work can be tried again in another way.

    What was kept from working once by too little memory is loaded in the smaller way from then on.
    """

    def __init__(
        self, find_packs: Callable[[], Packs], device: Device | None, verified: Verified, budget_mb: int | None
    ) -> None:
        self._find_packs = find_packs
        self.device = device or pick_device()
        self._verified = verified
        self._first: dict[str, int] = {}
        self.residency = Residency(int(available_mb(self.device) * _SHARE) if budget_mb is None else budget_mb)

    def configure(self, device: str, memory_mb: int) -> str:
        """See `pipeline.Engine.configure`."""
        wanted = pick_device(device)
        self._first.clear()
        if wanted != self.device:
            self.residency.drop(*self.residency.names)
            self.device = wanted
        free_mb = available_mb(self.device) + self.residency.used_mb
        self.residency.change_budget(memory_mb or int(free_mb * _SHARE), is_limit=memory_mb > 0)
        return self.device.name

    def encoder(self, manifest: Manifest, work: Callable[[Encoder], Made], report: Report, event: EventOf) -> Made:
        """`work` with an encoder: on the device or, if that is too small for it, on the CPU."""

        def load(device: Device) -> Encoder:
            self._require(manifest, report, event)
            report(event(f"Loading {manifest.name}", None))
            return load_encoder(manifest, device.torch)

        ways = [Way("", self._mb(manifest), lambda: load(self.device))]
        if self._on_gpu:
            ways.append(Way("on the processor", 0, lambda: load(CPU)))
        return self._within(manifest.id, ways, work, report, event)

    def language_model(self, stack: Stack, work: Callable[[ModaVerse], Made], report: Report, event: EventOf) -> Made:
        """`work` with the language model of a stack and its projectors, in the best precision that fits."""
        besides = sum(self._mb(manifest) for manifest in model_parts(stack)[1:])
        room = self.residency.budget_mb - besides

        def load(choice: Choice) -> ModaVerse:
            for manifest in model_parts(stack):
                self._require(manifest, report, event)
            report(event("Loading the language model", None))
            packs = {manifest.id: manifest for manifest in model_parts(stack)}
            told = _in_words_of(report, event)
            return load_modaverse(stack.manifest, packs, self.device.torch, told, choice=choice)

        choices = precisions(half_mb_of(stack.backbone), room, on_gpu=self._on_gpu, can_quantise=_can_quantise())
        ways = [
            Way(f"in {choice.precision.value}", besides + self._choice_mb(stack, choice), lambda c=choice: load(c))
            for choice in choices
        ]
        return self._within(key_of(stack), ways, work, report, event)

    def generator(self, manifest: Manifest, work: Callable[[Generator], Made], report: Report, event: EventOf) -> Made:
        """`work` with a generator: whole, or in the parts or layers that fit."""
        name = manifest.config.get("base")
        base = self._find_packs().get(str(name), PackKind.GENERATOR) if name else None

        def load(placement: Placement) -> Generator:
            for each in (*([base] if base else []), manifest):
                self._require(each, report, event)
            how = "" if placement is Placement.WHOLE else f", {placement.value}"
            report(event(f"Loading {manifest.name}{how}", None))
            return load_generator(manifest, self.device, base, placement)

        ways = [
            Way(place.placement.value, place.mb, lambda p=place.placement: load(p))
            for place in places_of(manifest, on_gpu=self._on_gpu)
        ]
        return self._within(manifest.id, ways, work, report, event)

    def has_room(self, manifest: Manifest) -> bool:
        """Whether all of it fits beside what is in memory."""
        return self.residency.has_room(self._mb(manifest))

    @property
    def _on_gpu(self) -> bool:
        return self.device.kind == "cuda"

    def _mb(self, manifest: Manifest) -> int:
        """On the device that the models run on."""
        return manifest.vram_mb or manifest.ram_mb if self._on_gpu else manifest.ram_mb

    def _choice_mb(self, stack: Stack, choice: Choice) -> int:
        if self._on_gpu or not stack.backbone.ram_mb:
            return choice.mb
        return stack.backbone.ram_mb if choice.precision is Precision.FULL else (stack.backbone.ram_mb + 1) // 2

    def _within(
        self, name: str, ways: Sequence[Way], work: Callable[[Any], Made], report: Report, event: EventOf
    ) -> Made:
        """`work` with the model in the first way that fits, then in smaller ones for as long as memory runs out.

        Raises:
            AppError: RESOURCES, it runs out in the smallest way too, or that is above the user's limit.
        """
        fits = next((at for at, way in enumerate(ways) if way.mb <= self.residency.budget_mb), len(ways) - 1)
        tried = self._on_gpu or self.residency.is_limit or ways[0].mb > _SMALL_MB
        at = max(fits if tried else 0, min(self._first.get(name, 0), len(ways) - 1))
        while True:
            try:
                return self._once(name, ways[at], work)
            except NotEnoughMemory:
                at += 1
                if at == len(ways):
                    raise
            self.residency.free()  # only now: the exception held what the work had made
            self._first[name] = at
            report(event(f"There was not enough memory; trying again {ways[at].words}", None))

    def _once(self, name: str, way: Way, work: Callable[[Any], Made]) -> Made:
        model = self.residency.get(name, way.mb, way.load)
        with self.residency.using(name, way.mb):
            return work(model)

    def _require(self, manifest: Manifest, report: Report, event: EventOf) -> None:
        told = 0.0

        def tell(fraction: float) -> None:
            nonlocal told
            if fraction >= told + _SHOWN_SHARE:
                told = fraction
                report(event(f"Checking {manifest.name}", fraction))

        self._verified.require(manifest, tell)


def key_of(stack: Stack) -> str:
    """The name under which a stack's language model is in memory."""
    return f"{stack.manifest.id}: language model"


def _can_quantise() -> bool:
    return importlib.util.find_spec(QUANTISER) is not None


def _in_words_of(report: Report, event: EventOf) -> Report:
    """A report for loaders, which say `EngineProgress`, in the words of the conversion that waits for them."""
    return lambda said: report(event(said.step, said.fraction) if isinstance(said, EngineProgress) else said)
