"""PANNs' Cnn14 at 16 kHz: 2048 features and the logits of AudioSet's 527 classes. Its spectrogram is in its weights."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from modaverse_desktop.engine.network import Network
from modaverse_desktop.evaluation.networks.weights import load_strictly
from modaverse_desktop.evaluation.task import Means

WINDOW, HOP, BANDS = 512, 160, 64
WIDTH, CLASSES = 2048, 527
_BINS = WINDOW // 2 + 1
_CHANNELS = (1, 64, 128, 256, 512, 1024, 2048)
_SHORTEST = 32 * HOP
"""Samples; a shorter sound is padded with silence, since five halvings must leave a frame."""


class Block(Network):
    """Two convolutions of 3 x 3."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn1, self.bn2 = nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, frames, bands) to (N, outputs, frames, bands)."""
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))


class Cnn14(Network):
    """Waveform in, features and logits out."""

    def __init__(self) -> None:
        super().__init__()
        stft = nn.Module()
        stft.conv_real = nn.Conv1d(1, _BINS, WINDOW, HOP, bias=False)
        stft.conv_imag = nn.Conv1d(1, _BINS, WINDOW, HOP, bias=False)
        self.spectrogram_extractor = nn.ModuleDict({"stft": stft})
        self.logmel_extractor = nn.ParameterDict({"melW": nn.Parameter(torch.zeros(_BINS, BANDS))})
        self.bn0 = nn.BatchNorm2d(BANDS)
        for number in range(1, 7):
            self.add_module(f"conv_block{number}", Block(_CHANNELS[number - 1], _CHANNELS[number]))
        self.fc1 = nn.Linear(WIDTH, WIDTH)
        self.fc_audioset = nn.Linear(WIDTH, CLASSES)

    def forward(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """Waveforms (N, samples) to features (N, 2048) and logits (N, 527)."""
        x = self.bn0(self._log_mel(samples).transpose(1, 3)).transpose(1, 3)  # (N, 1, frames, bands)
        for number in range(1, 7):
            x = self.get_submodule(f"conv_block{number}")(x)
            x = F.avg_pool2d(x, 2) if number < 6 else x
        x = x.mean(dim=3)
        features = F.relu(self.fc1(x.amax(dim=2) + x.mean(dim=2)))
        return features, self.fc_audioset(features)

    def embed(self, sounds: Iterable[NDArray[np.float32]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Features (N, 2048) and logits (N, 527) of sounds, each mono at 16 kHz in -1..1."""
        device = self.fc1.weight.device
        rows = [self(torch.from_numpy(_padded(sound))[None].to(device)) for sound in sounds]
        if not rows:
            return np.zeros((0, WIDTH), np.float32), np.zeros((0, CLASSES), np.float32)
        features, logits = zip(*rows, strict=True)
        return torch.cat(features).cpu().numpy(), torch.cat(logits).cpu().numpy()

    def _log_mel(self, samples: Tensor) -> Tensor:
        """(N, 1, frames, 64), in decibels, nothing cut off below the loudest."""
        padded = F.pad(samples[:, None], (WINDOW // 2, WINDOW // 2), mode="reflect")
        stft = self.spectrogram_extractor["stft"]
        power = stft.conv_real(padded) ** 2 + stft.conv_imag(padded) ** 2
        mel = power.transpose(1, 2)[:, None] @ self.logmel_extractor["melW"]
        return 10 * torch.log10(mel.clamp(min=1e-10))


def _padded(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.pad(sound, (0, max(0, _SHORTEST - len(sound))))


def load(means: Means) -> Cnn14:
    """With the published weights. Raises NotThere or AppError(MODEL)."""
    network = Cnn14()
    load_strictly(network, "cnn14", means, inside="model")
    return network
