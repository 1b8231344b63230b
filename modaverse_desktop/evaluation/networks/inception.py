"""Inception v3 as FID's published weights want it: 2048 features of a picture. Its names are those of their file.

Three things are TensorFlow's of 2015: averages leave the padding out, the last block takes the maximum, eps is 0.001.
"""

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

SIDE = 299
WIDTH = 2048
CLASSES = 1008


class Unit(Network):
    """Convolution, batch normalisation, ReLU; padded so that stride 1 keeps the size, unless `valid`."""

    def __init__(
        self, inputs: int, outputs: int, kernel: tuple[int, int], stride: int = 1, valid: bool = False
    ) -> None:
        super().__init__()
        padding = (0, 0) if valid else (kernel[0] // 2, kernel[1] // 2)
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=0.001)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) to (N, outputs, H', W')."""
        return F.relu(self.bn(self.conv(x)))


Step = tuple[str, int, tuple[int, int]]
"""Name, outputs and kernel of a unit."""
ONE, THREE, FIVE, WIDE, TALL = (1, 1), (3, 3), (5, 5), (1, 7), (7, 1)


class Mixed(Network):
    """Branches side by side, each a row of units; two whose names end in a and b both take what came before."""

    def __init__(self, inputs: int, branches: Sequence[Sequence[Step]], pool: str, shrink: bool = False) -> None:
        super().__init__()
        self._branches = [[step[0] for step in branch] for branch in branches]
        self._pool, self._shrink = pool, shrink
        for branch in branches:
            width = inputs
            for position, (name, outputs, kernel) in enumerate(branch):
                last = shrink and position == len(branch) - 1
                self.add_module(name, Unit(width, outputs, kernel, 2 if last else 1, valid=last))
                width = width if name.endswith("a") else outputs

    def forward(self, x: Tensor) -> Tensor:
        """All branches, then the pooled input, joined along the channels."""
        outcomes = [self._along(branch, x) for branch in self._branches]
        return torch.cat([*outcomes, self._pooled(x)] if self._shrink else outcomes, dim=1)

    def _along(self, names: Sequence[str], x: Tensor) -> Tensor:
        x = self._pooled(x) if names[0] == "branch_pool" else x
        forked: list[Tensor] = []
        for name in names:
            y: Tensor = self.get_submodule(name)(x)
            if name[-1] in "ab":  # both of a fork see the same
                forked.append(y)
            else:
                x = y
        return torch.cat(forked, dim=1) if forked else x

    def _pooled(self, x: Tensor) -> Tensor:
        if self._shrink:
            return F.max_pool2d(x, 3, 2)
        if self._pool == "max":
            return F.max_pool2d(x, 3, 1, 1)
        return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


class Inception(Network):
    """All of the network, with its classifier, which the file has and FID does not use."""

    def __init__(self) -> None:
        super().__init__()
        self.Conv2d_1a_3x3 = Unit(3, 32, THREE, 2, valid=True)
        self.Conv2d_2a_3x3 = Unit(32, 32, THREE, valid=True)
        self.Conv2d_2b_3x3 = Unit(32, 64, THREE)
        self.Conv2d_3b_1x1 = Unit(64, 80, ONE)
        self.Conv2d_4a_3x3 = Unit(80, 192, THREE, valid=True)
        for letter, inputs, pooled in (("b", 192, 32), ("c", 256, 64), ("d", 288, 64)):
            self.add_module(f"Mixed_5{letter}", Mixed(inputs, _small(pooled), "average"))
        self.Mixed_6a = Mixed(288, [[("branch3x3", 384, THREE)], _double(64, 96, 96)], "", shrink=True)
        for letter, width in (("b", 128), ("c", 160), ("d", 160), ("e", 192)):
            self.add_module(f"Mixed_6{letter}", Mixed(768, _crossed(width), "average"))
        self.Mixed_7a = Mixed(768, _shrinking(), "", shrink=True)
        self.Mixed_7b = Mixed(1280, _forked(), "average")
        self.Mixed_7c = Mixed(2048, _forked(), "max")
        self.fc = nn.Linear(WIDTH, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        """Pictures (N, 3, 299, 299) in -1..1 to features (N, 2048)."""
        x = self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x)))
        x = self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(F.max_pool2d(x, 3, 2)))
        x = F.max_pool2d(x, 3, 2)
        for name, block in self.named_children():
            if name.startswith("Mixed"):
                x = block(x)
        return x.mean(dim=(2, 3))

    def embed(self, pictures: Iterable[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Features (N, 2048) of RGB pictures (H, W, 3) of any size."""
        device = self.fc.weight.device
        rows = [self(prepared(picture).to(device))[0].cpu().numpy() for picture in pictures]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.float32)


def prepared(picture: NDArray[np.uint8]) -> Tensor:
    """(1, 3, 299, 299) in -1..1: bilinear, corners not aligned, without anti-aliasing, as pytorch-fid does."""
    pixels = torch.from_numpy(np.ascontiguousarray(picture)).permute(2, 0, 1)[None].float() / 255
    return 2 * F.interpolate(pixels, (SIDE, SIDE), mode="bilinear", align_corners=False) - 1


def load(means: Means) -> Inception:
    """With the published weights. Raises NotThere or AppError(MODEL)."""
    network = Inception()
    load_strictly(network, "inception", means)
    return network


def _double(first: int, middle: int, last: int) -> list[Step]:
    name = "branch3x3dbl_"
    return [(f"{name}1", first, ONE), (f"{name}2", middle, THREE), (f"{name}3", last, THREE)]


def _small(pooled: int) -> list[list[Step]]:
    five: list[Step] = [("branch5x5_1", 48, ONE), ("branch5x5_2", 64, FIVE)]
    return [[("branch1x1", 64, ONE)], five, _double(64, 96, 96), [("branch_pool", pooled, ONE)]]


def _crossed(width: int) -> list[list[Step]]:
    seven: list[Step] = [("branch7x7_1", width, ONE), ("branch7x7_2", width, WIDE), ("branch7x7_3", 192, TALL)]
    kernels = (ONE, TALL, WIDE, TALL, WIDE)
    double: list[Step] = [
        (f"branch7x7dbl_{number}", 192 if number == 5 else width, kernel) for number, kernel in enumerate(kernels, 1)
    ]
    return [[("branch1x1", 192, ONE)], seven, double, [("branch_pool", 192, ONE)]]


def _shrinking() -> list[list[Step]]:
    name = "branch7x7x3_"
    seven: list[Step] = [(f"{name}1", 192, ONE), (f"{name}2", 192, WIDE), (f"{name}3", 192, TALL)]
    return [[("branch3x3_1", 192, ONE), ("branch3x3_2", 320, THREE)], [*seven, (f"{name}4", 192, THREE)]]


def _forked() -> list[list[Step]]:
    flat, upright = (1, 3), (3, 1)
    three: list[Step] = [("branch3x3_1", 384, ONE), ("branch3x3_2a", 384, flat), ("branch3x3_2b", 384, upright)]
    name = "branch3x3dbl_"
    double: list[Step] = [(f"{name}1", 448, ONE), (f"{name}2", 384, THREE)]
    double += [(f"{name}3a", 384, flat), (f"{name}3b", 384, upright)]
    return [[("branch1x1", 320, ONE)], three, double, [("branch_pool", 192, ONE)]]
