"""What pipelines give becomes files: clips and sounds as pictures do, whatever form the numbers have."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest, PackKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.generators.saving import Made, save_made
from modaverse_desktop.engine.generators.saving.sounds import fading
from modaverse_desktop.media.probe import describe
from tests.engine.tiny_media_packs import save_audioldm, save_latte

FRAMES = np.linspace(0, 1, 4 * 8 * 8 * 3, dtype=np.float32).reshape(4, 8, 8, 3)
TONE = np.sin(np.arange(4000) / 5).astype(np.float32)


def ignore(step: str, fraction: float | None) -> None:
    """A user who lets it run."""


@pytest.fixture(scope="module", params=[save_latte, save_audioldm], ids=["clip", "sound"])
def manifest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return request.param(tmp_path_factory.mktemp("packs") / "tiny")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(manifest: Manifest, tmp_path: Path) -> None:
    assert manifest.task is not None
    generator = load_generator(manifest, pick_device("cpu"))
    invocation = Invocation(manifest.task, "a cat")
    first, second, other = (generator.generate(invocation, (), seed, ignore, tmp_path, "cat") for seed in (7, 7, 8))
    again = load_generator(manifest, pick_device("cpu")).generate(invocation, (), 7, ignore, tmp_path, "cat")
    assert first.read_bytes() == second.read_bytes() == again.read_bytes()
    assert first.read_bytes() != other.read_bytes()
    assert describe(first).modality is manifest.task


def test_it_can_be_stopped_at_each_step_and_leaves_nothing(manifest: Manifest, tmp_path: Path) -> None:
    assert manifest.task is not None

    def stop(step: str, fraction: float | None) -> None:
        if fraction and fraction > 0.5:
            raise Interrupted

    with pytest.raises(Interrupted):
        load_generator(manifest, pick_device("cpu")).generate(
            Invocation(manifest.task, "a cat"), (), 1, stop, tmp_path, "cat"
        )
    assert not list(tmp_path.iterdir())


def test_the_option_format_makes_a_gif(tmp_path: Path) -> None:
    manifest = save_latte(tmp_path / "latte")
    invocation = Invocation(Modality.VIDEO, "a cat", parameters={"format": "gif", "num_inference_steps": 1})
    path = load_generator(manifest, pick_device("cpu")).generate(invocation, (), 7, ignore, tmp_path, "cat")
    with Image.open(path) as image:
        assert (path.suffix, image.format, image.n_frames, image.size) == (".gif", "GIF", 4, (32, 32))
        assert image.info["duration"] == 200  # the pack's config says five frames a second


def made(task: Modality, config: dict[str, object] | None = None, pipeline: Any = None, **output: Any) -> Made:
    manifest = Manifest("tiny", PackKind.GENERATOR, "Tiny", Path(), task=task, config=config or {})
    return Made(SimpleNamespace(**output), pipeline, manifest)


def as_tensor(frames: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(frames).permute(0, 3, 1, 2).to(torch.bfloat16)


def as_pictures(frames: np.ndarray) -> list[Image.Image]:
    return [Image.fromarray((frame * 255).astype(np.uint8)) for frame in frames]


@pytest.mark.parametrize(
    "form", [lambda frames: frames, as_tensor, as_pictures, lambda frames: (frames * 255).astype(np.uint8)]
)
def test_frames_may_be_arrays_tensors_or_pictures(tmp_path: Path, form: Any) -> None:
    path = save_made(made(Modality.VIDEO, {"format": "webp"}, frames=[form(FRAMES)]), tmp_path, "clip")
    with Image.open(path) as image:
        assert (image.n_frames, image.size) == (4, (8, 8))
        image.seek(3)
        assert np.abs(np.asarray(image.convert("RGB"))[4, 4] / 255 - FRAMES[3, 4, 4]).max() < 0.1


def test_a_clip_with_sound_has_it_in_its_file(tmp_path: Path) -> None:
    vocoder = SimpleNamespace(config=SimpleNamespace(output_sampling_rate=8000))
    both = torch.from_numpy(np.stack([TONE, TONE]))
    path = save_made(
        made(Modality.VIDEO, pipeline=SimpleNamespace(vocoder=vocoder), frames=[FRAMES], audio=[both]), tmp_path, "clip"
    )
    assert describe(path).has_audio


@pytest.mark.parametrize("sound", [TONE, torch.from_numpy(np.stack([TONE, -TONE]))])
def test_a_sound_has_the_channels_and_the_rate_that_it_was_made_with(tmp_path: Path, sound: Any) -> None:
    path = save_made(made(Modality.AUDIO, {"sampling_rate": 22050}, audios=[sound]), tmp_path, "sound")
    words = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(path)]
    (stream,) = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)["streams"]
    assert (stream["codec_name"], stream["sample_rate"], stream["channels"]) == ("pcm_s16le", "22050", sound.ndim)
    assert stream["duration_ts"] == 4000


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (made(Modality.VIDEO, frames=[FRAMES * 0]), "nothing but black"),
        (made(Modality.VIDEO, frames=[FRAMES * np.nan]), "not made of numbers"),
        (made(Modality.VIDEO, frames=[FRAMES[0]]), "shape"),
        (made(Modality.VIDEO, {"format": "avi"}, frames=[FRAMES]), "avi"),
        (made(Modality.AUDIO, {"sampling_rate": 8000}, audios=[TONE * 0]), "silent"),
        (made(Modality.AUDIO, {"sampling_rate": 8000}, audios=[TONE + np.inf]), "not made of numbers"),
        (made(Modality.AUDIO, audios=[TONE]), "sampling_rate"),
        (made(Modality.AUDIO, {"sampling_rate": 8000}, audios=[TONE[None, None]]), "shape"),
    ],
)
def test_what_is_no_clip_and_no_sound_is_said_to_be_none(tmp_path: Path, wrong: Made, words: str) -> None:
    with pytest.raises(AppError, match=words) as caught:
        save_made(wrong, tmp_path, "it")
    assert caught.value.kind is ErrorKind.MODEL
    assert not list(tmp_path.iterdir())


def test_a_sound_that_is_cut_off_in_the_middle_is_faded_out_and_else_stays_as_it_is() -> None:
    steady = np.ones((1600, 2), np.float32)
    faded = fading(steady, 16_000)
    assert np.array_equal(faded[:1440], steady[:1440])
    assert np.all(np.diff(faded[1440:], axis=0) < 0)
    assert not faded[-1].any()
    assert fading(np.ones(3, np.float32), 16_000)[-1] == 0
