"""Matrix products in whole numbers, for CPUs that are far quicker in 8-bit ones than in any other.

A row of weights is held in 8 bits with a scale of its own. An input row is 15 bits and a scale, as two 8-bit digits: a
single large value in it leaves the small ones their precision, which 8 bits would not. The products are exact.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from modaverse_desktop.engine.encoders.imagebind.network import ImageBind
from modaverse_desktop.engine.encoders.imagebind.tower import Tower
from modaverse_desktop.engine.network import Network

_MOST = 127
_BASE = 128
_SMALLEST = 1e-30


class WholeNumberLinear(Network):
    """What a linear layer gives, but for the rounding of its weights to 8 bits a row and its inputs to 15."""

    weight: Tensor
    scale: Tensor
    bias: Tensor

    def __init__(self, exact: nn.Linear) -> None:
        super().__init__()
        scale = exact.weight.detach().float().abs().amax(1).clamp(min=_SMALLEST) / _MOST
        rounded = (exact.weight.detach().float() / scale[:, None]).round_().to(torch.int8)
        bias = torch.zeros(exact.out_features) if exact.bias is None else exact.bias.detach().float()
        self.register_buffer("weight", rounded.t().contiguous())  # (inputs, outputs)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)

    def forward(self, x: Tensor) -> Tensor:
        """(…, inputs) to (…, outputs), float32."""
        rows = x.reshape(-1, x.shape[-1])
        scale = rows.abs().amax(1, keepdim=True).clamp_(min=_SMALLEST) / (_MOST * _BASE)
        whole = (rows * scale.reciprocal()).round_()
        high = (whole * (1 / _BASE)).round_()
        digits = torch.empty(2, *rows.shape, dtype=torch.int8, device=x.device)
        digits[0] = high
        digits[1] = whole.sub_(high, alpha=_BASE)
        high, low = torch._int_mm(digits.flatten(0, 1), self.weight).chunk(2)  # exact: at most 127 · 127 · inputs
        product = low.float().add_(high, alpha=_BASE).mul_(scale)
        return torch.addcmul(self.bias, product, self.scale).unflatten(0, x.shape[:-1])


def in_precision(network: ImageBind, dtype: torch.dtype) -> ImageBind:
    """The network in that precision; `torch.int8` means whole numbers in all blocks but the last, float32 elsewhere."""
    if dtype is not torch.int8:
        return network.to(dtype)
    network.float()
    for tower in (network.vision, network.audio):
        _round(tower)
    return network


def _round(tower: Tower) -> None:
    """One layer after the other: at no time are many of them there twice."""
    for block in list(tower.blocks)[:-1]:
        for layer in [each for each in block.modules() if any(isinstance(part, nn.Linear) for part in each.children())]:
            for name, part in list(layer.named_children()):
                if isinstance(part, nn.Linear):
                    setattr(layer, name, WholeNumberLinear(part))
