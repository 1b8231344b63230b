"""Tiny SD3 and Flux transformers as single files, under the tensor names of the published checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

_State = Mapping[str, Tensor]
_QKV = ("to_q", "to_k", "to_v")
_ADDED = ("add_q_proj", "add_k_proj", "add_v_proj")

_SD3 = {
    "pos_embed.proj": "x_embedder.proj",
    "time_text_embed.timestep_embedder.linear_1": "t_embedder.mlp.0",
    "time_text_embed.timestep_embedder.linear_2": "t_embedder.mlp.2",
    "time_text_embed.text_embedder.linear_1": "y_embedder.mlp.0",
    "time_text_embed.text_embedder.linear_2": "y_embedder.mlp.2",
    "context_embedder": "context_embedder",
    "proj_out": "final_layer.linear",
}
_SD3_BLOCK = {
    "norm1.linear": "x_block.adaLN_modulation.1",
    "attn.to_out.0": "x_block.attn.proj",
    "ff.net.0.proj": "x_block.mlp.fc1",
    "ff.net.2": "x_block.mlp.fc2",
}
_SD3_CONTEXT = {
    "norm1_context.linear": "context_block.adaLN_modulation.1",
    "attn.to_add_out": "context_block.attn.proj",
    "ff_context.net.0.proj": "context_block.mlp.fc1",
    "ff_context.net.2": "context_block.mlp.fc2",
}
_FLUX = {
    "time_text_embed.timestep_embedder.linear_1": "time_in.in_layer",
    "time_text_embed.timestep_embedder.linear_2": "time_in.out_layer",
    "time_text_embed.text_embedder.linear_1": "vector_in.in_layer",
    "time_text_embed.text_embedder.linear_2": "vector_in.out_layer",
    "time_text_embed.guidance_embedder.linear_1": "guidance_in.in_layer",
    "time_text_embed.guidance_embedder.linear_2": "guidance_in.out_layer",
    "context_embedder": "txt_in",
    "x_embedder": "img_in",
    "proj_out": "final_layer.linear",
}
_FLUX_DOUBLE = {
    "norm1.linear": "img_mod.lin",
    "norm1_context.linear": "txt_mod.lin",
    "attn.to_out.0": "img_attn.proj",
    "attn.to_add_out": "txt_attn.proj",
    "ff.net.0.proj": "img_mlp.0",
    "ff.net.2": "img_mlp.2",
    "ff_context.net.0.proj": "txt_mlp.0",
    "ff_context.net.2": "txt_mlp.2",
}
_FLUX_NORMS = {
    "attn.norm_q": "img_attn.norm.query_norm",
    "attn.norm_k": "img_attn.norm.key_norm",
    "attn.norm_added_q": "txt_attn.norm.query_norm",
    "attn.norm_added_k": "txt_attn.norm.key_norm",
}


def save_sd3(transformer: Any, path: Path) -> Path:
    """With the prefix that the published files have; they hold more parts, which the folder has, too."""
    state = transformer.state_dict()
    found = {"pos_embed": state["pos_embed.pos_embed"], **_renamed(state, _SD3)}
    found |= _halves_swapped(state, "norm_out.linear", "final_layer.adaLN_modulation.1")
    last = transformer.config.num_layers - 1
    for number in range(last + 1):
        ours, theirs = f"transformer_blocks.{number}.", f"joint_blocks.{number}."
        found |= _renamed(state, _SD3_BLOCK, ours, theirs)
        found |= _together(state, ours, _QKV, f"{theirs}x_block.attn.qkv")
        found |= _together(state, ours, _ADDED, f"{theirs}context_block.attn.qkv")
        if number < last:
            found |= _renamed(state, _SD3_CONTEXT, ours, theirs)
        else:
            found |= _halves_swapped(state, f"{ours}norm1_context.linear", f"{theirs}context_block.adaLN_modulation.1")
    return _saved({f"model.diffusion_model.{name}": tensor for name, tensor in found.items()}, path)


def save_flux(transformer: Any, path: Path) -> Path:
    """As its makers published it, without a prefix."""
    state = transformer.state_dict()
    found = {**_renamed(state, _FLUX), **_halves_swapped(state, "norm_out.linear", "final_layer.adaLN_modulation.1")}
    for number in range(transformer.config.num_layers):
        ours, theirs = f"transformer_blocks.{number}.", f"double_blocks.{number}."
        found |= _renamed(state, _FLUX_DOUBLE, ours, theirs)
        found |= _together(state, ours, _QKV, f"{theirs}img_attn.qkv")
        found |= _together(state, ours, _ADDED, f"{theirs}txt_attn.qkv")
        for own, other in _FLUX_NORMS.items():
            found[f"{theirs}{other}.scale"] = state[f"{ours}{own}.weight"]
    for number in range(transformer.config.num_single_layers):
        ours, theirs = f"single_transformer_blocks.{number}.", f"single_blocks.{number}."
        found |= _renamed(state, {"norm.linear": "modulation.lin", "proj_out": "linear2"}, ours, theirs)
        for part in ("weight", "bias"):
            parts = [state[f"{ours}attn.{each}.{part}"] for each in _QKV]
            found[f"{theirs}linear1.{part}"] = torch.cat([*parts, state[f"{ours}proj_mlp.{part}"]])
        for own, other in (("norm_q", "query_norm"), ("norm_k", "key_norm")):
            found[f"{theirs}norm.{other}.scale"] = state[f"{ours}attn.{own}.weight"]
    return _saved(found, path)


def _renamed(state: _State, names: Mapping[str, str], ours: str = "", theirs: str = "") -> dict[str, Tensor]:
    return {
        f"{theirs}{other}.{part}": state[f"{ours}{own}.{part}"]
        for own, other in names.items()
        for part in ("weight", "bias")
    }


def _together(state: _State, ours: str, names: tuple[str, ...], theirs: str) -> dict[str, Tensor]:
    """Query, key and value are published as one."""
    return {
        f"{theirs}.{part}": torch.cat([state[f"{ours}attn.{name}.{part}"] for name in names])
        for part in ("weight", "bias")
    }


def _halves_swapped(state: _State, ours: str, theirs: str) -> dict[str, Tensor]:
    """Published: shift, then scale."""
    return {f"{theirs}.{part}": torch.cat(state[f"{ours}.{part}"].chunk(2)[::-1], dim=0) for part in ("weight", "bias")}


def _saved(tensors: _State, path: Path) -> Path:
    save_file({name: tensor.clone().contiguous() for name, tensor in tensors.items()}, path)
    return path
