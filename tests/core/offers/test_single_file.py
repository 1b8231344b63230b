"""A single file is known by its tensors: five families of checkpoints, and LoRA on top of an installed generator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.offers import describe_model
from modaverse_desktop.core.offers.single_file import is_lora, like, on_base
from tests.core.offers.made_up import CHECKPOINTS, LORA, stable_diffusion, write_safetensors


@pytest.mark.parametrize("family", list(CHECKPOINTS))
def test_the_family_of_a_checkpoint_is_known_by_its_tensors(tmp_path: Path, family: str) -> None:
    manifest = describe_model(write_safetensors(tmp_path / "Some Model_v2.safetensors", CHECKPOINTS[family])).manifest
    assert manifest.config["family"] == family
    assert manifest.id == "some-model_v2"
    assert [file.path for file in manifest.files] == ["Some Model_v2.safetensors"]
    assert {"num_inference_steps", "height", "width"} <= {option.name for option in manifest.options}


def test_a_checkpoint_with_more_channels_is_for_inpainting(tmp_path: Path) -> None:
    shapes = {**CHECKPOINTS["sd1"], "model.diffusion_model.input_blocks.0.0.weight": (320, 9, 3, 3)}
    manifest = describe_model(write_safetensors(tmp_path / "a.safetensors", shapes)).manifest
    assert manifest.config["pipeline"] == "StableDiffusionInpaintPipeline"
    assert manifest.config["needs_input"] is True


def test_lora_becomes_a_generator_of_its_own_with_its_strength_as_an_option(tmp_path: Path) -> None:
    base = replace(describe_model(stable_diffusion(tmp_path / "sd")).manifest, ram_mb=100)
    lora = describe_model(write_safetensors(tmp_path / "ink.safetensors", LORA))
    assert is_lora(lora.manifest)
    manifest = on_base(lora, base).manifest
    assert manifest.config["base"] == base.id
    assert manifest.options == (*base.options, manifest.options[-1])
    assert manifest.options[-1].name == "lora_scale"
    assert manifest.ram_mb > 100
    assert (manifest.task, manifest.modalities) == (base.task, base.modalities)


def test_one_part_alone_needs_a_folder_with_the_others(tmp_path: Path) -> None:
    flux = describe_model(write_safetensors(tmp_path / "flux.safetensors", CHECKPOINTS["flux"]))
    with pytest.raises(AppError, match="needs a folder of its kind") as caught:
        like(flux, None)
    assert "FluxPipeline" in caught.value.hint
    stable = describe_model(stable_diffusion(tmp_path / "sd"))
    with pytest.raises(AppError, match="do not belong together"):
        like(flux, stable)
    folder = stable_diffusion(tmp_path / "flux-dev", _class_name="FluxPipeline")
    assert like(flux, describe_model(folder)).manifest.config["like"] == str(folder)
    assert like(stable, None) == stable


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ckpt", b"\x80\x02", "may hold code"),
        ("a.pt", b"PK", "may hold code"),
        ("a.txt", b"hello", "is not a model"),
        ("a.safetensors", b"", "damaged or incomplete"),
        ("a.safetensors", b"\x10\0\0\0\0\0\0\0not json at all!", "damaged or incomplete"),
        ("a.safetensors", b"\xff" * 16, "damaged or incomplete"),
        ("a.safetensors", b"\x02\0\0\0\0\0\0\0{}", "is not a model"),
        ("a.safetensors", b'\x09\0\0\0\0\0\0\0{"a": []}', "damaged or incomplete"),
    ],
)
def test_any_other_file_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AppError, match=said) as caught:
        describe_model(tmp_path / name)
    assert caught.value.kind is ErrorKind.MODEL
