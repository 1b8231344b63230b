"""What a step is decided by: its learning rate, and the seeds of its random numbers."""

from __future__ import annotations

import math
import random

import numpy as np
import torch

from modaverse_desktop.training.config import Decay, LoopConfig


def learning_rate_factor(config: LoopConfig, step: int) -> float:
    """The share of the full learning rate at a step: warm-up, hold, decay to zero at the last step."""
    if step < config.warmup:
        return (step + 1) / (config.warmup + 1)
    start = max(config.warmup, int(config.hold * config.steps))
    if config.decay is Decay.CONSTANT or step < start:
        return 1.0
    left = max(0.0, (config.steps - step) / max(1, config.steps - start))
    return left if config.decay is Decay.LINEAR else 0.5 - 0.5 * math.cos(math.pi * left)


def seed_everything(seed: int, step: int, micro: int = 0, process: int = 0) -> None:
    """Seed all three global generators for one micro-batch of a process."""
    parts = (seed, step, micro, process) if process else (seed, step, micro)
    mixed = int(np.random.SeedSequence(parts).generate_state(1, np.uint32)[0])
    random.seed(mixed)
    np.random.seed(mixed)
    torch.manual_seed(mixed)
