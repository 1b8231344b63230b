"""What the starter's alignment begins with."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file

from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.encoders.efficientnet_lite import POOLED
from modaverse_desktop.training.alignment import AlignmentConfig
from modaverse_desktop.training.starter import packs, start
from tests.engine.tiny import tiny_llama, tiny_tokenizer

CONFIG = AlignmentConfig(Path(), Path(), Path(), Path(), Path(), rank=2, half=False)


def test_what_is_shipped_is_gone_on_with(tmp_path: Path) -> None:
    shipped, folder = tmp_path / "shipped", tmp_path / "start"
    for path in (f"image-projector/{start.PROJECTOR}", *(f"adapter/{name}" for name in start.ADAPTER)):
        (shipped / path).parent.mkdir(parents=True, exist_ok=True)
        (shipped / path).write_text(path)
    assert start.write_start(shipped, folder, [], CONFIG)
    assert (folder / start.PROJECTOR).read_text() == f"image-projector/{start.PROJECTOR}"
    assert {path.name for path in (folder / "adapter").iterdir()} == set(start.ADAPTER)


def test_where_nothing_is_shipped_names_and_a_fresh_adapter_are_begun_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backbone = Backbone(tiny_llama(), tiny_tokenizer())
    monkeypatch.setattr(packs, "WIDTH", backbone.width)
    monkeypatch.setattr(start, "read_manifest", lambda path: SimpleNamespace(folder=path))
    monkeypatch.setattr(start, "load_backbone", lambda *_: backbone)
    assert not start.write_start(tmp_path, tmp_path / "start", ["a cat", ""], CONFIG)
    weight = load_file(tmp_path / "start" / start.PROJECTOR)["linear.weight"]
    assert weight.shape == (packs.MEDIA_TOKENS * backbone.width, POOLED + 2)
    assert weight[:, POOLED].any()
    assert not weight[:, POOLED + 1].any()
    lora = load_file(tmp_path / "start/adapter/adapter_model.safetensors")
    assert all(torch.equal(each, torch.zeros_like(each)) for name, each in lora.items() if "lora_B" in name)
