"""A generator changes the picture it is given: as far as `strength` says, inside the mask, in a shape like its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest, Option
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import Packs
from modaverse_desktop.core.request import Generate, Origin
from modaverse_desktop.core.restore import restored
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.generators.inputs import working_size
from modaverse_desktop.engine.generators.latent_editing import shortened
from modaverse_desktop.engine.generators.ways import Ways
from modaverse_desktop.engine.recording import Recorder
from modaverse_desktop.media.provenance import read
from tests.engine.tiny_packs import STEPS, save_pixart, save_stable_diffusion

EDITS = (STEPS, Option("strength", 0.7, minimum=0.05, maximum=1.0), Option("mask", ""))


@pytest.fixture(scope="module", params=[save_pixart, save_stable_diffusion], ids=["ours", "diffusers' own"])
def manifest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    save: Callable[[Path], Manifest] = request.param
    return replace(save(tmp_path_factory.mktemp("packs") / "tiny"), options=EDITS)


@pytest.fixture
def picture(tmp_path: Path) -> Media:
    ramp = np.linspace(0, 255, 64 * 64 * 3).reshape(64, 64, 3).astype(np.uint8)
    Image.fromarray(ramp).save(tmp_path / "picture.png")
    return Media(tmp_path / "picture.png", Modality.IMAGE)


def edit(manifest: Manifest, picture: Media, folder: Path, **parameters: Parameter) -> tuple[Path, int]:
    """The edited picture, and in how many steps it was made."""
    told: list[float] = []
    invocation = Invocation(Modality.IMAGE, "a cat", inputs=(0,), parameters={"num_inference_steps": 8, **parameters})
    path = load_generator(manifest, pick_device("cpu")).generate(
        invocation, (picture,), 1, lambda step, fraction: told.append(fraction or 0.0), folder, "cat"
    )
    return path, len([fraction for fraction in told if fraction])


def test_the_picture_counts_and_strength_is_how_much_of_the_way_is_gone(
    manifest: Manifest, picture: Media, tmp_path: Path
) -> None:
    little, few = edit(manifest, picture, tmp_path / "out", strength=0.25)
    much, many = edit(manifest, picture, tmp_path / "out", strength=1.0)
    assert (few, many) == (2, 8)
    assert little.read_bytes() != much.read_bytes()
    Image.new("RGB", (64, 64), "white").save(picture.path)
    assert edit(manifest, picture, tmp_path / "out", strength=0.25)[0].read_bytes() != little.read_bytes()


def test_a_little_of_a_few_steps_is_one_step(manifest: Manifest, picture: Media, tmp_path: Path) -> None:
    assert edit(manifest, picture, tmp_path / "out", num_inference_steps=2, strength=0.3)[1] == 1


def test_outside_of_the_mask_no_pixel_changes(manifest: Manifest, picture: Media, tmp_path: Path) -> None:
    mask = Image.new("L", (64, 64), 0)
    mask.paste(255, (0, 0, 64, 32))
    mask.save(tmp_path / "mask.png")
    path, _ = edit(manifest, picture, tmp_path / "out", strength=1.0, mask=str(tmp_path / "mask.png"))
    with Image.open(path) as made, Image.open(picture.path) as given:
        before = np.asarray(given.resize((32, 32), Image.Resampling.LANCZOS), dtype=int)
        after = np.asarray(made.convert("RGB"), dtype=int)
    assert np.abs(after[18:] - before[18:]).max() <= 1
    assert np.abs(after[:14] - before[:14]).max() > 1


@pytest.mark.parametrize(("size", "shade", "word"), [(32, 255, "fit"), (64, 0, "empty")])
def test_a_mask_that_is_empty_or_of_another_size_is_refused(
    manifest: Manifest, picture: Media, tmp_path: Path, size: int, shade: int, word: str
) -> None:
    Image.new("L", (size, size), shade).save(tmp_path / "mask.png")
    with pytest.raises(AppError, match=word) as caught:
        edit(manifest, picture, tmp_path / "out", mask=str(tmp_path / "mask.png"))
    assert caught.value.kind is ErrorKind.INPUT


def test_the_record_says_what_the_mask_holds_and_not_where_it_lies(
    manifest: Manifest, picture: Media, tmp_path: Path
) -> None:
    invocation = Invocation(Modality.IMAGE, "a cat", (0,), {"mask": str(picture.path), "seed": 1})
    request = Generate("c1", (invocation,), (picture,), "tiny", tmp_path, "cat", origin=Origin())
    artifact = tmp_path / "cat.png"
    artifact.write_bytes(picture.path.read_bytes())
    Recorder(request, Packs, pick_device("cpu"), lambda: None).keep(artifact, invocation, 1, manifest)
    record = read(artifact)
    assert record is not None
    assert record.parameters["mask"] == hashlib.sha256(picture.path.read_bytes()).hexdigest()
    assert "mask" not in restored(record, None).parameters


def test_the_record_names_what_was_made_earlier_only_if_it_was_used(
    manifest: Manifest, picture: Media, tmp_path: Path
) -> None:
    used, other = (Media(tmp_path / f"{name}.png", Modality.IMAGE) for name in ("used", "other"))
    for each in (used, other):
        Image.new("RGB", (4, 4)).save(each.path)
    invocation = Invocation(Modality.IMAGE, "a cat", (2,))
    earlier = (other, used)
    request = Generate("c1", (invocation,), (picture,), "tiny", tmp_path, "cat", origin=Origin(), earlier=earlier)
    assert request.files[2] == used
    Recorder(request, Packs, pick_device("cpu"), lambda: None).keep(other.path, invocation, 1, manifest)
    record = read(other.path)
    assert record is not None
    hashes = [hashlib.sha256(each.path.read_bytes()).hexdigest() for each in (picture, used)]
    assert [each.sha256 for each in record.inputs] == hashes


def test_what_needs_an_input_says_so_and_what_is_no_picture_is_refused(
    manifest: Manifest, picture: Media, tmp_path: Path
) -> None:
    needing = load_generator(replace(manifest, config={"needs_input": True}), pick_device("cpu"))
    sound = Media(picture.path, Modality.AUDIO)
    for invocation, media in (
        (Invocation(Modality.IMAGE, "a cat"), (picture,)),
        (Invocation(Modality.IMAGE, "a cat", inputs=(0,)), (sound,)),
    ):
        with pytest.raises(AppError) as caught:
            needing.generate(invocation, media, 1, lambda step, fraction: None, tmp_path, "cat")
        assert caught.value.kind is ErrorKind.INPUT


@pytest.mark.parametrize("scheduler", [DDIMScheduler, DPMSolverMultistepScheduler])
def test_a_shortened_schedule_is_the_end_of_the_whole_one(scheduler: type) -> None:
    whole, half = scheduler(), shortened(scheduler(), 0.5)
    whole.set_timesteps(8)
    half.set_timesteps(8)
    assert half.timesteps.tolist() == whole.timesteps.tolist()[4:]


def test_of_the_sizes_that_a_pack_offers_the_one_most_like_the_picture_is_used(manifest: Manifest) -> None:
    sizes = tuple(Option(name, 512, choices=(256, 384, 512, 768)) for name in ("width", "height"))
    ways = Ways(load_generator(manifest, pick_device("cpu"))._pipeline)  # type: ignore[attr-defined]
    pack = replace(manifest, options=sizes)
    assert working_size((1000, 1000), {}, pack, ways) == (512, 512)
    assert working_size((1600, 1000), {}, pack, ways)[0] > working_size((1600, 1000), {}, pack, ways)[1]
    assert working_size((1600, 1000), {"width": 256, "height": 384}, pack, ways) == (256, 384)
    assert working_size((1600, 1000), {}, replace(manifest, options=()), ways) == (32, 32)
