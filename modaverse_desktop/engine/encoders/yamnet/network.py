"""The network: MobileNet v1 (Howard et al., 2017) on spectrogram patches, its batch normalisations without a scale."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.engine.network import Network

WIDTH, CLASSES = 1024, 521
_EPSILON = 1e-4
_FIRST = 32
_BLOCKS = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1))
"""Channels and stride of the separable convolutions."""


class Convolution(Network):
    """A convolution padded as TensorFlow does it (more at the end), normalised, then rectified."""

    moving_mean: Tensor
    moving_variance: Tensor

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        self.kernel = nn.Parameter(torch.zeros(outputs, inputs // groups, kernel, kernel))
        self.beta = nn.Parameter(torch.zeros(outputs))
        self.register_buffer("moving_mean", torch.zeros(outputs))
        self.register_buffer("moving_variance", torch.ones(outputs))
        self._stride, self._groups, self._odd = stride, groups, kernel > 1

    def forward(self, x: Tensor) -> Tensor:
        """(B, inputs, H, W) to (B, outputs, H / stride, W / stride)."""
        if self._odd:
            before = 2 - self._stride
            x = functional.pad(x, (before, 1, before, 1))
        x = functional.conv2d(x, self.kernel, None, self._stride, 0, 1, self._groups)
        return functional.batch_norm(x, self.moving_mean, self.moving_variance, None, self.beta, eps=_EPSILON).relu()


class Yamnet(Network):
    """3.7 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        layers = [Convolution(1, _FIRST, 3, 2)]
        width = _FIRST
        for channels, stride in _BLOCKS:
            layers += [Convolution(width, width, 3, stride, width), Convolution(width, channels, 1)]
            width = channels
        self.layers = nn.Sequential(*layers)
        self.classes = nn.Linear(WIDTH, CLASSES)

    def forward(self, patches: Tensor) -> tuple[Tensor, Tensor]:
        """(N, 96, 64) to embeddings (N, 1024) and the scores of AudioSet's classes before the sigmoid (N, 521)."""
        found = self.layers(patches.unsqueeze(1)).mean((2, 3))
        return found, self.classes(found)
