"""Names and shapes of every tensor that a release must hold, from its configuration and its own sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.imagebind.network import ImageBind
from modaverse_desktop.engine.encoders.imagebind.published import published_name
from modaverse_desktop.engine.release.checkpoint import Stored
from modaverse_desktop.engine.release.findings import Shapes

MEDIA = (Modality.IMAGE, Modality.VIDEO, Modality.AUDIO)
TABLES = ("model.embed_tokens.weight", "lm_head.weight")
PREFIX = "LLM.base_model.model."
SHARED = "linear_proj"
_TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj")
_HEADS = {"vision": 16, "audio": 12}
"""Published; they do not show in the shapes."""
_LEFT_OVER = re.compile(r"model\.layers\.\d+\.self_attn\.rotary_emb\.inv_freq")
"""Old checkpoints hold what is computed today."""


@dataclass(frozen=True)
class Trained:
    """What the trained file says of itself: how its projections are named, their inputs, and LoRA's rank."""

    projections: Mapping[str, tuple[Modality, ...]]
    inputs: int
    rank: int


def trained_of(found: Mapping[str, Stored], inputs: int) -> Trained:
    """From the names and shapes of the trained tensors; where they say nothing, the published sizes.

    `inputs`: the width of what the encoder gives, which is what they must take.
    """
    own = {f"{SHARED}.{each.value}": (each,) for each in MEDIA if f"{SHARED}.{each.value}.weight" in found}
    projections = own or {SHARED: MEDIA}
    ranks = [each.shape[0] for name, each in found.items() if name.endswith(".lora_A.default.weight") and each.shape]
    return Trained(projections, inputs, max(set(ranks), key=ranks.count) if ranks else 32)


def trained_shapes(trained: Trained, config: LlamaConfig, rows: int) -> dict[str, tuple[int, ...]]:
    """Of ``pytorch_model.pt``, for a vocabulary of `rows` tokens."""
    width = int(config.hidden_size)
    shapes: dict[str, tuple[int, ...]] = {f"{PREFIX}{table}": (rows, width) for table in TABLES}
    for name in trained.projections:
        shapes |= {f"{name}.weight": (width, trained.inputs), f"{name}.bias": (width,)}
    for name, (outputs, inputs) in _attention(config).items():
        shapes[f"{PREFIX}{name}.lora_A.default.weight"] = (trained.rank, inputs)
        shapes[f"{PREFIX}{name}.lora_B.default.weight"] = (outputs, trained.rank)
    return shapes


def _attention(config: LlamaConfig) -> dict[str, tuple[int, int]]:
    """The layers that LoRA adapts, (outputs, inputs) of each."""
    return {
        name.removesuffix(".weight"): (shape[0], shape[1])
        for name, shape in backbone_shapes(config).items()
        if name.endswith(tuple(f"self_attn.{target}.weight" for target in _TARGETS))
    }


def backbone_shapes(config: LlamaConfig) -> dict[str, tuple[int, ...]]:
    """Of a Llama model with this configuration."""
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    return {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}


def without_left_over(found: Mapping[str, Stored]) -> dict[str, Stored]:
    """Without buffers that old checkpoints hold."""
    return {name: each for name, each in found.items() if not _LEFT_OVER.fullmatch(name)}


def embedding_width(network: Mapping[str, int]) -> int:
    """Of an encoder with these arguments."""
    return network.get("out_embed_dim", 1024)


def network_of(found: Mapping[str, Stored]) -> dict[str, int]:
    """The arguments of `ImageBind` that shapes show, where they are not the published ones."""
    network: dict[str, int] = {}
    for kind in ("vision", "audio"):
        token = found.get(f"modality_preprocessors.{kind}.cls_token")
        width = token.shape[-1] if token and token.shape else 0
        blocks = {name.split(".")[3] for name in found if name.startswith(f"modality_trunks.{kind}.blocks.")}
        if width and blocks:
            heads = next(heads for heads in range(min(_HEADS[kind], width), 0, -1) if width % heads == 0)
            network |= {f"{kind}_embed_dim": width, f"{kind}_num_blocks": len(blocks), f"{kind}_num_heads": heads}
    head = found.get("modality_heads.vision.2.weight")
    if head and head.shape:
        network["out_embed_dim"] = head.shape[0]
    return network


def encoder_shapes(found: Mapping[str, Stored], network: Mapping[str, Any]) -> Shapes:
    """Of vision and audio, by their published names."""
    with torch.device("meta"):
        model = ImageBind(**network)
    shapes = {published_name(name): tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    return {name: shape for name, shape in shapes.items() if shape or name in found}  # a constant may be left out
