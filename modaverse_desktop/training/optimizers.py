"""AdamW for most parameters, Muon for the groups that ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch.optim import Optimizer

from modaverse_desktop.training.config import LoopConfig


def make_optimizers(groups: Sequence[dict[str, Any]], config: LoopConfig) -> list[Optimizer]:
    """The optimizers of parameter groups; step sizes of Muon match AdamW's in RMS."""
    split: dict[str, list[dict[str, Any]]] = {"adamw": [], "muon": []}
    for group in groups:
        if group["params"]:
            split[group.get("optimizer", "adamw")].append({k: v for k, v in group.items() if k != "optimizer"})
    made: list[Optimizer] = []
    if split["adamw"]:
        adam = torch.optim.AdamW(
            split["adamw"], config.learning_rate, (0.9, config.beta2), weight_decay=config.weight_decay
        )
        made.append(adam)
    if split["muon"]:
        rate = config.muon_learning_rate or config.learning_rate
        decay = config.weight_decay
        made.append(torch.optim.Muon(split["muon"], rate, decay, adjust_lr_fn="match_rms_adamw"))
    return made
