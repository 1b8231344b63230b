"""A tiny Stable Diffusion 1, 2 or XL as a single file, under the tensor names of the published checkpoints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

_LAYERS = 1
_Rules = Sequence[tuple[str, Any]]

_BLOCK: _Rules = (
    (r"\.norm1\.", ".in_layers.0."),
    (r"\.conv1\.", ".in_layers.2."),
    (r"\.time_emb_proj\.", ".emb_layers.1."),
    (r"\.norm2\.", ".out_layers.0."),
    (r"\.conv2\.", ".out_layers.3."),
    (r"\.conv_shortcut\.", ".skip_connection."),
)
_UNET: _Rules = (
    (r"^conv_in\.", "input_blocks.0.0."),
    (r"^conv_norm_out\.", "out.0."),
    (r"^conv_out\.", "out.2."),
    (r"^time_embedding\.linear_1\.", "time_embed.0."),
    (r"^time_embedding\.linear_2\.", "time_embed.2."),
    (r"^add_embedding\.linear_1\.", "label_emb.0.0."),
    (r"^add_embedding\.linear_2\.", "label_emb.0.2."),
    (r"^down_blocks\.(\d)\.downsamplers\.0\.conv\.", lambda m: f"input_blocks.{(int(m[1]) + 1) * 2}.0.op."),
    (r"^down_blocks\.(\d)\.resnets\.(\d)", lambda m: f"input_blocks.{1 + int(m[1]) * 2 + int(m[2])}.0"),
    (r"^down_blocks\.(\d)\.attentions\.(\d)", lambda m: f"input_blocks.{1 + int(m[1]) * 2 + int(m[2])}.1"),
    (r"^mid_block\.resnets\.(\d)", lambda m: f"middle_block.{2 * int(m[1])}"),
    (r"^mid_block\.attentions\.0", "middle_block.1"),
    (r"^up_blocks\.(\d)\.upsamplers\.0\.", lambda m: f"output_blocks.{int(m[1]) * 2 + _LAYERS}.2."),
    (r"^up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"output_blocks.{int(m[1]) * 2 + int(m[2])}.0"),
    (r"^up_blocks\.(\d)\.attentions\.(\d)", lambda m: f"output_blocks.{int(m[1]) * 2 + int(m[2])}.1"),
)
_VAE: _Rules = (
    (r"down_blocks\.(\d)\.downsamplers\.0\.", r"down.\1.downsample."),
    (r"down_blocks\.(\d)\.resnets\.(\d)", r"down.\1.block.\2"),
    (r"up_blocks\.(\d)\.upsamplers\.0\.", lambda m: f"up.{1 - int(m[1])}.upsample."),
    (r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{1 - int(m[1])}.block.{m[2]}"),
    (r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}"),
    (r"mid_block\.attentions\.0\.group_norm", "mid.attn_1.norm"),
    (r"mid_block\.attentions\.0\.to_([qkv])", r"mid.attn_1.\1"),
    (r"mid_block\.attentions\.0\.to_out\.0", "mid.attn_1.proj_out"),
    (r"conv_shortcut", "nin_shortcut"),
    (r"conv_norm_out", "norm_out"),
)


_OPEN_CLIP: _Rules = (
    (r"^(text_model\.)?embeddings\.position_embedding\.weight", "positional_embedding"),
    (r"^(text_model\.)?embeddings\.", ""),
    (r"^(text_model\.)?final_layer_norm\.", "ln_final."),
    (r"^text_projection\.weight", "text_projection"),
    (r"^(text_model\.)?encoder\.layers\.", "transformer.resblocks."),
    (r"\.layer_norm(\d)\.", r".ln_\1."),
    (r"\.mlp\.fc1\.", ".mlp.c_fc."),
    (r"\.mlp\.fc2\.", ".mlp.c_proj."),
    (r"\.self_attn\.", ".attn."),
)


def save_checkpoint(pipeline: Any, path: Path) -> Path:
    """All weights of a Stable Diffusion pipeline in one file."""
    tensors = {f"model.diffusion_model.{_unet_name(name)}": each for name, each in pipeline.unet.state_dict().items()}
    for name, tensor in pipeline.vae.state_dict().items():
        renamed = _renamed(name, _VAE)
        is_matrix = "mid.attn_1." in renamed and tensor.ndim == 2  # published as 1 x 1 convolutions
        tensors[f"first_stage_model.{renamed}"] = tensor[..., None, None] if is_matrix else tensor
    if "text_encoder_2" in pipeline.components:  # XL
        tensors |= _clip(pipeline.text_encoder, "conditioner.embedders.0.transformer.")
        tensors |= _open_clip(pipeline.text_encoder_2, "conditioner.embedders.1.model.")
    elif pipeline.scheduler.config.prediction_type == "v_prediction":  # 2
        tensors |= _open_clip(pipeline.text_encoder, "cond_stage_model.model.")
    else:
        tensors |= _clip(pipeline.text_encoder, "cond_stage_model.transformer.")
    save_file(_own(tensors), path, metadata={"format": "pt"})
    return path


def _clip(model: Any, prefix: str) -> dict[str, Tensor]:
    """OpenAI's, as transformers named it in 2022."""
    names = {name: name if name.startswith("text_model.") else f"text_model.{name}" for name in model.state_dict()}
    return {f"{prefix}{names[name]}": tensor for name, tensor in model.state_dict().items()}


def _open_clip(model: Any, prefix: str) -> dict[str, Tensor]:
    """OpenCLIP's: query, key and value are one, the projection lies on its side."""
    found: dict[str, Tensor] = {}
    apart: dict[str, dict[str, Tensor]] = {}
    for name, tensor in model.state_dict().items():
        renamed = _renamed(name, _OPEN_CLIP)
        if split := re.fullmatch(r"(.+\.attn\.)([qkv])_proj\.(weight|bias)", renamed):
            apart.setdefault(f"{split[1]}in_proj_{split[3]}", {})[split[2]] = tensor
        else:
            found[renamed] = tensor.T if renamed == "text_projection" else tensor
    found |= {name: torch.cat([parts[each] for each in "qkv"]) for name, parts in apart.items()}
    return {f"{prefix}{name}": tensor for name, tensor in found.items()}


def _unet_name(name: str) -> str:
    renamed = _renamed(name, _UNET)
    return _renamed(renamed, _BLOCK) if ".resnets." in name else renamed


def _renamed(name: str, rules: _Rules) -> str:
    for pattern, new in rules:
        name = re.sub(pattern, new, name)
    return name


def _own(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor.clone().contiguous() for name, tensor in tensors.items()}
