"""I3D on RGB, trained on Kinetics-400: the logits of 16 frames, as FVD takes them. Padding is TensorFlow's "same"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from modaverse_desktop.engine.network import Network
from modaverse_desktop.evaluation.networks.weights import load_strictly
from modaverse_desktop.evaluation.task import Means

SIDE = 224
CLASSES = 400
_MIXED = {
    "3b": (192, (64, 96, 128, 16, 32, 32)),
    "3c": (256, (128, 128, 192, 32, 96, 64)),
    "4b": (480, (192, 96, 208, 16, 48, 64)),
    "4c": (512, (160, 112, 224, 24, 64, 64)),
    "4d": (512, (128, 128, 256, 24, 64, 64)),
    "4e": (512, (112, 144, 288, 32, 64, 64)),
    "4f": (528, (256, 160, 320, 32, 128, 128)),
    "5b": (832, (256, 160, 320, 32, 128, 128)),
    "5c": (832, (384, 192, 384, 48, 128, 128)),
}
"""Inputs, and the widths of each block's units."""
_POOLED_BEFORE = {"4b": ((3, 3, 3), (2, 2, 2)), "5b": ((2, 2, 2), (2, 2, 2))}
_FLAT = ((1, 3, 3), (1, 2, 2))


class Unit(Network):
    """Convolution, batch normalisation, ReLU; the last one of the network has a bias instead of both."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, plain: bool = False) -> None:
        super().__init__()
        self.conv3d = nn.Conv3d(inputs, outputs, kernel, stride, bias=plain)
        self.bn = None if plain else nn.BatchNorm3d(outputs)
        self._kernel, self._stride = (kernel,) * 3, (stride,) * 3

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, T, H, W) to (N, outputs, T', H', W')."""
        x = self.conv3d(_same(x, self._kernel, self._stride))
        return x if self.bn is None else F.relu(self.bn(x))


class Mixed(Network):
    """Four branches side by side."""

    def __init__(self, inputs: int, widths: Sequence[int]) -> None:
        super().__init__()
        self.b0 = Unit(inputs, widths[0], 1)
        self.b1a, self.b1b = Unit(inputs, widths[1], 1), Unit(widths[1], widths[2], 3)
        self.b2a, self.b2b = Unit(inputs, widths[3], 1), Unit(widths[3], widths[4], 3)
        self.b3b = Unit(inputs, widths[5], 1)

    def forward(self, x: Tensor) -> Tensor:
        """Joined along the channels."""
        pooled = _pool(x, (3, 3, 3), (1, 1, 1))
        return torch.cat((self.b0(x), self.b1b(self.b1a(x)), self.b2b(self.b2a(x)), self.b3b(pooled)), dim=1)


class I3D(Network):
    """Clips to logits."""

    def __init__(self) -> None:
        super().__init__()
        self.Conv3d_1a_7x7 = Unit(3, 64, 7, 2)
        self.Conv3d_2b_1x1 = Unit(64, 64, 1)
        self.Conv3d_2c_3x3 = Unit(64, 192, 3)
        for name, (inputs, widths) in _MIXED.items():
            self.add_module(f"Mixed_{name}", Mixed(inputs, widths))
        self.logits = Unit(1024, CLASSES, 1, plain=True)

    def forward(self, x: Tensor) -> Tensor:
        """Clips (N, 3, T, 224, 224) in -1..1, T at least 9, to logits (N, 400), averaged over time."""
        x = _pool(self.Conv3d_1a_7x7(x), *_FLAT)
        x = _pool(self.Conv3d_2c_3x3(self.Conv3d_2b_1x1(x)), *_FLAT)
        for name in _MIXED:
            x = _pool(x, *_POOLED_BEFORE[name]) if name in _POOLED_BEFORE else x
            x = self.get_submodule(f"Mixed_{name}")(x)
        x = self.logits(F.avg_pool3d(x, (2, 7, 7), 1))  # (N, 400, T', 1, 1)
        return x.flatten(2).mean(dim=2)

    def embed(self, clips: Iterable[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Logits (N, 400) of RGB clips (T, H, W, 3)."""
        device = self.logits.conv3d.weight.device
        rows = [self(prepared(clip).to(device)).cpu().numpy() for clip in clips]
        return np.concatenate(rows) if rows else np.zeros((0, CLASSES), np.float32)


def prepared(clip: NDArray[np.uint8]) -> Tensor:
    """(1, 3, T, 224, 224) in -1..1; both sides are stretched to 224 by bilinear interpolation, as cd-fvd does."""
    frames = torch.from_numpy(np.ascontiguousarray(clip)).permute(0, 3, 1, 2).float()
    resized = F.interpolate(frames, (SIDE, SIDE), mode="bilinear", align_corners=False)
    return (2 * resized / 255 - 1).transpose(0, 1)[None]


def _same(x: Tensor, kernel: Sequence[int], stride: Sequence[int]) -> Tensor:
    """Zeros around, the odd one behind, so that the size is divided by the stride and rounded up."""
    padding: list[int] = []
    for size, width, step in zip(reversed(x.shape[2:]), reversed(kernel), reversed(stride), strict=True):
        lacking = max(width - (size % step or step), 0)
        padding += [lacking // 2, lacking - lacking // 2]
    return F.pad(x, padding)


def _pool(x: Tensor, kernel: tuple[int, int, int], stride: tuple[int, int, int]) -> Tensor:
    return F.max_pool3d(_same(x, kernel, stride), kernel, stride)


def load(means: Means) -> I3D:
    """With the published weights. Raises NotThere or AppError(MODEL)."""
    network = I3D()
    load_strictly(network, "i3d", means)
    return network
