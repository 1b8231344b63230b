"""The sound generator as it is shipped: small, whole, standard, and the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import PackKind, read_manifest, verify
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.sound import read_sound
from modaverse_desktop.training.starter.sound_generator.sheet import COLUMNS, WIDTH, draw_sheet, load_pack

ROOT = Path(__file__).parents[2] / "resources/starter"
PACK = ROOT / "sound-generator"
MEGABYTE = 1_000_000
FEW_STEPS = {"num_inference_steps": 8, "audio_end_in_s": 1.0}

pytestmark = pytest.mark.skipif(not (PACK / "pack.toml").is_file(), reason="no weights in this checkout")


def test_the_pack_is_whole_and_small_and_the_starter_stack_names_it() -> None:
    manifest = read_manifest(PACK)
    stack = read_manifest(ROOT / "stack").stack
    assert (manifest.kind, manifest.task) == (PackKind.GENERATOR, Modality.AUDIO)
    assert not verify(manifest)
    assert sum(file.size for file in manifest.files if not file.package) < 26 * MEGABYTE
    assert stack is not None
    assert stack.generators[Modality.AUDIO] == manifest.id


def test_the_same_seed_gives_the_same_bytes_and_another_prompt_another_sound(tmp_path: Path) -> None:
    generator = load_pack(PACK)

    def make(prompt: str) -> Path:
        invocation = Invocation(Modality.AUDIO, prompt, parameters=FEW_STEPS)
        return generator.generate(invocation, (), 7, lambda words, done: None, tmp_path, "sound")

    siren, again, rain = make("a police siren"), make("a police siren"), make("rain falling")
    assert siren.read_bytes() == again.read_bytes() != rain.read_bytes()
    (sound,) = read_sound(siren, 16_000, Excerpts())
    assert len(sound) == 16_000
    assert 0.05 < np.abs(sound).max() < 0.9
    assert abs(sound.mean()) < 1e-3


def test_a_sheet_has_a_cell_for_every_sound_and_shows_loud_ones_brighter(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).standard_normal(48_000).astype(np.float32) * 0.2
    draw_sheet([noise, np.zeros(100, np.float32)], ["noise", "nothing"], tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width == COLUMNS * WIDTH
        loud, quiet = (np.asarray(sheet)[10:100, left + 10 : left + 200].mean() for left in (0, WIDTH))
    assert loud > quiet + 30
