"""The published files become packs, or everything that is wrong with them is named and nothing is written."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from modaverse_desktop.core.errors import AppError, ErrorKind, Interrupted
from modaverse_desktop.core.events import EngineProgress, Event
from modaverse_desktop.core.manifest import verify
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.packs import find_packs
from modaverse_desktop.engine.backbone import load_backbone
from modaverse_desktop.engine.composite import load_composite
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.release import add_release
from tests.engine.release.made_up import ENCODER, TOKENS, TRAINED, change, save_release, trained_state, vocabulary

CPU = torch.device("cpu")
LORA = "LLM.base_model.model.model.layers.1.self_attn.o_proj.lora_B.default.weight"


def quiet(event: Event) -> None:
    """No interest."""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return save_release(tmp_path / "release")


def refused(release: Path) -> AppError:
    models = release.parent / "models"
    with pytest.raises(AppError) as caught:
        add_release(release, models, quiet)
    assert not (models / "modaverse-7b").exists()
    return caught.value


def test_packs_hold_the_published_numbers(release: Path, tmp_path: Path) -> None:
    added = add_release(release, tmp_path / "models", quiet)
    assert added.notes == ()
    packs = find_packs([tmp_path / "models"])
    assert packs.problems == ()
    assert not [problem for name in added.ids for problem in verify(packs.manifests[name])]
    stack = packs.stack("modaverse-7b")
    trained = trained_state()
    projector = load_file(stack.projectors[0].folder / "projector.safetensors")
    assert torch.equal(projector["linear.weight"], trained["linear_proj.weight"])
    backbone = load_backbone(stack.backbone, stack.adapter, CPU)
    assert torch.equal(backbone.model.lm_head.weight, trained["LLM.base_model.model.lm_head.weight"])
    plain = load_backbone(stack.backbone, None, CPU).model.model.layers[1].self_attn.o_proj.weight
    lora = trained[LORA] @ trained[LORA.replace("lora_B", "lora_A")]  # alpha / r is 1, as published
    assert torch.allclose(backbone.model.model.layers[1].self_attn.o_proj.weight, plain + lora, atol=1e-5)
    encoder = load_file(stack.encoders[0].folder / "imagebind.safetensors")
    assert {name.split(".")[1] for name in encoder} == {"vision", "audio"}


def test_the_prompt_has_the_tokens_that_the_release_was_trained_with(release: Path, tmp_path: Path) -> None:
    add_release(release, tmp_path / "models", quiet)
    stack = find_packs([tmp_path / "models"]).stack("modaverse-7b")
    model = load_composite(stack, pick_device("cpu")).model
    tokenizer: Any = model.tokenizer
    first, last = (vocabulary() + TOKENS.index(token) for token in ("<Media>", "</Media>"))
    before = tokenizer.encode("### Human:")
    after = tokenizer.encode("what is <Media> this?\n### Assistant:", split_special_tokens=True)
    assert first not in after  # what the user types is never special
    assert [tokenizer.encode(token) for token in TOKENS] == [[vocabulary() + each] for each in range(6)]
    media = [Modality.IMAGE, Modality.AUDIO]
    assert model.pieces(" what is <Media> this? ", media) == [
        [1, *before], [first], Modality.IMAGE, [last], [first], Modality.AUDIO, [last], after
    ]  # fmt: skip
    assert model.pieces("hi", []) == [[1, *tokenizer.encode("### Human: hi\n### Assistant:")]]
    assert stack.manifest.config["stop_token"] == tokenizer.encode("###")[0]
    image, audio = torch.randn(2, 32)
    one = model.embed_prompt("hi", [(Modality.AUDIO, audio), (Modality.IMAGE, image)])
    assert torch.equal(one, model.embed_prompt("hi", [(Modality.IMAGE, image), (Modality.AUDIO, audio)]))


def test_one_projection_per_modality_becomes_one_pack_each(tmp_path: Path) -> None:
    added = add_release(save_release(tmp_path / "release", shared=False), tmp_path / "models", quiet, "paper")
    assert [name for name in added.ids if "projector" in name] == [
        "paper-projector-image",
        "paper-projector-video",
        "paper-projector-audio",
    ]
    model = load_composite(find_packs([tmp_path / "models"]).stack("paper"), pick_device("cpu")).model
    trained = trained_state(shared=False)
    for name, projector in model.projectors.items():
        assert torch.equal(projector.linear.weight, trained[f"linear_proj.{name}.weight"])


@pytest.mark.parametrize("part", ["7b_v0", ENCODER, TRAINED])
def test_a_part_that_is_missing_is_named(release: Path, part: str) -> None:
    path = release / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    error = refused(release)
    assert error.kind is ErrorKind.MODEL
    assert part in error.detail


def test_a_shard_that_is_missing_is_named(release: Path) -> None:
    (release / "7b_v0/pytorch_model-00002-of-00002.bin").unlink()
    assert "pytorch_model-00002-of-00002.bin" in refused(release).detail


def test_everything_that_is_wrong_is_named_at_once(release: Path) -> None:
    shard = release / "7b_v0/pytorch_model-00001-of-00002.bin"
    change(release / TRAINED, lambda state: state.pop(LORA))
    change(release / TRAINED, lambda state: state.update({"linear_proj.bias": torch.zeros(5)}))
    change(release / ENCODER, lambda state: state.pop("modality_heads.audio.2.weight"))
    change(release / ENCODER, lambda state: state.update({"modality_heads.audio.9.weight": torch.zeros(1)}))
    change(shard, lambda state: state.update({"model.surprise": torch.zeros(1)}))
    detail = refused(release).detail
    assert f"1 missing ({LORA})" in detail
    assert "linear_proj.bias: [5] instead of [32]" in detail
    assert "1 missing (modality_heads.audio.2.weight); 1 unexpected (modality_heads.audio.9.weight)" in detail
    assert "model.surprise" in detail


def test_added_tokens_in_another_order_are_refused_and_a_missing_list_is_said(release: Path, tmp_path: Path) -> None:
    path = release / "ModaVerse-7b/added_tokens.json"
    tokens = json.loads(path.read_text())
    path.write_text(json.dumps(tokens | {"[TEXT]": tokens["[IMAGE]"], "[IMAGE]": tokens["[TEXT]"]}))
    assert "[IMAGE]" in refused(release).detail
    path.unlink()
    added = add_release(release, tmp_path / "models", quiet)
    assert "added_tokens.json" in added.notes[0]


class Touches:
    """A file with it, unpickled as pickle allows, makes the file `marker`."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.marker,)


def test_a_file_with_code_inside_is_refused_and_the_code_never_runs(release: Path, tmp_path: Path) -> None:
    marker = tmp_path / "executed"
    torch.save({"linear_proj.weight": Touches(marker)}, release / TRAINED)
    error = refused(release)
    assert error.kind is ErrorKind.MODEL
    assert "pytorch_model.pt" in error.title
    assert "never run" in error.detail
    assert not marker.exists()


def test_a_projection_of_another_width_than_the_encoders_is_refused(release: Path) -> None:
    change(release / TRAINED, lambda state: state.update({"linear_proj.weight": state["linear_proj.weight"][:, :-1]}))
    assert "linear_proj.weight" in refused(release).detail


def test_a_packed_and_a_truncated_file_are_refused(release: Path) -> None:
    path = release / ENCODER
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(release).kind is ErrorKind.MODEL
    path.write_bytes(whole)
    with zipfile.ZipFile(path) as plain:
        content = {name: plain.read(name) for name in plain.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in content.items():
            packed.writestr(name, data)
    assert "packed" in refused(release).detail


@pytest.mark.parametrize("place", ["../elsewhere.bin", "/etc/passwd"])
def test_an_index_cannot_lead_out_of_its_folder(release: Path, place: str) -> None:
    path = release / "7b_v0/pytorch_model.bin.index.json"
    index = json.loads(path.read_text())
    index["weight_map"]["lm_head.weight"] = place
    path.write_text(json.dumps(index))
    assert "outside" in refused(release).detail


def test_another_architecture_is_refused(release: Path) -> None:
    path = release / "7b_v0/config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model_type": "gpt2"}))
    assert "gpt2" in refused(release).detail


def test_a_disk_without_room_is_known_before_anything_is_written(release: Path, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    error = refused(release)
    assert error.kind is ErrorKind.RESOURCES
    assert not list((release.parent / "models").rglob("*.safetensors"))


def test_a_stopped_run_leaves_no_packs_and_the_next_one_goes_on_from_there(release: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"

    def stop_at_the_adapter(event: Event) -> None:
        if isinstance(event, EngineProgress) and "adapter" in event.step:
            raise Interrupted

    with pytest.raises(Interrupted):
        add_release(release, models, stop_at_the_adapter)
    assert find_packs([models]).manifests == {}
    (encoder,) = models.rglob("imagebind.safetensors")
    before = encoder.stat().st_mtime_ns
    fractions: list[float] = []
    add_release(release, models, lambda event: fractions.append(event.fraction or 0.0))  # type: ignore[union-attr]
    (encoder,) = models.rglob("imagebind.safetensors")
    assert encoder.stat().st_mtime_ns == before
    assert fractions == sorted(fractions)
    assert [path.name for path in models.iterdir()] == ["modaverse-7b"]


def test_what_a_run_from_other_files_left_is_not_used(release: Path, tmp_path: Path) -> None:
    def stop_at_the_adapter(event: Event) -> None:
        if isinstance(event, EngineProgress) and "adapter" in event.step:
            raise Interrupted

    with pytest.raises(Interrupted):
        add_release(release, tmp_path / "models", stop_at_the_adapter)
    change(release / TRAINED, lambda state: state["linear_proj.bias"].zero_())
    add_release(release, tmp_path / "models", quiet)
    projector = load_file(tmp_path / "models/modaverse-7b/projector/projector.safetensors")
    assert not projector["linear.bias"].any()


def test_a_second_time_it_is_there_already(release: Path, tmp_path: Path) -> None:
    add_release(release, tmp_path / "models", quiet)
    with pytest.raises(AppError) as caught:
        add_release(release, tmp_path / "models", quiet)
    assert caught.value.kind is ErrorKind.USAGE


def test_a_folder_that_is_not_there_is_a_mistake_of_usage(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        add_release(tmp_path / "absent", tmp_path / "models", quiet)
    assert caught.value.kind is ErrorKind.USAGE
