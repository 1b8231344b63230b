"""A stack as the application runs it, asked in its own process: proposals and artifacts through the same engine."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from modaverse_desktop.core.events import Event
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.meta_response import Reading
from modaverse_desktop.core.naming import literal
from modaverse_desktop.core.packs import Stack, find_packs
from modaverse_desktop.core.paths import pack_folders
from modaverse_desktop.core.request import Generate, Interpret, Sampling
from modaverse_desktop.core.settings import Settings, load_settings, settings_path
from modaverse_desktop.engine.configured import configured_engine
from modaverse_desktop.engine.device import Device, one_of_several, pick_device
from modaverse_desktop.engine.pipeline import Engine
from modaverse_desktop.evaluation.task import Sample
from modaverse_desktop.media.probe import probe


class EngineModel:
    """A `Model` on the real engine. `seed` and a sample's id decide what it gets, whoever asks and in what order."""

    def __init__(self, engine: Engine, stack: str, seed: int) -> None:
        self._engine, self._stack, self._seed = engine, stack, seed

    def propose(self, sample: Sample) -> Reading:
        """The meta-response. Raises AppError."""
        media = tuple(probe(path) for path in sample.media)
        sampling = Sampling(seed=seed_of(self._seed, sample.id))
        request = Interpret(sample.id, sample.instruction, media, self._stack, sampling)
        proposed = self._engine.interpret(request, _unheard)
        return Reading(proposed.meta_response, proposed.invocations, proposed.unread)

    def make(self, sample: Sample, invocation: Invocation, folder: Path) -> Path:
        """The generated file. Raises AppError."""
        media: tuple[Media, ...] = tuple(probe(path) for path in sample.media)
        seed = seed_of(self._seed, sample.id)
        seeded = Invocation(invocation.task, invocation.prompt, parameters={**invocation.parameters, "seed": seed})
        folder.mkdir(parents=True, exist_ok=True)
        request = Generate(sample.id, (seeded,), media, self._stack, folder.absolute(), literal(safe_stem(sample.id)))
        path = self._engine.generate(request, _unheard)[0].path
        assert path is not None, "a generator makes files"
        return path


def load_model(stack: str, seed: int, place: int = 0) -> EngineModel:
    """The stack, on the device of the user's settings; of several graphics cards on the one for this `place`.

    Raises AppError if it is not installed.
    """
    settings = _settings()
    settings = replace(settings, device=one_of_several(settings.device, place))
    packs = find_packs(pack_folders(settings))
    packs.stack(stack)
    return EngineModel(configured_engine(packs, settings, many_answers=True), stack, seed)


def find_stack(name: str) -> Stack:
    """The installed stack; its packs' files have hashes, which say what was measured. Raises AppError."""
    return find_packs(pack_folders(_settings())).stack(name)


def chosen_device() -> Device:
    """What the stack is asked on, and its answers measured on."""
    return pick_device(_settings().device)


def seed_of(seed: int, name: str) -> int:
    """A seed for one sample, 31 bits."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:4], "big") >> 1


def safe_stem(name: str) -> str:
    """A file name for a sample's id."""
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in name)[:60]
    return kept or "sample"


def _settings() -> Settings:
    return load_settings(settings_path()).settings


def _unheard(event: Event) -> None:
    """Progress inside one sample is not told."""
