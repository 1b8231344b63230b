"""What is told to transformers for each choice. Quantised and offloaded loading itself needs a CUDA device."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from modaverse_desktop.core.events import EngineProgress
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind
from modaverse_desktop.core.precision import Choice, Precision
from modaverse_desktop.engine import backbone
from modaverse_desktop.engine.fitting import fit_backbone, loading_arguments
from tests.engine.tiny_packs import save_backbone

CPU, GPU = torch.device("cpu"), torch.device("cuda", 1)


@pytest.fixture(autouse=True)
def pretended_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True: True)


def vicuna(path: str = "model.safetensors") -> Manifest:
    file = PackFile(path, 13_500_000_000, "0" * 64)
    return Manifest("v", PackKind.BACKBONE, "V", Path("/x"), ram_mb=1000, files=(file,))


def test_the_size_of_the_files_decides() -> None:
    assert fit_backbone(vicuna(), CPU, room_mb=64_000).precision is Precision.FULL
    assert fit_backbone(vicuna(), CPU, room_mb=20_000).precision is Precision.HALF
    assert fit_backbone(vicuna(), GPU, room_mb=20_000).precision is Precision.HALF
    assert fit_backbone(vicuna("model.gguf"), CPU, room_mb=2_000).precision is Precision.FULL


def test_every_choice_has_its_arguments() -> None:
    assert loading_arguments(Choice(Precision.FULL, 1, ""), CPU) == {"dtype": torch.float32}
    assert loading_arguments(Choice(Precision.HALF, 1, ""), GPU) == {"dtype": torch.bfloat16}
    four = loading_arguments(Choice(Precision.FOUR, 1, ""), GPU)
    assert four["quantization_config"].load_in_4bit
    assert not four["quantization_config"].load_in_8bit
    assert four["device_map"] == {"": GPU}
    offloaded = loading_arguments(Choice(Precision.HALF, 7000, "", offload=True), GPU)
    assert offloaded["max_memory"][1] == "7000MB"


def test_a_large_model_says_its_precision_while_it_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = Choice(Precision.HALF, 9000, "16-bit, because so.")
    monkeypatch.setattr(backbone, "fit_backbone", lambda manifest, device: choice)
    said: list[str] = []

    def report(event: object) -> None:
        said.extend([event.step] if isinstance(event, EngineProgress) else [])

    loaded = backbone.load_backbone(save_backbone(tmp_path / "llm"), None, CPU, report)
    assert said == ["Loading the language model: 16-bit, because so."]
    assert loaded.model.dtype is torch.bfloat16
