"""Training on embeddings that were computed once, against a loop that encodes media at every step."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from benchmarks.benchmark import Finding
from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.training.construction.files import write_samples
from modaverse_desktop.training.construction.sample import Kind, Sample
from modaverse_desktop.training.preparation.prepare import Preparation
from modaverse_desktop.training.preparation.settings import PreparedConfig
from modaverse_desktop.training.scale.task import PreparedTask

_CPU = torch.device("cpu")
_LINES = 1_000_000
_SMALL = 20_000
_PROBE = "from benchmarks.training import check_memory; check_memory()"


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
        self._config = _config(self._folder)
        with Preparation(self._config, _CPU) as preparation:
            preparation.scan(lambda words: None)
            preparation.run(2, lambda words: None)

    def run(self) -> list[Finding]:
        """Samples a second of both, the memory of a million lines."""
        task = PreparedTask.from_config(_table(self._config), 0)
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
            *_memory(self._folder),
        ]

    def clear(self) -> None:
        """Remove what was drawn."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _step(task: PreparedTask, optimizer: torch.optim.Optimizer, batch: dict[str, object]) -> None:
    task.loss(task.model, batch).value.backward()
    optimizer.step()
    optimizer.zero_grad()


def _memory(folder: Path) -> list[Finding]:
    """`instructions check` over a small and a big file, each in a process of its own."""
    peaks = []
    for lines in (_SMALL, _LINES):
        path = folder / f"{lines}.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            for number in range(lines):
                stream.write(_line(number))
        environment = {**os.environ, "BENCHMARK_FILE": str(path)}
        ran = subprocess.run(
            [sys.executable, "-c", _PROBE], env=environment, capture_output=True, text=True, check=True
        )
        peaks.append(float(ran.stdout))
        path.unlink()
    more = peaks[1] - peaks[0]
    return [
        Finding("memory, a million lines checked", peaks[1], "MB"),
        Finding(
            "more than for 20,000 lines", more, "MB", 64, note="some 40 bytes a line, to find ids that stand twice"
        ),
    ]


def _line(number: int) -> str:
    from modaverse_desktop.training.construction.sample import to_line

    made = ((Modality.IMAGE, f"a photo of thing {number} in the morning light"),)
    return to_line(Sample(f"sample-{number}", Kind.OUTPUT, f"draw me thing number {number}", (), made, "benchmark"))


def check_memory() -> None:
    """In a process of its own: check a file and print the greatest resident memory in MB."""
    from benchmarks.machine import memory_mb
    from modaverse_desktop.training.construction.checking import check_file

    found = check_file(Path(os.environ["BENCHMARK_FILE"]), None)
    assert found.good, found.said[:3]
    print(memory_mb(os.getpid(), "VmHWM"))


def _config(folder: Path) -> PreparedConfig:
    from tests.training.preparation.studio import save_packs

    save_packs(folder / "packs")
    encoder = resources_folder() / "starter" / "image-encoder"
    packs = folder / "packs"
    instructions = (str(folder / "samples.jsonl"),)
    return PreparedConfig(
        instructions, folder / "prepared", (str(encoder),), packs / "llm", packs / "stack", folder / "media",
        media_tokens=2, tokens=2000, samples=16, precision="float32",
    )  # fmt: skip


def _table(config: PreparedConfig) -> dict[str, object]:
    return dict(vars(config))
