"""Photographs without a photograph: features that the frozen classifier takes for a wanted class, made from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.engine.encoders.efficientnet_lite import SHARPEN
from modaverse_desktop.training.starter.names import ClassName

_BISECTIONS = 14
_SURE = 0.45
_KIND_SURE = 0.5


@dataclass(frozen=True)
class Classifier:
    """The encoder's last layer: weight (1000, 1280), bias (1000,), on pooled features."""

    weight: Tensor
    bias: Tensor

    def probabilities(self, pooled: Tensor) -> Tensor:
        """(N, 1280) to (N, 1000), as the encoder sharpens them."""
        return (SHARPEN * functional.linear(pooled, self.weight, self.bias)).softmax(-1)


def pseudo_photos(
    classifier: Classifier, bases: Tensor, classes: Tensor, dice: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Push pooled features `bases` (N, 1280) of real pictures towards `classes` (N,) until the classifier gives them a
    random probability between 0.2 and 0.98. Returns pooled features (N, 1280) and probabilities (N, 1000).

    As in a real photograph, what else the classifier sees in it follows from the features.
    """
    count = len(classes)
    wanted = 0.2 + 0.78 * torch.rand(count, generator=dice)
    faded = bases * (0.15 + 0.65 * torch.rand(count, 1, generator=dice))
    direction = functional.normalize(classifier.weight[classes].clamp(min=0), dim=-1)
    noise = 0.5 + torch.rand(direction.shape, generator=dice)
    direction = functional.normalize(direction * noise, dim=-1)
    low, high = torch.zeros(count, 1), torch.full((count, 1), 40.0)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        got = classifier.probabilities(faded + middle * direction)[torch.arange(count), classes]
        under = (got < wanted)[:, None]
        low, high = torch.where(under, middle, low), torch.where(under, high, middle)
    pooled = faded + high * direction
    return pooled, classifier.probabilities(pooled)


def photo_phrase(probabilities: Tensor, names: Sequence[ClassName]) -> str:
    """What to call a photograph with these ImageNet probabilities (1000,): its class, or its kind if unclear."""
    best, index = probabilities.max(-1)
    name = names[int(index)]
    if float(best) < _SURE and name.kind:
        alike = sum(float(value) for value, each in zip(probabilities, names, strict=True) if each.kind == name.kind)
        if alike > _KIND_SURE:
            return f"a {name.kind}" if name.kind not in {"antelope", "elephant"} else f"an {name.kind}"
    return name.phrase
