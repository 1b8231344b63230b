"""The models that steps need: each is loaded for its step within the budget, in a smaller way if memory runs out."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.fits import (
    encoder_fits,
    first_fit,
    key_of,
    language_choices,
    language_fit,
    mb_of,
    model_parts,
)
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.memory import Memory
from modaverse_desktop.core.out_of_reach import out_of_reach
from modaverse_desktop.core.packs import Packs, Stack
from modaverse_desktop.core.placement import Placement, places_of
from modaverse_desktop.core.precision import Choice
from modaverse_desktop.engine.device import CPU, Device, available_mb, pick_device
from modaverse_desktop.engine.encoders import Encoder, load_encoder
from modaverse_desktop.engine.fitting import QUANTISER
from modaverse_desktop.engine.generators import Generator, load_generator
from modaverse_desktop.engine.modaverse import ModaVerse, load_modaverse
from modaverse_desktop.engine.residency import NotEnoughMemory, Residency
from modaverse_desktop.engine.weights import Verified

Made = TypeVar("Made")
EventOf = Callable[[str, float | None], Event]
_SHARE = 0.8
"""Of the memory that is free when the engine starts, models may take this much."""
_SHOWN_SHARE = 0.05


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
            with _reached(manifest):
                return load_encoder(manifest, device.torch)

        fits = encoder_fits(manifest, on_gpu=self._on_gpu)
        devices = (self.device, CPU)
        ways = [Way(fit.words, fit.mb, lambda d=device: load(d)) for fit, device in zip(fits, devices, strict=False)]
        return self._within(manifest.id, ways, work, report, event)

    def language_model(self, stack: Stack, work: Callable[[ModaVerse], Made], report: Report, event: EventOf) -> Made:
        """`work` with the language model of a stack and its projectors, in the best precision that fits."""

        def load(choice: Choice) -> ModaVerse:
            for manifest in model_parts(stack):
                self._require(manifest, report, event)
            report(event("Loading the language model", None))
            packs = {manifest.id: manifest for manifest in model_parts(stack)}
            told = _in_words_of(report, event)
            with _reached(*packs.values()):
                return load_modaverse(stack.manifest, packs, self.device.torch, told, choice=choice)

        budget, on_gpu = self.residency.budget_mb, self._on_gpu
        choices = language_choices(stack, budget, on_gpu=on_gpu, can_quantise=_can_quantise())
        fits = [language_fit(stack, choice, on_gpu=on_gpu) for choice in choices]
        ways = [Way(fit.words, fit.mb, lambda c=choice: load(c)) for fit, choice in zip(fits, choices, strict=True)]
        return self._within(key_of(stack), ways, work, report, event)

    def generator(self, manifest: Manifest, work: Callable[[Generator], Made], report: Report, event: EventOf) -> Made:
        """`work` with a generator: whole, or in the parts or layers that fit."""
        name = manifest.config.get("base")
        base = self._find_packs().get(str(name), PackKind.GENERATOR) if name else None

        def load(placement: Placement) -> Generator:
            both = (*([base] if base else []), manifest)
            for each in both:
                self._require(each, report, event)
            how = "" if placement is Placement.WHOLE else f", {placement.value}"
            report(event(f"Loading {manifest.name}{how}", None))
            with _reached(*both):
                return load_generator(manifest, self.device, base, placement)

        ways = [
            Way(place.placement.value, place.mb, lambda p=place.placement: load(p))
            for place in places_of(manifest, on_gpu=self._on_gpu)
        ]
        return self._within(manifest.id, ways, work, report, event)

    def has_room(self, manifest: Manifest) -> bool:
        """Whether all of it fits beside what is in memory."""
        return self.residency.has_room(mb_of(manifest, on_gpu=self._on_gpu))

    def memory(self) -> Memory:
        """What models may take, and which are there."""
        residency = self.residency
        return Memory(
            residency.budget_mb, self._on_gpu, residency.is_limit, residency.held, _can_quantise(), self.device.name
        )

    @property
    def _on_gpu(self) -> bool:
        return self.device.kind == "cuda"

    def _within(
        self, name: str, ways: Sequence[Way], work: Callable[[Any], Made], report: Report, event: EventOf
    ) -> Made:
        """`work` with the model in the first way that fits, then in smaller ones for as long as memory runs out.

        Raises:
            AppError: RESOURCES, it runs out in the smallest way too, or that is above the user's limit.
        """
        first = first_fit([way.mb for way in ways], self.memory())
        at = max(first, min(self._first.get(name, 0), len(ways) - 1))
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
        _reach(manifest)  # what was read once need not be there now: mapped, it would end the process


def _reach(*manifests: Manifest) -> None:
    """Raises AppError(MODEL) if a file of these packs can no longer be read."""
    for manifest in manifests:
        if lost := out_of_reach(manifest):
            raise lost


@contextmanager
def _reached(*manifests: Manifest) -> Iterator[None]:
    """What a loader says of files that went away while it read them is not what to do about it."""
    try:
        yield
    except AppError as error:
        if error.kind is ErrorKind.MODEL:
            _reach(*manifests)
        raise


def _can_quantise() -> bool:
    return importlib.util.find_spec(QUANTISER) is not None


def _in_words_of(report: Report, event: EventOf) -> Report:
    """A report for loaders, which say `EngineProgress`, in the words of the conversion that waits for them."""
    return lambda said: report(event(said.step, said.fraction) if isinstance(said, EngineProgress) else said)
