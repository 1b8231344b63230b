"""Weights made by a formula from their names alone: the published code and ours get the same, without their files."""

from __future__ import annotations

import math
import zlib

import torch
from torch import Tensor, nn


def formula_weights(network: nn.Module) -> None:
    """Fill every tensor of a network's state; those of batch normalisation stay near 1 and 0."""
    state = network.state_dict()
    for name, tensor in state.items():
        if not name.endswith("num_batches_tracked"):
            tensor.copy_(made(name, tensor))


def made(name: str, tensor: Tensor) -> Tensor:
    """The tensor of this name and shape."""
    wave = torch.sin(torch.arange(tensor.numel(), dtype=torch.float64) * 0.7 + zlib.crc32(name.encode()) % 1000)
    wave = wave.reshape(tensor.shape).to(torch.float32)
    if name.endswith("running_var") or (tensor.ndim == 1 and name.endswith("weight")):
        return 1 + 0.2 * wave
    if tensor.ndim < 2:
        return 0.1 * wave
    if name.endswith("melW"):
        return wave.abs()
    return wave * math.sqrt(3 / tensor[0].numel())
