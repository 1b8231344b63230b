"""Training on embeddings that were computed once, against a loop that encodes media at every step."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from benchmarks.benchmark import Finding
from benchmarks.tiny_model import save_tiny_stack, tiny_training
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.training.construction.files import write_samples
from modaverse_desktop.training.construction.sample import Kind, Sample
from modaverse_desktop.training.preparation.prepare import Preparation
from modaverse_desktop.training.scale.task import PreparedTask

_CPU = torch.device("cpu")


class CachedTraining:
    """The starter's encoder and a tiny language model of random weights: the same samples, both ways, in turns."""

    name = "training"

    def __init__(self, pictures: int = 48, steps: int = 8) -> None:
        self._pictures, self._steps = pictures, steps
        self._folder = Path()

    def prepare(self) -> None:
        """Draw pictures as large as a photograph of COCO, and prepare them."""
        self._folder = Path(tempfile.mkdtemp(prefix="training-"))
        media = self._folder / "media"
        media.mkdir()
        dice = np.random.default_rng(0)
        samples = []
        for number in range(self._pictures):
            small = Image.fromarray(dice.integers(0, 256, (60, 80, 3), dtype=np.uint8))
            small.resize((640, 480)).save(media / f"{number}.jpg")
            made = ((Modality.TEXT, f"a picture with the number {number}"),)
            samples.append(Sample(str(number), Kind.INPUT, "what is it", ((Modality.IMAGE, f"{number}.jpg"),), made))
        write_samples(samples, self._folder / "samples.jsonl")
        save_tiny_stack(self._folder)
        self._config = tiny_training(self._folder, self._folder / "samples.jsonl")
        with Preparation(self._config, _CPU) as preparation:
            preparation.scan(lambda words: None)
            preparation.run(2, lambda words: None)

    def run(self) -> list[Finding]:
        """Samples a second of both."""
        task = PreparedTask.from_config(vars(self._config), 0)
        encoder = load_encoder(read_manifest(Path(self._config.encoders[0])), _CPU)
        optimizer = torch.optim.AdamW([each for each in task.model.parameters() if each.requires_grad], 1e-4)
        paths = [self._folder / "media" / f"{number}.jpg" for number in range(self._pictures)]
        cached = encoded = 0.0
        count = 0
        for step in range(self._steps + 1):
            batch = task.batch(step, 0)
            began = time.perf_counter()
            batch = task.batch(step, 0)
            size = int(batch["samples"])
            _step(task, optimizer, batch)
            middle = time.perf_counter()
            chosen = [paths[(step * size + number) % len(paths)] for number in range(size)]
            with torch.inference_mode():
                vectors = torch.stack([encoder.embed_media(Media(path, Modality.IMAGE)) for path in chosen])
            _step(task, optimizer, {**task.batch(step, 0), "image_embeddings": vectors.clone()})
            end = time.perf_counter()
            if step:  # the first one warms up
                cached, encoded, count = cached + middle - began, encoded + end - middle, count + size
        note = f"{torch.get_num_threads()} threads, {count} samples each"
        return [
            Finding("encoding at every step", count / encoded, "samples/s", note=note),
            Finding("with prepared embeddings", count / cached, "samples/s", note=note),
            Finding("as fast as encoding each time", encoded / cached, "times", 5, at_least=True),
        ]

    def clear(self) -> None:
        """Remove what was drawn."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _step(task: PreparedTask, optimizer: torch.optim.Optimizer, batch: dict[str, object]) -> None:
    task.loss(task.model, batch).value.backward()
    optimizer.step()
    optimizer.zero_grad()
