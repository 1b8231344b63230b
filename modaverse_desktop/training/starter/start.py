"""What the alignment begins with: the shipped projectors and adapter, or, without them, names and a fresh LoRA."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.core.manifest import read_manifest
from modaverse_desktop.engine.backbone import Backbone, load_backbone
from modaverse_desktop.engine.encoders.efficientnet_lite import CLASSES, POOLED
from modaverse_desktop.training.adapter import export_adapter
from modaverse_desktop.training.alignment import AlignmentConfig, make_trainable
from modaverse_desktop.training.starter import packs
from modaverse_desktop.training.starter.names import without_article

PROJECTOR = "projector.safetensors"
SOUND_PROJECTOR = "sound-projector.safetensors"
ADAPTER = ("adapter_config.json", "adapter_model.safetensors")


def write_start(
    shipped: Path, folder: Path, classes: Sequence[str], sounds: Sequence[str], config: AlignmentConfig
) -> bool:
    """Fill `folder` with projectors and an adapter; True if they are the `shipped` ones, as far as there are any.

    `classes` are the names of the image encoder's probabilities: ImageNet's and then the head's; `sounds` those of the
    sound encoder's.
    """
    found = [shipped / "image-projector" / PROJECTOR, *(shipped / "adapter" / name for name in ADAPTER)]
    (folder / "adapter").mkdir(parents=True, exist_ok=True)
    backbone = load_backbone(read_manifest(shipped / "backbone"), None, torch.device("cpu"))
    exists = all(path.is_file() for path in found)
    if exists:
        for name in ADAPTER:
            shutil.copyfile(shipped / "adapter" / name, folder / "adapter" / name)
        image = fitted(load_file(found[0]), POOLED + len(classes) + 1)
    else:
        export_adapter(make_trainable(backbone, {}, packs.TEMPLATE, config), folder / "adapter")
        image = named_projector(backbone, classes)
    save_file(image, folder / PROJECTOR)
    sound = shipped / "sound-projector" / PROJECTOR
    named = heard_projector(backbone, image, classes, sounds)
    save_file(grown(load_file(sound), named) if sound.is_file() else named, folder / SOUND_PROJECTOR)
    return exists


def write_between(after: Path, before: Path, kept: float, target: Path) -> None:
    """Write the weights of `after` a training, moved `kept` (0 to 1) of the way back to those `before` it."""
    trained = load_file(after)
    began = load_file(before) if kept else trained
    made = {name: torch.lerp(tensor.float(), began[name].float(), kept) for name, tensor in trained.items()}
    save_file({name: tensor.to(trained[name].dtype).contiguous() for name, tensor in made.items()}, target)


def fitted(state: dict[str, Tensor], inputs: int) -> dict[str, Tensor]:
    """A projector with columns of zeros for inputs that it did not have yet."""
    weight = state["linear.weight"].float()
    return {
        "linear.weight": functional.pad(weight, (0, inputs - weight.shape[1])).contiguous(),
        "linear.bias": state["linear.bias"].float(),
    }


def grown(state: dict[str, Tensor], named: dict[str, Tensor]) -> dict[str, Tensor]:
    """A sound projector with columns for kinds that it did not have yet, which follow those that it had; the last
    column of both is not a kind's."""
    weight, fresh = state["linear.weight"].float(), named["linear.weight"]
    known = weight.shape[1] - 1
    columns = (weight[:, :known], fresh[:, known:-1], weight[:, known:])
    return {"linear.weight": torch.cat(columns, dim=1).contiguous(), "linear.bias": state["linear.bias"].float()}


def heard_projector(
    backbone: Backbone, image: dict[str, Tensor], classes: Sequence[str], sounds: Sequence[str]
) -> dict[str, Tensor]:
    """Each sound's column says what a picture of its maker says; the rest begins with its name, as loud as those."""
    weight = image["linear.weight"].float()
    places = {phrase: POOLED + index for index, phrase in enumerate(classes) if phrase}
    known = [phrase for phrase in sounds if phrase in places]
    loudness = float(torch.stack([weight[:, places[phrase]] for phrase in known]).norm(dim=1).mean()) if known else 1.0
    table = backbone.model.get_input_embeddings().weight.detach().float()
    made = torch.zeros(len(weight), len(sounds) + 1)
    for index, phrase in enumerate(sounds):
        if phrase in places:
            made[:, index] = weight[:, places[phrase]]
            continue
        ids = backbone.tokenizer.encode(f" {without_article(phrase)}", add_special_tokens=False)
        said = table[ids].mean(0).repeat(packs.MEDIA_TOKENS)
        made[:, index] = loudness * said / said.norm()
    return {"linear.weight": made, "linear.bias": image["linear.bias"].float().clone()}


def named_projector(backbone: Backbone, classes: Sequence[str]) -> dict[str, Tensor]:
    """Each probability's column says the class's name: ImageNet's in the first two positions, the head's in the last
    two, each name cut into halves."""
    table = backbone.model.get_input_embeddings().weight.detach().float()
    weight = torch.zeros(packs.MEDIA_TOKENS, packs.WIDTH, POOLED + len(classes) + 1)
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
