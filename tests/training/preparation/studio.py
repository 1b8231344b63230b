"""All that a training needs, tiny: packs of random weights, media of every modality, an instruction file."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

from modaverse_desktop.core.manifest import Manifest, PackKind, StackParts, Template, write_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.files import write_samples
from modaverse_desktop.training.construction.sample import Kind, Sample
from modaverse_desktop.training.preparation.prepare import Preparation, Prepared
from modaverse_desktop.training.preparation.settings import PreparedConfig
from tests.engine.imagebind.tiny import CONFIG, published_state
from tests.engine.tiny_packs import pack_files, save_backbone

TEXT, IMAGE, AUDIO, VIDEO = Modality.TEXT, Modality.IMAGE, Modality.AUDIO, Modality.VIDEO
TEMPLATE = Template(before="### Human: ", after="\n### Assistant:", media_open="<Media>", media_close="</Media>")


def save_packs(folder: Path) -> None:
    """encoder/, llm/ and stack/."""
    (folder / "encoder").mkdir(parents=True)
    torch.manual_seed(0)
    state = published_state(lambda name, shape: torch.randn(shape) * 0.2)
    save_file(state, folder / "encoder" / "imagebind.safetensors")
    write_manifest(
        Manifest(
            "tiny-imagebind",
            PackKind.ENCODER,
            "Tiny ImageBind",
            folder / "encoder",
            entry_point="imagebind",
            modalities=(IMAGE, AUDIO, VIDEO),
            files=pack_files(folder / "encoder"),
            config={"network": CONFIG, "dimension": CONFIG["out_embed_dim"]},
        )
    )
    write_manifest(save_backbone(folder / "llm"))
    (folder / "stack").mkdir()
    parts = StackParts("tiny-llm", encoders=("tiny-imagebind",))
    stack = Manifest("tiny", PackKind.STACK, "Tiny", folder / "stack", stack=parts, template=TEMPLATE)
    write_manifest(stack)


@cache
def _film() -> bytes:
    made = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=duration=1:size=64x48:rate=5"]
    return subprocess.run([*made, "-f", "matroska", "-"], check=True, capture_output=True).stdout


@cache
def _tone() -> bytes:
    made = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1"]
    return subprocess.run([*made, "-f", "wav", "-"], check=True, capture_output=True).stdout


def save_media(folder: Path) -> None:
    """0.png to 3.png (3 is a copy of 0), tone.wav, film.mkv, and cut.png, which is broken."""
    folder.mkdir()
    for number in range(3):
        noise = np.random.default_rng(number).integers(0, 256, (40, 50, 3), dtype=np.uint8)
        Image.fromarray(noise).save(folder / f"{number}.png")
    (folder / "3.png").write_bytes((folder / "0.png").read_bytes())
    (folder / "cut.png").write_bytes((folder / "1.png").read_bytes()[:900])
    (folder / "tone.wav").write_bytes(_tone())
    (folder / "film.mkv").write_bytes(_film())


SAMPLES = [
    Sample("a", Kind.INPUT, "what is it", ((IMAGE, "0.png"),), ((TEXT, "a cat"),)),
    Sample("b", Kind.OUTPUT, "draw it and play it", ((AUDIO, "tone.wav"),), ((IMAGE, "a dog"), (AUDIO, "a dog barks"))),
    Sample("c", Kind.OUTPUT, "the same as a film", ((VIDEO, "film.mkv"), (IMAGE, "1.png")), ((VIDEO, "a dog runs"),)),
    Sample("d", Kind.OUTPUT, "a picture of the sea", (), ((IMAGE, "the sea"),)),
    Sample("e", Kind.INPUT, "and this", ((IMAGE, "3.png"),), ((TEXT, "a cat again"),)),
    Sample("f", Kind.INPUT, "is it whole", ((IMAGE, "cut.png"),), ((TEXT, "no"),)),
    Sample("g", Kind.INPUT, "where is it", ((IMAGE, "none.png"),), ((TEXT, "nowhere"),)),
    Sample("h", Kind.INPUT, "what is this sound", ((AUDIO, "2.png"),), ((TEXT, "none"),)),
]
"""Of these f, g and h cannot be used."""


def save_studio(folder: Path) -> PreparedConfig:
    """All of it, and the configuration that prepares and trains it."""
    save_packs(folder / "packs")
    save_media(folder / "media")
    write_samples(SAMPLES, folder / "samples.jsonl")
    held = [replace(sample, id=f"held-{sample.id}") for sample in SAMPLES[:4]]
    write_samples(held, folder / "held.jsonl")
    return PreparedConfig(**options(folder))


def options(folder: Path, **changes: Any) -> dict[str, Any]:
    """The `[prepared]` table."""
    table: dict[str, Any] = {
        "instructions": (str(folder / "samples.jsonl"),),
        "validation": (str(folder / "held.jsonl"),),
        "prepared": folder / "prepared",
        "encoders": (str(folder / "packs" / "encoder"),),
        "backbone": folder / "packs" / "llm",
        "stack": folder / "packs" / "stack",
        "media": folder / "media",
        "media_tokens": 2,
        "longest": 400,
        "tokens": 800,
        "rank": 2,
        "dropout": 0.0,
        "precision": "float32",
    }
    return {**table, **changes}


def prepare(config: PreparedConfig, workers: int = 2) -> Prepared:
    with Preparation(config, torch.device("cpu")) as preparation:
        preparation.scan(lambda words: None)
        return preparation.run(workers, lambda words: None)
