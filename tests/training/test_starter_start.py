"""What the starter's alignment begins with."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file, save_file

from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.encoders.efficientnet_lite import POOLED
from modaverse_desktop.training.alignment import AlignmentConfig
from modaverse_desktop.training.starter import packs, start
from tests.engine.tiny import tiny_llama, tiny_tokenizer

CONFIG = AlignmentConfig(Path(), Path(), (), Path(), Path(), rank=2, half=False)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Backbone:
    """A backbone of a few thousand weights instead of the shipped one."""
    backbone = Backbone(tiny_llama(), tiny_tokenizer())
    monkeypatch.setattr(packs, "WIDTH", backbone.width)
    monkeypatch.setattr(start, "read_manifest", lambda path: SimpleNamespace(folder=path))
    monkeypatch.setattr(start, "load_backbone", lambda *_: backbone)
    return backbone


def test_what_is_shipped_is_gone_on_with(tmp_path: Path, small: Backbone) -> None:
    shipped, folder = tmp_path / "shipped", tmp_path / "start"
    for name in start.ADAPTER:
        (shipped / "adapter").mkdir(parents=True, exist_ok=True)
        (shipped / "adapter" / name).write_text(name)
    rows = packs.MEDIA_TOKENS * small.width
    before = {"linear.weight": torch.randn(rows, POOLED + 2), "linear.bias": torch.randn(rows)}
    (shipped / "image-projector").mkdir()
    save_file(before, shipped / "image-projector" / start.PROJECTOR)
    assert start.write_start(shipped, folder, ["a cat", "a cow"], ["a cow", "rain"], CONFIG)
    assert {path.name for path in (folder / "adapter").iterdir()} == set(start.ADAPTER)
    image = load_file(folder / start.PROJECTOR)
    assert torch.equal(image["linear.weight"][:, :-1], before["linear.weight"])
    assert not image["linear.weight"][:, -1].any()  # what tells a clip from a picture is new
    sound = load_file(folder / start.SOUND_PROJECTOR)
    assert sound["linear.weight"].shape == (rows, 3)
    assert torch.equal(sound["linear.weight"][:, 0], before["linear.weight"][:, POOLED + 1])
    assert sound["linear.weight"][:, 1].norm() == pytest.approx(float(before["linear.weight"][:, POOLED + 1].norm()))
    assert torch.equal(sound["linear.bias"], before["linear.bias"])


def test_where_nothing_is_shipped_names_and_a_fresh_adapter_are_begun_with(tmp_path: Path, small: Backbone) -> None:
    assert not start.write_start(tmp_path, tmp_path / "start", ["a cat", ""], ["rain"], CONFIG)
    weight = load_file(tmp_path / "start" / start.PROJECTOR)["linear.weight"]
    assert weight.shape == (packs.MEDIA_TOKENS * small.width, POOLED + 3)
    assert weight[:, POOLED].any()
    assert not weight[:, POOLED + 1 :].any()
    lora = load_file(tmp_path / "start/adapter/adapter_model.safetensors")
    assert all(torch.equal(each, torch.zeros_like(each)) for name, each in lora.items() if "lora_B" in name)


def test_kinds_of_sound_that_are_new_begin_with_their_names() -> None:
    weight = torch.randn(6, 3)  # two kinds and the mark of a video's own sound
    named = {"linear.weight": torch.randn(6, 5), "linear.bias": torch.zeros(6)}
    made = start.grown({"linear.weight": weight, "linear.bias": torch.ones(6)}, named)
    assert torch.equal(made["linear.weight"][:, [0, 1, 4]], weight)
    assert torch.equal(made["linear.weight"][:, 2:4], named["linear.weight"][:, 2:4])
    assert torch.equal(made["linear.bias"], torch.ones(6))


def test_what_is_shipped_lies_between_what_was_and_what_was_trained(tmp_path: Path) -> None:
    before, after = torch.randn(3, 2), torch.randn(3, 2).half()
    save_file({"weight": before}, tmp_path / "before")
    save_file({"weight": after}, tmp_path / "after")
    for kept, wanted in ((0.0, after), (0.5, ((before + after.float()) / 2).half())):
        start.write_between(tmp_path / "after", tmp_path / "before", kept, tmp_path / "made")
        assert torch.equal(load_file(tmp_path / "made")["weight"], wanted)
