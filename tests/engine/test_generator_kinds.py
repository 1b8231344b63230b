"""A pack of every kind of pipeline: it is added from its folder, generates, tells its steps, stops and is freed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from modaverse_desktop.core.errors import Interrupted
from modaverse_desktop.core.invocation import Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest, read_manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import add_offer, describe_model
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.media.probe import describe
from tests.engine.tiny_pipelines import BUILDERS

STEPS = 3
LARGE = {"ltx": 32, "ltx-image": 32, "wan": 16, "wan-image": 16, "cogvideox-image": 16}
"""Those whose files do not say how large their clips are: a side that tests can wait for."""
SUFFIX = {Modality.IMAGE: ".png", Modality.AUDIO: ".wav", Modality.VIDEO: ".mp4"}


@pytest.fixture(scope="module", params=list(BUILDERS))
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def manifest(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The pack as `packs add` writes it."""
    folder = tmp_path_factory.mktemp(kind)
    torch.manual_seed(0)
    BUILDERS[kind]().save_pretrained(folder / kind)
    added = read_manifest(add_offer(describe_model(folder / kind), folder / "models").folder)
    size = dict.fromkeys(("height", "width"), LARGE[kind]) if kind in LARGE else {}
    return replace(added, constants={**added.constants, **size})


@pytest.fixture
def picture(tmp_path: Path) -> Media:
    rows = np.linspace(0, 255, 48 * 40 * 3).reshape(40, 48, 3).astype(np.uint8)
    Image.fromarray(rows).save(tmp_path / "picture.png")
    return Media(tmp_path / "picture.png", Modality.IMAGE)


def small(manifest: Manifest) -> dict[str, Parameter]:
    """Every option at the value that takes the least time."""
    found: dict[str, Parameter] = {"num_inference_steps": STEPS}
    for option in manifest.options:
        if option.name in ("height", "width", "num_frames"):
            found[option.name] = min(int(choice) for choice in option.choices)
        elif option.name in ("audio_length_in_s", "audio_end_in_s"):
            found[option.name] = option.minimum or 1.0
        elif option.name == "strength":
            found[option.name] = 1.0
    return found


def invocation(manifest: Manifest) -> Invocation:
    inputs = (0,) if manifest.config.get("needs_input") else ()
    assert manifest.task is not None
    return Invocation(manifest.task, "a cat", inputs=inputs, parameters=small(manifest))


def test_it_generates_tells_every_step_stops_at_one_and_is_freed(
    manifest: Manifest, picture: Media, tmp_path: Path
) -> None:
    wanted = invocation(manifest)
    generator = load_generator(manifest, pick_device("cpu"))
    media: Sequence[Media] = (picture,)
    told: list[float] = []
    path = generator.generate(
        wanted, media, 1, lambda step, fraction: told.append(fraction or 0.0), tmp_path / "out", "cat"
    )
    assert path.suffix == SUFFIX[wanted.task]
    assert describe(path).modality is wanted.task
    steps = [fraction for fraction in told if fraction]
    assert len(steps) >= STEPS
    assert steps == sorted(steps)
    assert steps[-1] == 1

    after: list[float] = []

    def stop(step: str, fraction: float | None) -> None:
        after.append(fraction or 0.0)
        if fraction:
            raise Interrupted

    with pytest.raises(Interrupted):
        generator.generate(wanted, media, 1, stop, tmp_path / "stopped", "cat")
    assert len([fraction for fraction in after if fraction]) == 1
    assert not (tmp_path / "stopped").exists() or not list((tmp_path / "stopped").iterdir())

    parts = [part for part in generator._pipeline.components.values() if isinstance(part, torch.nn.Module)]  # type: ignore[attr-defined]
    watched = [weakref.ref(parameter) for part in parts for parameter in part.parameters()]
    assert watched
    del generator, parts
    gc.collect()
    assert [each for each in watched if each() is not None] == []
