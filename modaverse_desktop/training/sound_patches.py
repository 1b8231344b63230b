"""What a `SpectrogramCodec` knows of sounds: principal components of patches of the log-mel spectrograms of all clips,
and the mean patches of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec

ROUNDS = 12
"""Of k-means."""
STEADY = 0.1
"""Of the variance: a greater step from one part to the next is a change, also between parts that count as one patch."""


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


@torch.no_grad()
def fit_patches(codec: SpectrogramCodec, clips: np.ndarray) -> None:
    """Set the codec's patches from int16 clips (kinds, clips, samples): of each kind those that are nearest to the
    means that k-means finds (a mean of noise is a hum), and which ever followed which."""
    _, count, frames, mels = codec.codes.shape
    for place, sounds in enumerate(batches(clips)):
        parts = codec.log_mel(sounds).reshape(len(sounds), -1, frames * mels)
        flat = parts.flatten(0, 1)
        distances = torch.cdist(flat, means(flat, count, torch.Generator().manual_seed(place)))
        codec.learn(place, flat[distances.argmin(0)].view(count, frames, mels))
        codec.follows[place].copy_(followers(parts, distances.argmin(1).view(len(sounds), -1), count))


def followers(parts: Tensor, courses: Tensor, count: int) -> Tensor:
    """Whether each of `count` came after each other one (count + 1, count) in the courses (clips, length) of the parts
    (clips, length, width), in the last row whether it was the first. What comes after itself has to stay alike."""
    seen = torch.zeros(count + 1, count, dtype=torch.bool)
    before = torch.cat([torch.full_like(courses[:, :1], count), courses[:, :-1]], 1)
    flat = parts.flatten(0, 1)
    steps = functional.pad((parts[:, 1:] - parts[:, :-1]).square().sum(2), (1, 0))
    kept = (before != courses) | (steps < STEADY * (flat - flat.mean(0)).square().sum(1).mean())
    seen[before[kept], courses[kept]] = True
    return seen


def means(parts: Tensor, count: int, dice: torch.Generator) -> Tensor:
    """`count` means (count, width) of parts (parts, width) that are alike, begun far from each other (Arthur and
    Vassilvitskii 2007)."""
    centres = parts[:1]
    least = (parts - centres).square().sum(1)
    for _ in range(count - 1):
        chosen = torch.multinomial(least.clamp(min=1e-9), 1, generator=dice)
        centres = torch.cat([centres, parts[chosen]])
        least = torch.minimum(least, (parts - parts[chosen]).square().sum(1))
    for _ in range(ROUNDS):
        nearest = torch.cdist(parts, centres).argmin(1)
        members = torch.bincount(nearest, minlength=count)[:, None]
        sums = torch.zeros_like(centres).index_add_(0, nearest, parts)
        centres = torch.where(members > 0, sums / members.clamp(min=1), centres)
    return centres


def encode_clips(codec: SpectrogramCodec, clips: np.ndarray) -> Tensor:
    """Latents (kinds, clips, channels, length) of int16 clips (kinds, clips, samples)."""
    parts = torch.cat([codec.encode(sounds[:, None]).latent_dist.mode() for sounds in batches(clips)])
    return parts.view(*clips.shape[:2], *parts.shape[1:])


def batches(clips: np.ndarray) -> Iterator[Tensor]:
    """The clips of each kind, float32 (clips, samples) in -1..1."""
    for kind in clips:
        yield torch.from_numpy(np.asarray(kind, np.float32) / 32768)
