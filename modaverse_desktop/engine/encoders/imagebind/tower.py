"""A vision transformer whose only result is its class token: patches, pre-norm blocks, norm and linear head."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.engine.network import Network

EPSILON = 1e-6


class Attention(Network):
    """Self-attention with packed weights; with `extra`, one learnt key and value more, as `add_bias_kv` adds them."""

    def __init__(self, width: int, heads: int, *, extra: bool) -> None:
        super().__init__()
        self.heads = heads
        self.in_proj = nn.Linear(width, 3 * width)
        self.out_proj = nn.Linear(width, width)
        self.bias_k = nn.Parameter(torch.empty(1, 1, width)) if extra else None
        self.bias_v = nn.Parameter(torch.empty(1, 1, width)) if extra else None
        nn.init.xavier_uniform_(self.in_proj.weight)
        nn.init.zeros_(self.in_proj.bias)
        for bias in (self.bias_k, self.bias_v):
            if bias is not None:
                nn.init.xavier_normal_(bias)

    def forward(self, x: Tensor, queries: int | None = None) -> Tensor:
        """(B, N, width) to (B, `queries` or N, width): only the first `queries` tokens ask, all are looked at."""
        width = x.shape[-1]
        if queries is None:
            q, k, v = self.in_proj(x).chunk(3, dim=-1)
        else:
            weight, bias = self.in_proj.weight, self.in_proj.bias
            q = functional.linear(x[:, :queries], weight[:width], bias[:width])
            k, v = functional.linear(x, weight[width:], bias[width:]).chunk(2, dim=-1)
        if self.bias_k is not None and self.bias_v is not None:
            k = torch.cat((k, self.bias_k.expand(len(k), 1, width)), dim=1)
            v = torch.cat((v, self.bias_v.expand(len(v), 1, width)), dim=1)
        q, k, v = (each.unflatten(-1, (self.heads, -1)).transpose(1, 2) for each in (q, k, v))  # (B, heads, N, width')
        mixed = functional.scaled_dot_product_attention(q, k, v)
        return self.out_proj(mixed.transpose(1, 2).flatten(2))


class Block(Network):
    """x + attention(norm(x)), then x + mlp(norm(x)), with the exact GELU."""

    def __init__(self, width: int, heads: int, *, extra: bool) -> None:
        super().__init__()
        self.norm_1 = nn.LayerNorm(width, EPSILON)
        self.attn = Attention(width, heads, extra=extra)
        self.norm_2 = nn.LayerNorm(width, EPSILON)
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x: Tensor, queries: int | None = None) -> Tensor:
        """(B, N, width) to (B, `queries` or N, width)."""
        x = x[:, :queries] + self.attn(self.norm_1(x), queries)
        return x + self.fc2(functional.gelu(self.fc1(self.norm_2(x))))


class Tower(Network):
    """Patches (B, N, pixels), flattened as the convolution's weights are, to one vector each (B, out_dim)."""

    def __init__(
        self,
        *,
        width: int,
        blocks: int,
        heads: int,
        patches: int,
        patch_shape: tuple[int, ...],
        out_dim: int,
        norm_patches: bool = False,
        norm_first: bool = False,
        extra: bool = False,
    ) -> None:
        super().__init__()
        self.patch_weight = nn.Parameter(torch.empty(width, *patch_shape))
        self.patch_norm = nn.LayerNorm(width) if norm_patches else nn.Identity()
        self.class_token = nn.Parameter(torch.zeros(1, 1, width))
        self.positions = nn.Parameter(torch.zeros(1, patches + 1, width))
        self.norm_first = nn.LayerNorm(width, EPSILON) if norm_first else nn.Identity()
        self.blocks = nn.ModuleList(Block(width, heads, extra=extra) for _ in range(blocks))
        self.norm_last = nn.LayerNorm(width, EPSILON)
        self.head = nn.Linear(width, out_dim, bias=False)
        for weight in (self.patch_weight, self.class_token, self.positions):
            nn.init.trunc_normal_(weight, std=0.02)

    def forward(self, patches: Tensor, weight: Tensor) -> Tensor:
        """(B, N, pixels) and `patch_weight` as (width, pixels), to (B, out_dim).

        In the last block only the class token asks: nothing else of what it gives is ever read.
        """
        x = self.patch_norm(functional.linear(patches, weight))
        x = torch.cat((self.class_token.expand(len(x), -1, -1), x), dim=1) + self.positions
        x = self.norm_first(x)
        *most, last = self.blocks
        for block in most:
            x = block(x)
        return self.head(self.norm_last(last(x, 1)[:, 0]))
