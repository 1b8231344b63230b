"""A diffusers folder is described by its small files; what is not whole, or brings code, is refused in a sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers import describe_model
from modaverse_desktop.core.offers.kinds import KINDS
from modaverse_desktop.core.offers.offer import id_of
from tests.core.offers.made_up import stable_diffusion, write_json, write_safetensors

UNET = "diffusion_pytorch_model.safetensors"


def test_task_options_memory_and_files_are_guessed_from_the_folder(tmp_path: Path) -> None:
    offer = describe_model(stable_diffusion(tmp_path / "My Model 1.5", numbers=1_000_000_000))
    manifest = offer.manifest
    assert (manifest.id, manifest.name, manifest.task) == ("my-model-1.5", "My Model 1.5", Modality.IMAGE)
    assert manifest.modalities == (Modality.IMAGE,)
    assert manifest.vram_mb == 2000 + 800
    assert manifest.ram_mb == 2 * manifest.vram_mb
    assert manifest.config["parts_mb"] == {"text_encoder": 0, "unet": 2000, "vae": 0}
    options = {option.name: option for option in manifest.options}
    assert (options["height"].default, options["width"].default) == (512, 512)
    assert options["strength"].maximum == 1
    assert {file.path for file in manifest.files} == {
        "model_index.json",
        "scheduler/scheduler_config.json",
        "text_encoder/config.json",
        "text_encoder/model.safetensors",
        "tokenizer/merges.txt",
        "unet/config.json",
        "unet/diffusion_pytorch_model.safetensors",
        "vae/config.json",
        "vae/diffusion_pytorch_model.safetensors",
    }
    assert any("licence" in note for note in offer.notes)


def test_a_hugging_face_snapshot_has_its_repositorys_name_and_the_licence_of_its_card(tmp_path: Path) -> None:
    folder = tmp_path / "models--acme--tiny-sd" / "snapshots" / "0123abcd"
    folder.parent.mkdir(parents=True)
    stable_diffusion(folder)
    (folder / "README.md").write_text("---\nlicense: creativeml-openrail-m\n---\n# Tiny\n")
    manifest = describe_model(folder).manifest
    assert (manifest.id, manifest.licence) == ("tiny-sd", "creativeml-openrail-m")


def test_a_repositorys_folder_in_the_cache_stands_for_the_snapshot_that_is_main(tmp_path: Path) -> None:
    repository = tmp_path / "models--acme--painter"
    for name, numbers in (("aaa", 1000), ("bbb", 2000)):
        stable_diffusion(repository / "snapshots" / name, numbers)
    os.utime(repository / "snapshots" / "aaa", (1, 1))
    assert describe_model(repository).manifest.root.name == "bbb"
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("aaa\n")
    offer = describe_model(repository)
    assert (offer.manifest.name, offer.manifest.root.name) == ("painter", "aaa")
    (repository / "refs" / "main").write_text("gone")
    assert describe_model(repository).manifest.root.name == "bbb"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mô hình của tôi (v1.5)", "mo-hinh-cua-toi-v1.5"), ("Đá — été", "da-ete"), ("画家", "model"), ("..", "model")],
)
def test_an_id_is_made_of_any_name(name: str, expected: str) -> None:
    assert id_of(name) == expected


def test_a_variant_is_used_where_there_is_nothing_else_and_bin_files_are_said_to_be_such(tmp_path: Path) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    unet = folder / "unet" / "diffusion_pytorch_model.safetensors"
    unet.rename(unet.with_name("diffusion_pytorch_model.fp16.safetensors"))
    (folder / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    (folder / "vae" / "diffusion_pytorch_model.bin").write_bytes(bytes(4_000_000))
    offer = describe_model(folder)
    names = {file.path for file in offer.manifest.files}
    assert "unet/diffusion_pytorch_model.fp16.safetensors" in names
    assert "vae/diffusion_pytorch_model.bin" in names
    assert offer.manifest.config["parts_mb"] == {"text_encoder": 0, "unet": 0, "vae": 2}
    assert any(".bin" in note for note in offer.notes)


def test_all_pieces_of_a_part_in_pieces_are_named_and_a_missing_one_is_said(tmp_path: Path) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    (folder / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    names = [f"diffusion_pytorch_model-0000{number}-of-00002.safetensors" for number in (1, 2)]
    for name in names:
        write_safetensors(folder / "unet" / name, {name: (500_000,)})
    index = folder / "unet" / "diffusion_pytorch_model.safetensors.index.json"
    with pytest.raises(AppError, match="index"):
        describe_model(folder)
    write_json(index, {"weight_map": {name: name for name in names}})
    manifest = describe_model(folder).manifest
    assert {f"unet/{name}" for name in (*names, index.name)} <= {file.path for file in manifest.files}
    assert manifest.config["parts_mb"] == {"text_encoder": 0, "unet": 2, "vae": 0}
    (folder / "unet" / names[1]).unlink()
    with pytest.raises(AppError, match="Pieces of the model are missing") as caught:
        describe_model(folder)
    assert names[1] in caught.value.detail
    write_json(index, {"weight_map": {"w": "../../secret.safetensors"}})
    with pytest.raises(AppError, match="outside"):
        describe_model(folder)


@pytest.mark.parametrize(
    ("scheduler", "steps"),
    [
        ({"_class_name": "LCMScheduler"}, 4),
        ({"_class_name": "EulerDiscreteScheduler", "timestep_spacing": "trailing"}, 4),
        ({"_class_name": "EulerDiscreteScheduler", "timestep_spacing": "leading"}, 30),
    ],
)
def test_distilled_models_are_given_few_steps(tmp_path: Path, scheduler: dict[str, str], steps: int) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    write_json(folder / "scheduler" / "scheduler_config.json", scheduler)
    options = {option.name: option.default for option in describe_model(folder).manifest.options}
    assert options["num_inference_steps"] == steps


def test_a_class_that_nobody_has_tried_is_offered_without_options_and_with_a_warning(tmp_path: Path) -> None:
    offer = describe_model(stable_diffusion(tmp_path / "new", _class_name="GrandVideoPipeline"))
    assert offer.manifest.task is Modality.VIDEO
    assert offer.manifest.options == ()
    assert any("has not been tried" in note for note in offer.notes)


def test_every_known_kind_is_a_class_of_diffusers() -> None:
    import diffusers

    assert [name for name in KINDS if not hasattr(diffusers, name)] == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "model_index.json").write_text("{"), "cannot be read"),
        (lambda folder: (folder / "model_index.json").write_text("[]"), "not a table"),
        (lambda folder: write_json(folder / "model_index.json", {"_class_name": ["mine", "Mine"]}), "no class"),
        (lambda folder: write_json(folder / "model_index.json", {"_class_name": "P"}), "none of its parts"),
        (lambda folder: (folder / "unet" / "unet.py").write_text("import os"), "code of its own"),
        (lambda folder: (folder / "tokenizer" / "merges.txt").unlink() or (folder / "tokenizer").rmdir(), "missing"),
        (lambda folder: (folder / "unet" / "config.json").write_text("\0"), "cannot be read"),
        (lambda folder: (folder / "unet" / UNET).unlink(), "no weights of its parts unet"),
    ],
)
def test_what_is_not_whole_or_not_ours_is_refused_with_a_reason(tmp_path: Path, harm, said: str) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    harm(folder)
    with pytest.raises(AppError) as caught:
        describe_model(folder)
    assert said in caught.value.detail
    assert caught.value.kind is ErrorKind.MODEL


@pytest.mark.parametrize("cut", [0, 4, 9, -1])
def test_truncated_weights_are_found_without_reading_them(tmp_path: Path, cut: int) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    path = folder / "unet" / "diffusion_pytorch_model.safetensors"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(AppError, match="damaged or incomplete") as caught:
        describe_model(folder)
    assert str(path) in caught.value.detail


def test_a_path_that_is_not_there_is_a_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        describe_model(tmp_path / "gone")
    assert caught.value.kind is ErrorKind.INPUT
    with pytest.raises(AppError, match="is not a model"):
        describe_model(tmp_path)


def test_the_index_itself_may_be_named(tmp_path: Path) -> None:
    folder = stable_diffusion(tmp_path / "sd")
    assert describe_model(folder / "model_index.json") == describe_model(folder)
    assert json.loads((folder / "model_index.json").read_text())["_class_name"] == "StableDiffusionPipeline"
