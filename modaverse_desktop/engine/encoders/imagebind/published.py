"""The published checkpoint's names, and ours: of its 1311 tensors only those of vision and audio are needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from torch import Tensor

_PAIRS = (
    ("modality_preprocessors.{kind}.cls_token", "{kind}.class_token"),
    ("modality_preprocessors.{kind}.pos_embedding_helper.pos_embed", "{kind}.positions"),
    ("modality_preprocessors.vision.rgbt_stem.proj.1.weight", "vision.patch_weight"),
    ("modality_preprocessors.audio.rgbt_stem.proj.weight", "audio.patch_weight"),
    ("modality_preprocessors.audio.rgbt_stem.norm_layer.{part}", "audio.patch_norm.{part}"),
    ("modality_trunks.vision.pre_transformer_layer.0.{part}", "vision.norm_first.{part}"),
    ("modality_trunks.{kind}.blocks.{block}.mlp.{layer}.{part}", "{kind}.blocks.{block}.{layer}.{part}"),
    ("modality_trunks.{kind}.blocks.{block}.attn.in_proj_{part}", "{kind}.blocks.{block}.attn.in_proj.{part}"),
    ("modality_trunks.{kind}.blocks.{block}.{rest}", "{kind}.blocks.{block}.{rest}"),
    ("modality_heads.{kind}.0.{part}", "{kind}.norm_last.{part}"),
    ("modality_heads.{kind}.2.weight", "{kind}.head.weight"),
    ("modality_postprocessors.audio.1.log_logit_scale", "log_audio_scale"),
)
"""Published, ours. The first that fits counts."""
_FIELDS = {"kind": "vision|audio", "part": "weight|bias", "block": r"\d+", "layer": "fc1|fc2", "rest": ".+"}
_NEEDED = re.compile(r"modality_[a-z]+\.(?:vision|audio)\.")


def _pattern(template: str) -> re.Pattern[str]:
    escaped = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(escaped.format(**{name: f"(?P<{name}>{field})" for name, field in _FIELDS.items()}))


_TO_OURS = tuple((_pattern(published), own) for published, own in _PAIRS)
_TO_PUBLISHED = tuple((_pattern(own), published) for published, own in _PAIRS)


def needed(name: str) -> bool:
    """Whether a tensor of the published state dict belongs to vision or audio."""
    return _NEEDED.match(name) is not None


def own_name(name: str) -> str:
    """Ours for a published name; one that is not known stays as it is, to be named as unexpected."""
    return _translated(name, _TO_OURS)


def published_name(name: str) -> str:
    """The inverse of `own_name`."""
    return _translated(name, _TO_PUBLISHED)


def own_names(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of vision and audio under the names of `ImageBind`'s own."""
    return {own_name(name): tensor for name, tensor in state.items() if needed(name)}


def _translated(name: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, template in rules:
        if found := pattern.fullmatch(name):
            return template.format(**found.groupdict())
    return name
