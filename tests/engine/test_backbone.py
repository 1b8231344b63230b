from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import load_file, save_file

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind
from modaverse_desktop.engine.backbone import _clear_abandoned, load_backbone
from tests.engine.tiny import tiny_llama
from tests.engine.tiny_packs import save_backbone

CPU = torch.device("cpu")


def save_adapter(folder: Path) -> Manifest:
    folder.mkdir()
    model = get_peft_model(tiny_llama(5), LoraConfig(r=2, lora_alpha=4, target_modules=["q_proj", "v_proj"]))
    torch.manual_seed(1)
    state = {name: torch.randn_like(tensor) for name, tensor in get_peft_model_state_dict(model).items()}
    save_file(state, folder / "adapter_model.safetensors")
    model.peft_config["default"].save_pretrained(str(folder))
    file = PackFile("adapter_model.safetensors", 0, "0" * 64)
    return Manifest("tiny-adapter", PackKind.ADAPTER, "Tiny adapter", folder, files=(file,))


def logits_of(model: torch.nn.Module) -> torch.Tensor:
    with torch.inference_mode():
        return model(input_ids=torch.tensor([[5, 6, 7]])).logits


def test_merged_adapter_answers_like_the_adapter_beside_the_model(tmp_path: Path) -> None:
    backbone, adapter = save_backbone(tmp_path / "llm"), save_adapter(tmp_path / "adapter")
    plain = load_backbone(backbone, None, CPU)
    merged = load_backbone(backbone, adapter, CPU)
    beside = get_peft_model(tiny_llama(5), LoraConfig.from_pretrained(str(adapter.folder)))
    state = load_file(adapter.folder / "adapter_model.safetensors")
    for name, parameter in beside.named_parameters():
        if "lora_" in name:
            parameter.data = state[name.replace(".default", "")]
    assert torch.allclose(logits_of(merged.model), logits_of(beside.eval()), atol=1e-4)
    assert not torch.allclose(logits_of(merged.model), logits_of(plain.model), atol=1e-2)
    assert not any(parameter.requires_grad for parameter in merged.model.parameters())


def test_adapter_with_a_tensor_missing_is_refused_by_name(tmp_path: Path) -> None:
    backbone, adapter = save_backbone(tmp_path / "llm"), save_adapter(tmp_path / "adapter")
    path = adapter.folder / "adapter_model.safetensors"
    state = load_file(path)
    state.pop(next(iter(state)))
    save_file(state, path)
    with pytest.raises(AppError) as caught:
        load_backbone(backbone, adapter, CPU)
    assert caught.value.kind is ErrorKind.MODEL
    assert "missing" in caught.value.detail
    assert "lora_" in caught.value.detail


def test_model_file_with_a_tensor_missing_is_refused_by_name(tmp_path: Path) -> None:
    backbone = save_backbone(tmp_path / "llm")
    path = tmp_path / "llm" / "model.safetensors"
    state = load_file(path)
    state.pop("model.norm.weight")
    save_file(state, path, metadata={"format": "pt"})
    with pytest.raises(AppError) as caught:
        load_backbone(backbone, None, CPU)
    assert "model.norm.weight" in caught.value.detail


def test_damaged_model_file_gives_a_sentence(tmp_path: Path) -> None:
    backbone = save_backbone(tmp_path / "llm")
    (tmp_path / "llm" / "model.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(AppError) as caught:
        load_backbone(backbone, None, CPU)
    assert caught.value.kind is ErrorKind.MODEL
    assert "Tiny LLM" in caught.value.title


def test_what_a_killed_unpacking_left_is_removed_and_a_running_one_is_left_alone(tmp_path: Path) -> None:
    abandoned, running, whole = (tmp_path / name for name in (".unpacking-a", ".unpacking-b", "smollm2-0123"))
    for each in (abandoned, running, whole):
        each.mkdir()
        (each / "model.safetensors").write_bytes(b"half")
    yesterday = time.time() - 86_400
    os.utime(abandoned, (yesterday, yesterday))
    os.utime(whole, (yesterday, yesterday))

    _clear_abandoned(tmp_path)

    assert not abandoned.exists()
    assert running.is_dir()
    assert whole.is_dir()
