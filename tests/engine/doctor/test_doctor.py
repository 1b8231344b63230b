"""The doctor on tiny packs, sound and ill."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from peft import LoraConfig, get_peft_model_state_dict
from safetensors.torch import load_file, save_file

from modaverse_desktop.core.checkup import Checkup, Health
from modaverse_desktop.core.errors import AppError, Interrupted
from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.offers import add_offer, describe_model
from modaverse_desktop.core.offers.single_file import on_base
from modaverse_desktop.core.packs import Packs, find_packs
from modaverse_desktop.engine import models
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.doctor import canary, examine
from modaverse_desktop.engine.release import add_release
from tests.engine.release.made_up import save_release
from tests.engine.tiny_packs import encoder_manifest, pack_files, save_pixart, save_projector, save_stack
from tests.engine.tiny_pictures import stable_diffusion


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODAVERSE_HOME", str(tmp_path / "home"))


def checkup(*packs: Manifest, name: str = "") -> Checkup:
    installed = Packs({each.id: each for each in packs})
    return examine(installed, name or packs[0].id, pick_device("cpu"), lambda event: None)


def bad(found: Checkup) -> list[str]:
    return [f"{each.about}: {each.words}" for each in found.findings if each.health is Health.BAD]


def rewritten(manifest: Manifest) -> Manifest:
    """The manifest of the files as they are now: what is wrong with them is not that they were changed."""
    return replace(manifest, files=pack_files(manifest.folder))


def test_a_sound_projector_tells_its_types_and_shape(tmp_path: Path) -> None:
    found = checkup(save_projector(tmp_path / "projector"))
    assert found.is_healthy
    assert [each.about for each in found.findings] == ["Files of tiny-projector", "projector.safetensors", "Trial"]
    assert "2 float32" in found.findings[1].words
    assert "2 positions of 16" in found.findings[2].words
    assert Checkup.from_dict(found.to_dict()) == replace(found, seconds=round(found.seconds, 2))


def test_a_sound_generator_makes_a_picture_with_the_fewest_steps(tmp_path: Path) -> None:
    found = checkup(save_pixart(tmp_path / "pixart"))
    assert bad(found) == []
    assert found.findings[-1].words == "It made a picture of 32 x 32 for “a red apple”."


def test_lora_is_tried_on_the_pack_that_it_changes(tmp_path: Path) -> None:
    pipeline = stable_diffusion()
    pipeline.save_pretrained(tmp_path / "base")
    base = add_offer(describe_model(tmp_path / "base"), tmp_path / "models")
    pipeline.unet.add_adapter(LoraConfig(r=2, target_modules=["to_q"], init_lora_weights=False))
    layers = get_peft_model_state_dict(pipeline.unet)
    pipeline.save_lora_weights(tmp_path, unet_lora_layers=layers, weight_name="ink.safetensors")
    lora = add_offer(on_base(describe_model(tmp_path / "ink.safetensors"), base), tmp_path / "models")
    found = checkup(lora, base)
    assert bad(found) == []
    assert "It made a picture" in found.findings[-1].words


def test_the_published_language_model_is_read_with_its_own_tokenizer(tmp_path: Path) -> None:
    add_release(save_release(tmp_path / "release"), tmp_path / "models", lambda event: None)
    packs = find_packs([tmp_path / "models"])
    found = examine(packs, "modaverse-7b-backbone", pick_device("cpu"), lambda event: None)
    assert bad(found) == []
    assert "It reads" in found.findings[-1].words


def test_too_little_memory_is_no_fault_of_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(canary, "load_projector", full)
    monkeypatch.setattr(models, "load_generator", full)
    for manifest in (save_projector(tmp_path / "projector"), save_pixart(tmp_path / "pixart")):
        found = checkup(manifest)
        assert found.is_healthy
        assert found.findings[-1].health is Health.SKIPPED
        assert "There is not enough memory" in found.findings[-1].words


def test_an_encoder_must_tell_two_pictures_apart(tmp_path: Path) -> None:
    found = checkup(encoder_manifest(tmp_path))
    assert bad(found) == []
    assert found.findings[-1].about == "Trial with image"


def test_a_stack_is_examined_with_its_parts_and_says_what_it_lacks(tmp_path: Path) -> None:
    packs = save_stack(tmp_path)
    found = examine(packs, "tiny", pick_device("cpu"), lambda event: None)
    assert bad(found) == ["Parts: The audio generator tiny-audio, which the stack names, is not installed."]
    assert found.findings[-1].health is Health.SKIPPED
    whole = packs.manifests["tiny"]
    assert whole.stack is not None
    parts = replace(whole.stack, generators={})
    complete = Packs({**packs.manifests, "tiny": replace(whole, stack=parts)})
    answered = examine(complete, "tiny", pick_device("cpu"), lambda event: None)
    assert bad(answered) == []
    assert "it proposes" in answered.findings[-1].words


def test_a_changed_byte_is_found_and_nothing_is_loaded(tmp_path: Path) -> None:
    manifest = save_projector(tmp_path / "projector")
    path = manifest.folder / "projector.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    found = checkup(manifest)
    assert "sha256 differs" in bad(found)[0]
    assert found.findings[-1].words == "Not tried, because of what is said above."


def test_weights_that_were_cut_short_are_found_though_the_manifest_fits_them(tmp_path: Path) -> None:
    manifest = save_projector(tmp_path / "projector")
    path = manifest.folder / "projector.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    assert "“projector.safetensors” cannot be used" in bad(checkup(rewritten(manifest)))[0]


def test_numbers_that_are_none_are_found(tmp_path: Path) -> None:
    manifest = save_projector(tmp_path / "projector")
    path = manifest.folder / "projector.safetensors"
    state = load_file(path)
    state["linear.weight"][0, 0] = float("nan")
    save_file(state, path)
    assert "NaN or infinite), the first is linear.weight" in bad(checkup(rewritten(manifest)))[0]


def test_a_tensor_too_many_is_named(tmp_path: Path) -> None:
    manifest = save_projector(tmp_path / "projector")
    path = manifest.folder / "projector.safetensors"
    save_file({**load_file(path), "stray": torch.zeros(1)}, path)
    assert "stray" in bad(checkup(rewritten(manifest)))[0]


class Harm:
    """Leaves a trace when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._trace,)


@pytest.mark.parametrize("way", ["torch", "pickle"])
def test_code_in_a_pt_is_refused_and_never_run(tmp_path: Path, way: str) -> None:
    manifest = save_projector(tmp_path / "projector")
    path = manifest.folder / "weights.pt"
    harm = {"weight": Harm(tmp_path / "run")}
    if way == "torch":
        torch.save(harm, path)
    else:
        path.write_bytes(pickle.dumps(harm, protocol=2))
    (said,) = bad(checkup(rewritten(manifest)))
    assert "“weights.pt” cannot be used" in said
    assert not (tmp_path / "run").exists()


def test_an_entry_point_that_is_not_ours_is_a_sentence(tmp_path: Path) -> None:
    found = checkup(replace(save_pixart(tmp_path / "pixart"), entry_point="os.system"))
    assert "needs a loader that this version does not have" in bad(found)[0]


def test_an_adapter_without_a_stack_is_not_tried(tmp_path: Path) -> None:
    from modaverse_desktop.core.manifest import PackKind

    manifest = replace(save_projector(tmp_path / "projector"), kind=PackKind.ADAPTER, modalities=())
    assert checkup(manifest).findings[-1].health is Health.SKIPPED


def test_what_is_not_installed_is_an_error_and_stopping_stops(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        checkup(save_projector(tmp_path / "projector"), name="nothing")

    def stop(event: EngineProgress) -> None:
        raise Interrupted

    manifest = save_projector(tmp_path / "other")
    with pytest.raises(Interrupted):
        examine(Packs({manifest.id: manifest}), manifest.id, pick_device("cpu"), stop)
