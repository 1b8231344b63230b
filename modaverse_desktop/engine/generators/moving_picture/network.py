"""The network that says how a picture moves: a transformer over the frames of a clip, told what and shown which
picture."""

from __future__ import annotations

import torch
from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from diffusers.models.attention import BasicTransformerBlock
from diffusers.models.normalization import AdaLayerNormSingle
from torch import Tensor, nn

TIMESTEPS = 1000
_OPEN = 0.3
_MASKED = -10_000.0


class MotionTransformer(ModelMixin, ConfigMixin):
    """Blocks as in PixArt (Chen et al. 2023), a token for each frame; text tokens and `patch` by `patch` pieces of the
    picture's latents are what they attend to."""

    @register_to_config
    def __init__(
        self,
        channels: int = 64,
        frames: int = 16,
        width: int = 256,
        head_width: int = 64,
        layers: int = 4,
        text_width: int = 384,
        picture_channels: int = 8,
        picture_side: int = 16,
        patch: int = 4,
    ) -> None:
        super().__init__()
        pieces = (picture_side // patch) ** 2
        self.proj_in = nn.Linear(channels, width)
        self.frame_embedding = nn.Parameter(torch.randn(frames, width) * 0.5)
        self.text_in = nn.Linear(text_width, width)
        self.picture_in = nn.Conv2d(picture_channels, width, patch, stride=patch)
        self.place_embedding = nn.Parameter(torch.randn(pieces, width) * 0.5)
        self.time = AdaLayerNormSingle(width)
        block = {"cross_attention_dim": width, "norm_type": "ada_norm_single", "activation_fn": "gelu-approximate"}
        self.blocks = nn.ModuleList(
            BasicTransformerBlock(
                width,
                width // head_width,
                head_width,
                attention_bias=True,
                norm_elementwise_affine=False,
                num_embeds_ada_norm=TIMESTEPS,
                **block,  # type: ignore[arg-type]
            )
            for _ in range(layers)
        )
        self.norm_out = nn.LayerNorm(width, elementwise_affine=False)
        self.scale_shift_table = nn.Parameter(torch.zeros(2, width))
        self.proj_out = nn.Linear(width, channels)
        self._begin()

    @torch.no_grad()
    def _begin(self) -> None:
        """The first prediction is zero, and residual branches are open a little."""
        for layer in (self.proj_out, self.time.linear):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        for block in self.blocks:
            block.scale_shift_table.zero_()
            block.scale_shift_table[2::3] = _OPEN  # rows: shift, scale, gate of attention, then of the feed-forward

    def forward(self, noisy: Tensor, time: Tensor, picture: Tensor, text: Tensor, mask: Tensor) -> Tensor:
        """The direction (batch, frames, channels) from motion to noise.

        `noisy` alike; `time` (batch) from 0, motion, to TIMESTEPS, noise; `picture` (batch, picture_channels, side,
        side), latents; `text` (batch, tokens, text_width) and `mask` (batch, tokens), 0 for no token.
        """
        pieces = self.picture_in(picture).flatten(2).mT + self.place_embedding
        told = torch.cat([self.text_in(text), pieces], dim=1)
        kept = torch.cat([mask.to(noisy), torch.ones_like(pieces[:, :, 0])], dim=1)
        bias = ((1 - kept) * _MASKED)[:, None]
        nothing = {"resolution": None, "aspect_ratio": None}
        modulation, embedded = self.time(time, nothing, batch_size=len(noisy), hidden_dtype=noisy.dtype)
        hidden = self.proj_in(noisy) + self.frame_embedding
        for block in self.blocks:
            hidden = block(hidden, encoder_hidden_states=told, encoder_attention_mask=bias, timestep=modulation)
        shift, scale = (self.scale_shift_table[None] + embedded[:, None]).chunk(2, dim=1)
        return self.proj_out(self.norm_out(hidden) * (1 + scale) + shift)
