"""ImageBind's vision tower written down the plain way, as the published model is built: what ours is compared with."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

_PUBLISHED = {
    "patches.": "modality_preprocessors.vision.rgbt_stem.proj.1.",
    "cls_token": "modality_preprocessors.vision.cls_token",
    "pos_embed": "modality_preprocessors.vision.pos_embedding_helper.pos_embed",
    "norm_first.": "modality_trunks.vision.pre_transformer_layer.0.",
    "blocks.": "modality_trunks.vision.blocks.",
    "norm_last.": "modality_heads.vision.0.",
    "head.": "modality_heads.vision.2.",
}


class PlainBlock(nn.Module):
    """Pre-norm, multi-head attention with tokens first, MLP. Torch's own attention, which is fused today, or `by_hand`:
    products and a softmax, as torch did it when the model was published."""

    def __init__(self, width: int, heads: int, *, by_hand: bool = False) -> None:
        super().__init__()
        self.by_hand = by_hand
        self.norm_1 = nn.LayerNorm(width, 1e-6)
        self.attn = nn.MultiheadAttention(width, heads)
        self.norm_2 = nn.LayerNorm(width, 1e-6)
        self.mlp = nn.Sequential()
        self.mlp.add_module("fc1", nn.Linear(width, 4 * width))
        self.mlp.add_module("act", nn.GELU())
        self.mlp.add_module("fc2", nn.Linear(4 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        """(N, B, width) to the same."""
        asked = self.norm_1(x)
        x = x + (self._attended(asked) if self.by_hand else self.attn(asked, asked, asked, need_weights=False)[0])
        return x + self.mlp(self.norm_2(x))

    def _attended(self, x: Tensor) -> Tensor:
        tokens, batch, width = x.shape
        heads = self.attn.num_heads
        packed = functional.linear(x, self.attn.in_proj_weight, self.attn.in_proj_bias)
        q, k, v = (each.reshape(tokens, batch * heads, -1).transpose(0, 1) for each in packed.chunk(3, dim=-1))
        weights = torch.softmax(torch.bmm(q * (width // heads) ** -0.5, k.transpose(1, 2)), dim=-1)
        mixed = torch.bmm(weights, v).transpose(0, 1).reshape(tokens, batch, width)
        return self.attn.out_proj(mixed)


class PlainVision(nn.Module):
    """A still is repeated to two frames, a video comes as two; every token goes through every block."""

    def __init__(
        self, width: int = 1280, blocks: int = 32, heads: int = 16, out_dim: int = 1024, *, by_hand: bool = False
    ) -> None:
        super().__init__()
        self.patches = nn.Conv3d(3, width, (2, 14, 14), stride=(2, 14, 14), bias=False)
        self.cls_token = nn.Parameter(torch.empty(1, 1, width))
        self.pos_embed = nn.Parameter(torch.empty(1, 257, width))
        self.norm_first = nn.LayerNorm(width, 1e-6)
        self.blocks = nn.ModuleList(PlainBlock(width, heads, by_hand=by_hand) for _ in range(blocks))
        self.norm_last = nn.LayerNorm(width, 1e-6)
        self.head = nn.Linear(width, out_dim, bias=False)

    def take(self, state: Mapping[str, Tensor]) -> None:
        """Weights by their published names."""
        renamed = {theirs: ours for ours, theirs in _PUBLISHED.items()}
        own = {_replaced(name, renamed): tensor for name, tensor in state.items()}
        self.load_state_dict(own, strict=True, assign=True)

    def drawn(self, deviation: float = 0.02) -> dict[str, Tensor]:
        """Random weights of this network's shapes by their published names; those of norms are near one."""
        return {
            _replaced(name, _PUBLISHED): torch.randn(each.shape) * deviation
            + float("norm" in name and "weight" in name)
            for name, each in self.state_dict().items()
        }

    @torch.no_grad()
    def embed(self, pixels: Tensor) -> Tensor:
        """Stills (B, 3, 224, 224), or frames (B, 3, 2, 224, 224), to unit vectors (B, out_dim)."""
        frames = pixels if pixels.ndim == 5 else pixels.unsqueeze(2).repeat(1, 1, 2, 1, 1)
        x = self.patches(frames).flatten(2).transpose(1, 2)
        x = torch.cat((self.cls_token.expand(len(x), -1, -1), x), dim=1) + self.pos_embed
        x = self.norm_first(x).transpose(0, 1)
        for block in self.blocks:
            x = block(x)
        return functional.normalize(self.head(self.norm_last(x.transpose(0, 1))[:, 0]), dim=-1)


def _replaced(name: str, prefixes: Mapping[str, str]) -> str:
    """The name with another prefix. Raises KeyError if it has none of them."""
    for prefix, other in prefixes.items():
        if name.startswith(prefix):
            return other + name.removeprefix(prefix)
    raise KeyError(name)
