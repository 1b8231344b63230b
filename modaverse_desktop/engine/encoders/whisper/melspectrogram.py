"""Log-mel spectrogram as Whisper was trained on: 80 bands, 25 ms windows, 10 ms apart, at 16 kHz."""

from __future__ import annotations

import math
from functools import cache

import torch
from torch import Tensor

RATE = 16_000
WINDOW, HOP, BANDS = 400, 160, 80
_LINEAR_HZ, _LOG_FROM, _LOG_STEP = 200.0 / 3, 1000.0, math.log(6.4) / 27
"""Slaney's mel scale: linear below 1 kHz, then 27 steps for a factor of 6.4."""
_FLOOR, _RANGE = 1e-10, 8.0


def log_mel(samples: Tensor) -> Tensor:
    """Mono float32 (samples,) at 16 kHz, at least one window long, to (80, samples / 160), about -1 to 1.

    What is more than 80 dB below the loudest is cut off.
    """
    window = torch.hann_window(WINDOW)
    spectrum = torch.stft(samples, WINDOW, HOP, window=window, return_complex=True)[:, :-1].abs().square()
    decibels = (mel_filters() @ spectrum).clamp(min=_FLOOR).log10()
    return (decibels.maximum(decibels.max() - _RANGE) + 4.0) / 4.0


@cache
def mel_filters() -> Tensor:
    """Triangles of equal area (80, 201), from 0 to 8000 Hz."""
    edges = _to_hertz(torch.linspace(0, _to_mel(RATE / 2), BANDS + 2, dtype=torch.float64))
    bins = torch.linspace(0, RATE / 2, WINDOW // 2 + 1, dtype=torch.float64)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - low) / (middle - low), (high - bins) / (high - middle)
    return (torch.minimum(rising, falling).clamp(min=0) * 2 / (high - low)).float()


def _to_mel(hertz: float) -> float:
    return _LOG_FROM / _LINEAR_HZ + math.log(hertz / _LOG_FROM) / _LOG_STEP


def _to_hertz(mel: Tensor) -> Tensor:
    start = _LOG_FROM / _LINEAR_HZ
    return torch.where(mel < start, mel * _LINEAR_HZ, _LOG_FROM * torch.exp((mel - start) * _LOG_STEP))
