"""Every step of the chain with no more memory than a card of some size has, through the engine's own residency.

On CUDA the allocator is really held to the limit: what does not fit fails, and the engine tries its smaller ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from benchmarks.graphics.media import files
from benchmarks.graphics.packs import STACK
from benchmarks.graphics.sizes import Size
from benchmarks.graphics.watch import Peak, settled
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.composite import prompt_of
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.encoders import Encoder
from modaverse_desktop.engine.generators import Generator
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.engine.models import Models
from modaverse_desktop.engine.residency import free_memory
from modaverse_desktop.engine.weights import Verified
from modaverse_desktop.media.probe import probe

_CONTEXT_MB = 600
"""What CUDA itself takes of a card, besides what is allocated."""
_MB = 1 << 20
_TOKENS = 32
_TASKS = (Modality.IMAGE, Modality.AUDIO, Modality.VIDEO)

Step = tuple[str, Callable[[], Any]]


class Chain:
    """The chain's steps, one after the other, on models that come and go within a limit."""

    def __init__(self, packs: Packs, size: Size, device: Device, folder: Path) -> None:
        self._packs, self._size, self._device, self._folder = packs, size, device, folder
        self._models = Models(lambda: packs, device, Verified(folder / "cache"), None)
        self._stack = packs.stack(STACK)
        self._said: list[str] = []
        self._embedded: list[tuple[Modality, torch.Tensor]] = []

    def within(self, limit_mb: int) -> dict[str, Any]:
        """Every step's peak, seconds, what was said and what stayed, as if the card had so much."""
        room = limit_mb - (_CONTEXT_MB if self._device.kind == "cuda" else 0)
        self._models.residency.drop(*self._models.residency.names)
        with _held_to(room, self._device):
            self._models.configure(self._device.kind, room)
            steps = [self._done(name, step) for name, step in self._steps()]
            self._models.residency.drop(*self._models.residency.names)
        return {"limit_mb": limit_mb, "models_may_take_mb": room, "steps": steps, "worked": _all_worked(steps)}

    def generated(self, task: Modality, **parameters: float) -> Path:
        """One artifact by the stack's generator of `task`."""
        invocation = Invocation(task, "a cat", parameters={**self._size.options[task.value], **parameters})

        def generate(generator: Generator) -> Path:
            return generator.generate(invocation, (), 1, lambda words, fraction: None, self._folder / "made", "made")

        return self._models.generator(self._stack.generator(task), generate, self._heard, EngineProgress)

    def _steps(self) -> Iterator[Step]:
        media = files(self._folder / "media")
        for modality in _TASKS:
            yield f"a file is read: {modality.value}", lambda at=modality: self._encode(at, media[at])
        yield "the meta-response is written", self._write
        for task in _TASKS:
            yield f"a file is made: {task.value}", lambda wanted=task: self.generated(wanted)

    def _encode(self, modality: Modality, path: Path) -> None:
        def look(encoder: Encoder) -> torch.Tensor:
            return encoder.embed_media(probe(path))

        (manifest,) = self._stack.encoders
        embedding = self._models.encoder(manifest, look, self._heard, EngineProgress)
        self._embedded.append((modality, embedding))

    def _write(self) -> str:
        def write(model: ModaVerse) -> str:
            prompt = prompt_of(model, "What is this?", self._embedded)
            sampling = Sampling(max_tokens=_TOKENS)
            return decode(model.language_model, prompt, model.tokenizer, sampling, steps=model.steps())

        return self._models.language_model(self._stack, write, self._heard, EngineProgress)

    def _done(self, name: str, step: Callable[[], Any]) -> dict[str, Any]:
        self._said.clear()
        peak, started = Peak(self._device.torch), settled(self._device.torch)
        found: dict[str, Any] = {"step": name}
        try:
            step()
        except AppError as error:
            found["error"] = f"{error.title}: {error.detail}"
        found |= {"seconds": settled(self._device.torch) - started, **peak.measured()}
        return {**found, "said": list(self._said), "stayed": list(self._models.residency.names)}

    def _heard(self, event: Event) -> None:
        if isinstance(event, EngineProgress) and event.step not in self._said:
            self._said.append(event.step)


def _all_worked(steps: list[dict[str, Any]]) -> bool:
    return not any("error" in step for step in steps)


@contextmanager
def _held_to(room_mb: int, device: Device) -> Iterator[None]:
    """On CUDA nothing more than this can be allocated meanwhile."""
    if device.kind != "cuda":
        yield
        return
    free_memory()
    whole = torch.cuda.get_device_properties(device.index).total_memory
    torch.cuda.set_per_process_memory_fraction(min(1.0, room_mb * _MB / whole), device.index)
    try:
        yield
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0, device.index)
        free_memory()
