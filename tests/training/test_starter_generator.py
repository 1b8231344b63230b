"""The picture generator as it is shipped: small, whole, standard, and the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image

from modaverse_desktop.core.manifest import PackKind, read_manifest, verify
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.starter.sheet import COLUMNS, PROMPTS, arrange, load_generator

PACK = Path(__file__).parents[2] / "resources/starter/image-generator"
MEGABYTE = 1_000_000

pytestmark = pytest.mark.skipif(not (PACK / "pack.toml").is_file(), reason="no weights in this checkout")


def test_the_pack_is_whole_and_small() -> None:
    manifest = read_manifest(PACK)
    assert (manifest.kind, manifest.task) == (PackKind.GENERATOR, Modality.IMAGE)
    assert not verify(manifest)
    assert sum(file.size for file in manifest.files if not file.package) < 40 * MEGABYTE


def test_the_same_seed_gives_the_same_bytes_and_another_prompt_another_picture() -> None:
    pipeline = load_generator(PACK)
    constants = read_manifest(PACK).constants

    def draw(prompt: str) -> bytes:
        noise = torch.Generator().manual_seed(7)
        return pipeline(prompt, generator=noise, num_inference_steps=2, **constants).images[0].tobytes()

    apple = draw("a red apple")
    assert len(apple) == 128 * 128 * 3
    assert draw("a red apple") == apple
    assert draw("a blue whale") != apple


def test_a_sheet_has_a_cell_for_every_prompt() -> None:
    sheet = arrange([Image.new("RGB", (128, 128), "red")] * len(PROMPTS), PROMPTS)
    assert sheet.width % COLUMNS == 0
    pixels = sheet.load()
    cell_width, cell_height = sheet.width // COLUMNS, sheet.height // (len(PROMPTS) // COLUMNS)
    centres = [
        (x * cell_width + 80, y * cell_height + 80) for x in range(COLUMNS) for y in range(len(PROMPTS) // COLUMNS)
    ]
    assert {pixels[centre] for centre in centres} == {(255, 0, 0)}
