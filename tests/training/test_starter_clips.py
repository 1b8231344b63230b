"""The clip generator as it is shipped: small, whole, standard, and the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import PackKind, read_manifest, verify
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.media.probe import describe
from modaverse_desktop.training.starter.clip_generator.sheet import CELL, SHOWN, arrange_clips, film

PACK = Path(__file__).parents[2] / "resources/starter/video-generator"
MEGABYTE = 1_000_000

pytestmark = pytest.mark.skipif(not (PACK / "pack.toml").is_file(), reason="no weights in this checkout")


def test_the_pack_is_whole_and_what_it_adds_is_small() -> None:
    manifest = read_manifest(PACK)
    assert (manifest.kind, manifest.task) == (PackKind.GENERATOR, Modality.VIDEO)
    assert not verify(manifest)
    own = [path for path in PACK.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in own) < 20 * MEGABYTE


def test_a_clip_loops_is_of_sixteen_frames_and_the_same_bytes_for_the_same_seed(tmp_path: Path) -> None:
    generator = load_generator(read_manifest(PACK), pick_device("cpu"))
    wish = Invocation(Modality.VIDEO, "a penguin", parameters={"num_inference_steps": 4})
    first, second = (generator.generate(wish, (), 7, lambda step, fraction: None, tmp_path, "clip") for _ in range(2))
    assert first.read_bytes() == second.read_bytes()
    info = describe(first)
    assert (info.modality, info.width, info.height) == (Modality.VIDEO, 160, 160)
    assert info.duration == pytest.approx(2, abs=0.05)
    clip = film(generator, "a penguin", 7, tmp_path).astype(float)
    assert clip.shape == (16, 160, 160, 3)
    assert np.abs(clip - clip.mean(axis=0)).mean() > 3


def test_what_it_is_said_to_do_it_does(tmp_path: Path) -> None:
    generator = load_generator(read_manifest(PACK), pick_device("cpu"))

    def height(prompt: str) -> np.ndarray:
        """How far down what is not white lies in each frame, from 0 to 1; 1 where there is nothing."""
        ink = (255 - film(generator, prompt, 1, tmp_path).astype(float)).sum(axis=(2, 3))
        return (ink @ np.arange(ink.shape[1])) / np.maximum(ink.sum(axis=1), 1e-9) / ink.shape[1]

    rising, resting = height("a rocket taking off"), height("a rocket standing")
    assert rising[:5].max() - rising[:5].min() > 0.15
    assert resting.max() - resting.min() < 0.1


def test_a_sheet_has_a_row_for_every_clip() -> None:
    clips = [np.full((16, 128, 128, 3), shade, np.uint8) for shade in (10, 200)]
    sheet = arrange_clips(clips, ["a cat", "a dog"])
    assert isinstance(sheet, Image.Image)
    last, first, second = sheet.width - CELL // 2, CELL // 2, CELL + CELL // 2
    assert [sheet.getpixel((last, row)) for row in (first, second)] == [(10, 10, 10), (200, 200, 200)]
    assert sheet.width > CELL * len(SHOWN)
