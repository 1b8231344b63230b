"""The encoder's network: two convolutions and four transformer blocks, with the names of CTranslate2's variables."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.engine.encoders.whisper.melspectrogram import BANDS

WIDTH, HEADS, BLOCKS, POSITIONS = 384, 6, 4, 1500


class Attention(nn.Module):
    """Self-attention over a clip; queries, keys and values come from one layer."""

    def __init__(self) -> None:
        super().__init__()
        self.layer_norm = nn.LayerNorm(WIDTH)
        self.linear_0 = nn.Linear(WIDTH, 3 * WIDTH)
        self.linear_1 = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """(B, T, 384) to the same."""
        batch, length, _ = x.shape
        parts = self.linear_0(self.layer_norm(x)).view(batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)  # each (B, heads, T, 64)
        mixed = functional.scaled_dot_product_attention(query, key, value)
        return x + self.linear_1(mixed.transpose(1, 2).reshape(batch, length, WIDTH))


class FeedForward(nn.Module):
    """Each position by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.layer_norm = nn.LayerNorm(WIDTH)
        self.linear_0 = nn.Linear(WIDTH, 4 * WIDTH)
        self.linear_1 = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """(B, T, 384) to the same."""
        return x + self.linear_1(functional.gelu(self.linear_0(self.layer_norm(x))))


class Block(nn.Module):
    """Attention, then feed-forward."""

    def __init__(self) -> None:
        super().__init__()
        self.self_attention = Attention()
        self.ffn = FeedForward()

    def forward(self, x: Tensor) -> Tensor:
        """(B, T, 384) to the same."""
        return self.ffn(self.self_attention(x))


class WhisperEncoder(nn.Module):
    """8.2 M parameters; a position is 20 ms."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(BANDS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.positions = nn.Parameter(torch.zeros(POSITIONS, WIDTH))
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.layer_norm = nn.LayerNorm(WIDTH)

    def forward(self, mel: Tensor, blocks: int = BLOCKS) -> Tensor:
        """(B, 80, T) with T up to 3000 to (B, T / 2, 384), after so many blocks; normalised if they are all."""
        x = functional.gelu(self.conv2(functional.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.positions[: x.shape[1]]
        for block in self.blocks[:blocks]:
            x = block(x)
        normalised: Tensor = self.layer_norm(x) if blocks == BLOCKS else x
        return normalised
