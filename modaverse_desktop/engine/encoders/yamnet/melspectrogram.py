"""Log-mel spectrogram as YAMNet was trained on: 64 bands from 125 to 7500 Hz, 25 ms windows, 10 ms apart, at 16 kHz."""

from __future__ import annotations

import math
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional

RATE = 16_000
WINDOW, HOP, BINS, BANDS = 400, 160, 512, 64
FRAMES, STEP = 96, 48
"""Of a patch (0.96 s), and from one patch to the next."""
_LOWEST, _HIGHEST = 125.0, 7500.0
_OFFSET = 0.001


def patches(samples: Tensor) -> Tensor:
    """Mono float32 (samples,) at 16 kHz, of any length, to patches (N, 96, 64), N at least 1.

    What is too short for the last patch is followed by silence.
    """
    frames = 1 + max(0, math.ceil((len(samples) - WINDOW) / HOP))
    count = 1 + max(0, math.ceil((frames - FRAMES) / STEP))
    length = WINDOW + HOP * (STEP * (count - 1) + FRAMES - 1)
    mel = log_mel(functional.pad(samples, (0, max(0, length - len(samples))))[:length])
    return mel.unfold(0, FRAMES, STEP).transpose(1, 2)


def log_mel(samples: Tensor) -> Tensor:
    """Mono float32 (samples,) at 16 kHz, at least one window long, to (frames, 64)."""
    framed = samples.unfold(0, WINDOW, HOP) * torch.hann_window(WINDOW)
    magnitude = torch.fft.rfft(framed, BINS).abs()
    return (magnitude @ mel_filters() + _OFFSET).log()


@cache
def mel_filters() -> Tensor:
    """Triangles (257, 64) of height 1, straight on the mel scale; nothing of the constant part."""
    edges = torch.linspace(_to_mel(_LOWEST), _to_mel(_HIGHEST), BANDS + 2, dtype=torch.float64)
    hertz = torch.linspace(0, RATE / 2, BINS // 2 + 1, dtype=torch.float64)
    bins = 1127.0 * (1 + hertz / 700).log()[:, None]
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    filters = torch.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)).clamp(min=0)
    filters[0] = 0
    return filters.float()


def _to_mel(hertz: float) -> float:
    return 1127.0 * math.log(1 + hertz / 700)
