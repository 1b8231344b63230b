"""A small trial of each kind of pack, through the same loaders that are used later: strict, and with a known shape."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from modaverse_desktop.core.cancel import Report
from modaverse_desktop.core.checkup import Finding, Health
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.invocation import SEED, Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.request import Interpret, Sampling
from modaverse_desktop.engine.backbone import load_backbone
from modaverse_desktop.engine.device import Device
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.engine.generators import Generator
from modaverse_desktop.engine.models import Models
from modaverse_desktop.engine.pipeline import Engine
from modaverse_desktop.engine.projector import load_projector
from modaverse_desktop.engine.weights import Verified
from modaverse_desktop.media.probe import probe

_PROMPT = "a red apple"
_QUESTION = "Draw a picture of a red apple."
_SEED = 7
_SIDE = 96


def canary(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    """Load the pack strictly and let it do something small.

    Raises:
        AppError: it cannot be loaded, naming what is missing or unexpected.
    """
    return _TRIALS[manifest.kind](packs, manifest, device, report)


def _encoder(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    encoder = load_encoder(manifest, device.torch)
    found: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder:
        for modality in (modality for modality in manifest.modalities if modality in _SAMPLES):
            report(EngineProgress(f"Trying {manifest.name}"))
            first, second = (
                encoder.embed_media(_SAMPLES[modality](Path(folder), variant)).float() for variant in (0, 1)
            )
            if first.shape != (encoder.dimension,) or not bool(torch.isfinite(first).all()):
                found.append(
                    Finding(
                        f"Trial with {modality.value}",
                        Health.BAD,
                        f"The embedding has the shape {tuple(first.shape)}, or holds numbers that are none.",
                    )
                )
            elif bool(torch.allclose(first, second)):
                found.append(
                    Finding(f"Trial with {modality.value}", Health.BAD, "Two different inputs give the same embedding.")
                )
            else:
                found.append(
                    Finding(
                        f"Trial with {modality.value}",
                        Health.GOOD,
                        f"Two different inputs give two embeddings of {encoder.dimension} finite numbers.",
                    )
                )
    return found


def _projector(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    projector = load_projector(manifest, device.torch)
    inputs = projector.linear.in_features
    embedding = torch.randn(1, inputs, generator=torch.Generator().manual_seed(_SEED)).to(device.torch)
    with torch.inference_mode():
        projected = projector(embedding)
    if not bool(torch.isfinite(projected).all()) or not float(projected.std()):
        return [Finding("Trial", Health.BAD, "What it gives is all the same, or holds numbers that are none.")]
    return [
        Finding(
            "Trial",
            Health.GOOD,
            f"It gives {projector.tokens} positions of {projector.width} finite numbers for {inputs}.",
        )
    ]


def _backbone(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    backbone = load_backbone(manifest, None, device.torch, report)
    ids = torch.tensor([backbone.tokenizer(_QUESTION).input_ids], device=backbone.model.device)
    with torch.inference_mode():
        logits = backbone.model(input_ids=ids).logits.float()
    if not bool(torch.isfinite(logits).all()):
        return [Finding("Trial", Health.BAD, "The language model computes numbers that are none.")]
    return [
        Finding(
            "Trial",
            Health.GOOD,
            f"It reads {ids.shape[1]} tokens and scores {logits.shape[-1]:,} words; {backbone.width} wide.",
        )
    ]


def _adapter(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    """An adapter is nothing without its backbone: the first stack that names it has that."""
    stacks = [each for each in packs.of_kind(PackKind.STACK) if each.stack and each.stack.adapter == manifest.id]
    if not stacks:
        return [Finding("Trial", Health.SKIPPED, "No stack names it, so there is no language model to try it with.")]
    backbone = packs.stack(stacks[0].id).backbone
    load_backbone(backbone, manifest, device.torch, report)
    return [Finding("Trial", Health.GOOD, f"Each of its tensors fits the language model {backbone.id}.")]


def _generator(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    """In the way in which it fits, as for any other step: LoRA with the pack that it changes."""
    parameters: dict[str, Parameter] = {SEED: _SEED}
    steps = next((option for option in manifest.options if option.name == "num_inference_steps"), None)
    if steps is not None:
        parameters[steps.name] = int(steps.minimum or 1)

    def step(words: str, share: float | None) -> None:
        report(EngineProgress(f"Trying {manifest.name}", share))

    with tempfile.TemporaryDirectory() as folder:
        wanted = [modality for modality in manifest.modalities if modality in _SAMPLES]
        media = tuple(_SAMPLES[modality](Path(folder), 0) for modality in wanted)
        task = manifest.task or Modality.IMAGE
        invocation = Invocation(task, _PROMPT, tuple(range(len(media))), parameters)

        def make(generator: Generator) -> Path:
            return generator.generate(invocation, media, _SEED, step, Path(folder) / "made", "canary")

        models = Models(lambda: packs, device, Verified(), None)
        return [_judged(models.generator(manifest, make, report, EngineProgress), task)]


def _stack(packs: Packs, manifest: Manifest, device: Device, report: Report) -> list[Finding]:
    def tell(event: Event) -> None:
        report(EngineProgress(f"Trying {manifest.name}"))

    engine = Engine(packs, device)
    asked = Interpret("doctor", _QUESTION, (), manifest.id, Sampling(seed=_SEED, max_tokens=40))
    proposed = engine.interpret(asked, tell)
    said = parse_meta_response(proposed.meta_response)
    if not said.invocations:
        return [Finding("Trial", Health.BAD, f"Its answer is no meta-response: {proposed.meta_response[:100]}")]
    calls = ", ".join(f"{each.task.value}: {each.prompt[:60]}" for each in said.invocations)
    return [Finding("Trial", Health.GOOD, f"Asked for a picture of a red apple, it proposes: {calls}")]


def _judged(made: Path, task: Modality) -> Finding:
    """Whether a file is what was asked for, and not empty of content."""
    media = probe(made)
    about = "Trial"
    if media.modality is not task:
        return Finding(about, Health.BAD, f"It made {media.modality.value} where {task.value} was wanted.")
    if task is Modality.IMAGE:
        with Image.open(made) as picture:
            size = picture.size
            varied = float(np.asarray(picture.convert("RGB")).std())
        if varied < 1:
            return Finding(about, Health.BAD, f"It made a picture of one colour ({size[0]} x {size[1]}).")
        return Finding(about, Health.GOOD, f"It made a picture of {size[0]} x {size[1]} for “{_PROMPT}”.")
    return Finding(about, Health.GOOD, f"It made {task.value} of {made.stat().st_size:,} bytes for “{_PROMPT}”.")


def _picture(folder: Path, variant: int) -> Media:
    """A gradient, and the same on its side."""
    ramp = np.linspace(0, 255, _SIDE, dtype=np.uint8)
    grey = np.broadcast_to(ramp[:, None] if variant else ramp, (_SIDE, _SIDE))
    path = folder / f"picture-{variant}.png"
    Image.fromarray(np.stack([grey, grey[::-1], grey.T], axis=-1)).save(path)
    return Media(path, Modality.IMAGE)


def _sound(folder: Path, variant: int) -> Media:
    """Two seconds of a tone."""
    path = folder / f"sound-{variant}.wav"
    times = np.arange(2 * 16_000) / 16_000
    samples = (np.sin(2 * np.pi * (330 + 550 * variant) * times) * 12_000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, len(samples), "NONE", ""))
        file.writeframes(samples.tobytes())
    return Media(path, Modality.AUDIO)


_SAMPLES: Mapping[Modality, Callable[[Path, int], Media]] = {Modality.IMAGE: _picture, Modality.AUDIO: _sound}
_TRIALS: Mapping[PackKind, Callable[[Packs, Manifest, Device, Report], list[Finding]]] = {
    PackKind.ENCODER: _encoder,
    PackKind.PROJECTOR: _projector,
    PackKind.BACKBONE: _backbone,
    PackKind.ADAPTER: _adapter,
    PackKind.GENERATOR: _generator,
    PackKind.STACK: _stack,
}
