"""What the alignment begins with: the shipped projector and adapter, or, without them, names and a fresh LoRA."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.engine.backbone import Backbone, load_backbone
from modaverse_desktop.engine.encoders.efficientnet_lite import CLASSES, POOLED
from modaverse_desktop.training.alignment import AlignmentConfig, export_adapter, make_trainable
from modaverse_desktop.training.starter import packs
from modaverse_desktop.training.starter.names import without_article

PROJECTOR = "projector.safetensors"
ADAPTER = ("adapter_config.json", "adapter_model.safetensors")


def write_start(shipped: Path, folder: Path, classes: Sequence[str], config: AlignmentConfig) -> bool:
    """Fill `folder` with a projector and an adapter; True if they are the `shipped` ones.

    `classes` are the names of the encoder's probabilities: ImageNet's and then the head's.
    """
    found = [shipped / "image-projector" / PROJECTOR, *(shipped / "adapter" / name for name in ADAPTER)]
    (folder / "adapter").mkdir(parents=True, exist_ok=True)
    if all(path.is_file() for path in found):
        for path, copy in zip(found, (PROJECTOR, *(f"adapter/{name}" for name in ADAPTER)), strict=True):
            shutil.copyfile(path, folder / copy)
        return True
    backbone = load_backbone(read_manifest(shipped / "backbone"), None, torch.device("cpu"))
    save_file(named_projector(backbone, classes), folder / PROJECTOR)
    export_adapter(make_trainable(backbone, {}, packs.TEMPLATE, config), folder / "adapter")
    return False


def named_projector(backbone: Backbone, classes: Sequence[str]) -> dict[str, torch.Tensor]:
    """Each probability's column says the class's name: ImageNet's in the first two positions, the head's in the last
    two, each name cut into halves."""
    table = backbone.model.get_input_embeddings().weight.detach().float()
    weight = torch.zeros(packs.MEDIA_TOKENS, packs.WIDTH, POOLED + len(classes))
    for index, phrase in enumerate(classes):
        ids = backbone.tokenizer.encode(f" {without_article(phrase)}", add_special_tokens=False) if phrase else []
        if not ids:
            continue
        middle = max(1, (len(ids) + 1) // 2)
        first = 0 if index < CLASSES else 2
        weight[first, :, POOLED + index] = table[ids[:middle]].mean(0)
        weight[first + 1, :, POOLED + index] = table[ids[middle:] or ids].mean(0)
    bias = torch.zeros(packs.MEDIA_TOKENS * packs.WIDTH)
    return {"linear.weight": weight.view(len(bias), -1).contiguous(), "linear.bias": bias}
