"""The published checkpoint's names, and a copy of only what is needed of it: 2.9 of 4.8 GB, as safetensors."""

from __future__ import annotations

import re
from collections.abc import Mapping

from torch import Tensor

_RULES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"modality_preprocessors\.(vision|audio)\.cls_token", r"\1.class_token"),
        (r"modality_preprocessors\.(vision|audio)\.pos_embedding_helper\.pos_embed", r"\1.positions"),
        (r"modality_preprocessors\.vision\.rgbt_stem\.proj\.1\.weight", r"vision.patch_weight"),
        (r"modality_preprocessors\.audio\.rgbt_stem\.proj\.weight", r"audio.patch_weight"),
        (r"modality_preprocessors\.audio\.rgbt_stem\.norm_layer\.(weight|bias)", r"audio.patch_norm.\1"),
        (r"modality_trunks\.vision\.pre_transformer_layer\.0\.(weight|bias)", r"vision.norm_first.\1"),
        (r"modality_trunks\.(vision|audio)\.blocks\.(\d+)\.(?:mlp\.)?(.+)", r"\1.blocks.\2.\3"),
        (r"modality_heads\.(vision|audio)\.0\.(weight|bias)", r"\1.norm_last.\2"),
        (r"modality_heads\.(vision|audio)\.2\.weight", r"\1.head.weight"),
        (r"modality_postprocessors\.audio\.1\.log_logit_scale", r"log_audio_scale"),
    )
)
_NEEDED = re.compile(r"modality_[a-z]+\.(?:vision|audio)\.")


def needed(name: str) -> bool:
    """Whether a tensor of the published state dict belongs to vision or audio."""
    return _NEEDED.match(name) is not None


def own_name(name: str) -> str:
    """Ours for a published name; a name that is of neither kind stays as it is, to be named as unexpected."""
    for pattern, own in _RULES:
        if found := pattern.fullmatch(name):
            return found.expand(own)
    return name


def own_names(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of vision and audio under the names of `ImageBind`'s own."""
    return {own_name(name): tensor for name, tensor in state.items() if needed(name)}
