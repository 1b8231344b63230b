"""The components of a `SpectrogramCodec`: principal ones of patches of the log-mel spectrograms of all clips."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec


def fit_components(codec: SpectrogramCodec, clips: np.ndarray) -> float:
    """Set the codec's components from int16 clips (kinds, clips, samples). Returns the share of the variance they keep.

    Latents have zero mean. Their spread falls with the fourth root of the component's variance (mean square 1), as in
    `patches.fit_patches`: what comes first stands out of the noise.
    """
    channels, frames, mels = codec.kernel.shape
    covariance, total, count = np.zeros((frames * mels,) * 2), np.zeros(frames * mels), 0
    for sounds in batches(clips):
        flat = codec.log_mel(sounds).reshape(-1, frames * mels).double().numpy()
        covariance += flat.T @ flat
        total += flat.sum(0)
        count += len(flat)
    mean = total / count
    values, vectors = np.linalg.eigh(covariance / count - np.outer(mean, mean))
    kept = float(values[::-1][:channels].sum() / values.sum())
    values, vectors = values[::-1][:channels], vectors[:, ::-1][:, :channels]
    vectors = vectors * np.sign(vectors.sum(0))  # eigenvectors have no sign of their own
    spread = values**0.25
    scale = spread / np.sqrt(np.mean(spread**2)) / np.sqrt(values)
    with torch.no_grad():
        codec.kernel.copy_(torch.from_numpy((vectors * scale).T.copy()).view_as(codec.kernel))
        codec.inverse.copy_(torch.from_numpy((vectors / scale).T.copy()).view_as(codec.inverse))
        codec.mean.copy_(torch.from_numpy(mean).view_as(codec.mean))
    return kept


def encode_clips(codec: SpectrogramCodec, clips: np.ndarray) -> Tensor:
    """Latents (kinds, clips, channels, length) of int16 clips (kinds, clips, samples)."""
    parts = torch.cat([codec.encode(sounds[:, None]).latent_dist.mode() for sounds in batches(clips)])
    return parts.view(*clips.shape[:2], *parts.shape[1:])


def batches(clips: np.ndarray) -> Iterator[Tensor]:
    """The clips of each kind, float32 (clips, samples) in -1..1."""
    for kind in clips:
        yield torch.from_numpy(np.asarray(kind, np.float32) / 32768)
