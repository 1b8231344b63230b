"""VGGish as its published port to torch: 128 numbers for each 0.96 s of sound, before the last ReLU, as FAD wants."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from modaverse_desktop.engine.network import Network
from modaverse_desktop.evaluation.networks.weights import load_strictly
from modaverse_desktop.evaluation.task import Means

RATE = 16_000
WINDOW, HOP, TRANSFORM = 400, 160, 512
BANDS, LOWEST, HIGHEST = 64, 125.0, 7500.0
FRAMES = 96
WIDTH = 128
_OFFSET = 0.01
_LAYERS = (64, 0, 128, 0, 256, 256, 0, 512, 512, 0)
"""Channels of each convolution; 0 halves both sides."""


class VGGish(Network):
    """Convolutions over log-mel pictures, then three linear layers."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 1
        for outputs in _LAYERS:
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()] if outputs else [nn.MaxPool2d(2, 2)]
            inputs = outputs or inputs
        self.features = nn.Sequential(*layers)
        flat = 512 * (FRAMES // 16) * (BANDS // 16)
        self.embeddings = nn.Sequential(
            nn.Linear(flat, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, WIDTH)
        )

    def forward(self, x: Tensor) -> Tensor:
        """(N, 1, 96, 64) to (N, 128); the channels come last when it is made flat, as in TensorFlow."""
        x = self.features(x)  # (N, 512, 6, 4)
        return self.embeddings(x.permute(0, 2, 3, 1).flatten(1))

    def embed(self, sounds: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
        """Embeddings (N, 128) of all whole 0.96 s of all sounds, mono at 16 kHz in -1..1."""
        device = self.embeddings[0].weight.device
        pictures = [log_mel(sound) for sound in sounds]
        rows = [self(torch.from_numpy(one).to(device)).cpu().numpy() for one in pictures if len(one)]
        return np.concatenate(rows) if rows else np.zeros((0, WIDTH), np.float32)


def log_mel(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """(examples, 1, 96, 64): log mel magnitudes of whole 0.96 s; a shorter rest is dropped."""
    count = 1 + (len(samples) - WINDOW) // HOP if len(samples) >= WINDOW else 0
    examples = count // FRAMES
    if not examples:
        return np.zeros((0, 1, FRAMES, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), WINDOW)[::HOP][:count]
    window = 0.5 - 0.5 * np.cos(2 * np.pi / WINDOW * np.arange(WINDOW))
    mel = np.log(np.abs(np.fft.rfft(frames * window, TRANSFORM)) @ _filters() + _OFFSET)
    return mel[: examples * FRAMES].reshape(examples, 1, FRAMES, BANDS).astype(np.float32)


def _filters() -> NDArray[np.float64]:
    """Triangles on HTK's mel scale (257, 64); the constant part of the spectrum counts in none."""
    bins = _mel(np.linspace(0, RATE / 2, TRANSFORM // 2 + 1))[:, None]
    edges = np.linspace(_mel(np.float64(LOWEST)), _mel(np.float64(HIGHEST)), BANDS + 2)
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    filters = np.clip(np.minimum(rising, falling), 0, None)
    filters[0] = 0
    return filters


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127.0 * np.log1p(hertz / 700.0)


def load(means: Means) -> VGGish:
    """With the published weights. Raises NotThere or AppError(MODEL)."""
    network = VGGish()
    load_strictly(network, "vggish", means)
    return network
