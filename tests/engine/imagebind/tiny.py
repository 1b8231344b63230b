"""A tiny ImageBind in the published checkpoint's names."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

CONFIG = {
    "vision_embed_dim": 64,
    "vision_num_blocks": 2,
    "vision_num_heads": 4,
    "out_embed_dim": 32,
    "audio_embed_dim": 48,
    "audio_num_blocks": 2,
    "audio_num_heads": 4,
}


def published_shapes() -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors of vision and audio, as in ``imagebind_huge.pth``."""
    out = CONFIG["out_embed_dim"]
    shapes: dict[str, tuple[int, ...]] = {
        "modality_preprocessors.vision.rgbt_stem.proj.1.weight": (CONFIG["vision_embed_dim"], 3, 2, 14, 14),
        "modality_preprocessors.audio.rgbt_stem.proj.weight": (CONFIG["audio_embed_dim"], 1, 16, 16),
    }
    for part in ("weight", "bias"):
        shapes[f"modality_preprocessors.audio.rgbt_stem.norm_layer.{part}"] = (CONFIG["audio_embed_dim"],)
        shapes[f"modality_trunks.vision.pre_transformer_layer.0.{part}"] = (CONFIG["vision_embed_dim"],)
    for kind, patches in {"vision": 256, "audio": 228}.items():
        width = CONFIG[f"{kind}_embed_dim"]
        shapes[f"modality_preprocessors.{kind}.cls_token"] = (1, 1, width)
        shapes[f"modality_preprocessors.{kind}.pos_embedding_helper.pos_embed"] = (1, patches + 1, width)
        shapes |= {f"modality_heads.{kind}.0.{part}": (width,) for part in ("weight", "bias")}
        shapes[f"modality_heads.{kind}.2.weight"] = (out, width)
        for block in range(CONFIG[f"{kind}_num_blocks"]):
            inner = _block(width, extra=kind == "audio")
            shapes |= {f"modality_trunks.{kind}.blocks.{block}.{name}": shape for name, shape in inner.items()}
    return shapes


def _block(width: int, *, extra: bool) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "attn.in_proj_weight": (3 * width, width),
        "attn.in_proj_bias": (3 * width,),
        "attn.out_proj.weight": (width, width),
        "attn.out_proj.bias": (width,),
        "mlp.fc1.weight": (4 * width, width),
        "mlp.fc1.bias": (4 * width,),
        "mlp.fc2.weight": (width, 4 * width),
        "mlp.fc2.bias": (width,),
    }
    shapes |= {f"norm_{number}.{part}": (width,) for number in (1, 2) for part in ("weight", "bias")}
    return shapes | ({"attn.bias_k": (1, 1, width), "attn.bias_v": (1, 1, width)} if extra else {})


def published_state(draw: Callable[[str, tuple[int, ...]], torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state dict; `draw` makes a tensor of a name and a shape."""
    state = {name: draw(name, shape) for name, shape in published_shapes().items()}
    return state | {"modality_postprocessors.audio.1.log_logit_scale": torch.tensor(math.log(20.0))}
