"""A second classifier on the frozen encoder's features: names of drawn things, which ImageNet's classes lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.training.starter.names import picture_phrase
from modaverse_desktop.training.starter.pictures import Picture, Style

_SKIPPED_GROUPS = ("flags", "component")
_SKIPPED_SUBGROUPS = ("family", "keycap", "alphanum", "zodiac", "gender", "skin-tone", "hair-style")
_SHARPEN = 1.7
"""Smoothed labels leave the probabilities too flat: on drawings of another style 64 % were right at 26 % mean."""
_STEADY = 0.05
"""Added to each feature's deviation, so that one that hardly varies does not count for much."""


@dataclass(frozen=True)
class HeadConfig:
    """How the classifier is trained."""

    steps: int = 1200
    batch: int = 256
    learning_rate: float = 3e-3
    weight_decay: float = 0.3
    dropout: float = 0.3
    smoothing: float = 0.1
    seed: int = 0


def nameable(picture: Picture) -> bool:
    """Whether an emoji shows something a person would name: no flags, letters, families, clock faces."""
    if picture.style == Style.STAMPS.value or picture.group in _SKIPPED_GROUPS:
        return False
    if picture.subgroup in _SKIPPED_SUBGROUPS:
        return False
    return "flag" not in picture.subgroup and "Japanese “" not in picture.name


def head_phrase(picture: Picture) -> str:
    """The class of a picture: all clock faces are one."""
    if picture.subgroup == "time" and ("o’clock" in picture.name or "-thirty" in picture.name):
        return "a clock"
    return picture_phrase(picture)


def train_head(features: Tensor, labels: Tensor, classes: int, config: HeadConfig) -> tuple[Tensor, Tensor]:
    """Softmax regression on `unit` features (N, 1280). Returns weight (classes, 1280) and bias (classes,)."""
    dice = torch.Generator().manual_seed(config.seed)
    inputs = unit(features)
    mean, deviation = inputs.mean(0), inputs.std(0) + _STEADY * inputs.std(0).mean()
    inputs = (inputs - mean) / deviation
    weight = torch.zeros(classes, inputs.shape[1], requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    optimizer = torch.optim.AdamW([weight, bias], config.learning_rate, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, config.steps)
    for _ in range(config.steps):
        chosen = torch.randint(0, len(inputs), (config.batch,), generator=dice)
        kept = torch.rand(config.batch, inputs.shape[1], generator=dice) > config.dropout
        logits = functional.linear(inputs[chosen] * kept / (1 - config.dropout), weight, bias)
        loss = functional.cross_entropy(logits, labels[chosen], label_smoothing=config.smoothing)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    folded = (weight / deviation).detach()
    return _SHARPEN * folded, _SHARPEN * (bias - folded @ mean).detach()


def unit(features: Tensor) -> Tensor:
    """Pooled features at length one: how strongly a drawing excites the encoder does not matter."""
    return functional.normalize(features, dim=-1)


def save_head(weight: Tensor, bias: Tensor, path: Path) -> None:
    """float16 safetensors, as `encoders.efficientnet_lite` reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({"weight": weight.half().contiguous(), "bias": bias.half().contiguous()}, path)


def class_names(phrases: Sequence[str]) -> list[str]:
    """All classes, sorted; the last, "", is for what is none of them."""
    return [*sorted(set(phrases)), ""]
