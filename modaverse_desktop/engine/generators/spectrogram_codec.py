"""Sound as principal components of its mel spectrogram, and back: the `vae` of a sound generator's pack.

Back means: the components' spectrogram, spread over the frequencies, and phases by Griffin and Lim's method with
momentum (Perraudin, Balazs and Søndergaard 2013). Where magnitudes `follow`, each round takes those of the sound that
it came to, corrected so that the bands are kept: narrower than a band nothing is known. The same latents give the same
sound.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol, cast

import torch
from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from torch import Tensor, nn
from torch.nn import functional

_PHASE_SEED = 0
_NARROWINGS = 8


@dataclass(frozen=True)
class Decoded:
    """`sample` (batch, 1, samples)."""

    sample: Tensor


@dataclass(frozen=True)
class Exactly:
    """A distribution that always gives the same: what pipelines ask an encoder for."""

    mean: Tensor

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        """The latents (batch, channels, length)."""
        return self.mean

    def mode(self) -> Tensor:
        """The latents (batch, channels, length)."""
        return self.mean


@dataclass(frozen=True)
class Encoded:
    """`latent_dist` has no chance in it."""

    latent_dist: Exactly


class _Settings(Protocol):
    """`SpectrogramCodec`'s arguments that are looked at after it was made."""

    mels: int
    frames: int
    sampling_rate: int
    window: int
    hop: int
    floor: float
    rounds: int
    momentum: float
    follow: bool
    groups: int
    step: float
    joining: float


class SpectrogramCodec(ModelMixin, ConfigMixin):
    """`kernel` (channels, frames, mels), `inverse` alike and `mean` (frames, mels) come from `training.sound_patches`.
    A latent stands for `frames` columns of the log-mel spectrogram. With `groups`, what comes back are the
    nearest patches of one group: they have what the components leave out. `codes` (groups, patches, frames, mels) are
    whole steps of `step` above the faintest level; `follows` (groups, patches + 1, patches) says whether a patch ever
    came after another, in its last row whether it ever was the first. What never did is taken only where it is nearer
    by `joining` than what did: notes do not break off, and what is struck is struck when it may be."""

    @register_to_config
    def __init__(
        self,
        channels: int = 96,
        mels: int = 80,
        frames: int = 8,
        sampling_rate: int = 16000,
        window: int = 1024,
        hop: int = 256,
        floor: float = 1e-3,
        rounds: int = 48,
        momentum: float = 0.99,
        follow: bool = False,
        groups: int = 0,
        patches: int = 0,
        step: float = 0.03,
        joining: float = 0.0,
        audio_channels: int = 1,
    ) -> None:
        super().__init__()
        self.kernel = nn.Parameter(torch.zeros(channels, frames, mels), requires_grad=False)
        self.inverse = nn.Parameter(torch.zeros(channels, frames, mels), requires_grad=False)
        self.mean = nn.Parameter(torch.zeros(frames, mels), requires_grad=False)
        if groups:
            codes = torch.zeros(groups, patches, frames, mels, dtype=torch.uint8)
            follows = torch.ones(groups, patches + 1, patches, dtype=torch.bool)
            self.codes = nn.Parameter(codes, requires_grad=False)
            self.follows = nn.Parameter(follows, requires_grad=False)

    @property
    def _settings(self) -> _Settings:
        """What diffusers keeps of the arguments, with their types."""
        return cast(_Settings, self.config)

    @property
    def sampling_rate(self) -> int:
        """Samples a second."""
        return self._settings.sampling_rate

    @property
    def hop_length(self) -> int:
        """Samples for each latent."""
        return self._settings.hop * self._settings.frames

    def encode(self, sound: Tensor) -> Encoded:
        """Latents of float32 (batch, 1, length x hop_length) in -1..1."""
        return Encoded(Exactly(self.patched(self.log_mel(sound[:, 0]))))

    def decode(self, latents: Tensor) -> Decoded:
        """Sound (batch, 1, length x hop_length), float32, of latents (batch, channels, length)."""
        log_mel = (self.nearest if self._settings.groups else self.unpatched)(latents.float())
        bands = self._bands(log_mel) if self._settings.follow else None
        return Decoded(self.with_phases(self.spread(log_mel), bands)[:, None])

    def log_mel(self, sound: Tensor) -> Tensor:
        """(batch, samples) to log magnitudes (batch, samples / hop, mels); a full sine wave has about 0."""
        magnitudes = self._spectrum(sound).abs()[:, :, : sound.shape[-1] // self._settings.hop]
        mel = magnitudes.transpose(1, 2) @ self._filters().T
        return torch.log(mel + self._settings.floor)

    def patched(self, log_mel: Tensor) -> Tensor:
        """(batch, columns, mels) to latents; columns are a multiple of `frames`."""
        batch, columns, mels = log_mel.shape
        frames = self._settings.frames
        parts = log_mel.reshape(batch, columns // frames, frames, mels) - self.mean.float()
        return torch.einsum("btfm,cfm->bct", parts, self.kernel.float())

    def unpatched(self, latents: Tensor) -> Tensor:
        """The inverse of `patched`, as near as the components come."""
        parts = torch.einsum("bct,cfm->btfm", latents, self.inverse.float()) + self.mean.float()
        return parts.flatten(1, 2)

    def known(self) -> Tensor:
        """The patches (groups, patches, frames, mels) as log-mel."""
        return math.log(self._settings.floor) + self.codes.float() * self._settings.step

    def learn(self, group: int, patches: Tensor) -> None:
        """Take over the patches (patches, frames, mels) of one group, to the next whole step."""
        steps = (patches - math.log(self._settings.floor)) / self._settings.step
        self.codes[group].copy_(steps.round().clamp(0, 255))

    def nearest(self, latents: Tensor) -> Tensor:
        """Like `unpatched`, of known patches: each clip from the group that comes nearest to it as a whole."""
        codes = self.known()
        known = self.patched(codes.flatten(1, 2)).transpose(1, 2)
        return torch.stack([self._nearest(clip.T, known, codes) for clip in latents])

    def _nearest(self, clip: Tensor, known: Tensor, codes: Tensor) -> Tensor:
        """Columns (columns, mels) for a clip (length, channels); `known` (groups, patches, channels) are the codes'
        latents."""
        distances = torch.cdist(clip.expand(len(known), -1, -1), known).square()
        group = distances.amin(2).sum(1).argmin()
        costs = self._settings.joining * (~self.follows[group]).float()
        return codes[group, cheapest_course(distances[group], costs)].flatten(0, 1)

    def spread(self, log_mel: Tensor) -> Tensor:
        """Log-mel (batch, columns, mels) to magnitudes (batch, window / 2 + 1, columns).

        Interpolated in frequency, then narrowed by Richardson and Lucy's deconvolution: a pure tone stays one.
        """
        bands = self._bands(log_mel)
        magnitudes, filters = bands @ self._back(), self._filters()
        for _ in range(_NARROWINGS):
            magnitudes = _towards(magnitudes, bands, filters)
        return magnitudes.transpose(1, 2)

    def with_phases(self, magnitudes: Tensor, bands: Tensor | None = None) -> Tensor:
        """Sound (batch, columns x hop) whose spectrogram is near `magnitudes`, or near the `bands` (batch, columns,
        mels) if they are given."""
        samples = magnitudes.shape[-1] * self._settings.hop
        magnitudes = functional.pad(magnitudes, (0, 1))
        if bands is not None:
            bands, filters = functional.pad(bands, (0, 0, 0, 1)), self._filters()
        dice = torch.Generator().manual_seed(_PHASE_SEED)
        turns = torch.rand(magnitudes.shape[1:], generator=dice).to(magnitudes.device)
        phases = torch.polar(torch.ones_like(magnitudes), 2 * torch.pi * turns.expand_as(magnitudes))
        before = torch.zeros_like(phases)
        for _ in range(self._settings.rounds):
            rebuilt = self._spectrum(self._sound(magnitudes * phases, samples))
            phases = rebuilt + self._settings.momentum * (rebuilt - before)
            phases = phases / phases.abs().clamp(min=1e-9)
            before = rebuilt
            if bands is not None:
                found = rebuilt.abs().transpose(1, 2).clamp(min=1e-7)
                magnitudes = _towards(found, bands, filters).transpose(1, 2)
        return self._sound(magnitudes * phases, samples)

    def _bands(self, log_mel: Tensor) -> Tensor:
        return (log_mel.exp() - self._settings.floor).clamp(min=0)

    def _spectrum(self, sound: Tensor) -> Tensor:
        window = self._window(sound)
        spectrum = torch.stft(
            sound, self._settings.window, self._settings.hop, window=window, pad_mode="constant", return_complex=True
        )
        return spectrum * (2 / window.sum())

    def _sound(self, spectrum: Tensor, samples: int) -> Tensor:
        window = self._window(spectrum.real)
        unscaled = spectrum * (window.sum() / 2)
        return torch.istft(unscaled, self._settings.window, self._settings.hop, window=window, length=samples)

    def _window(self, like: Tensor) -> Tensor:
        return torch.hann_window(self._settings.window, device=like.device)

    def _filters(self) -> Tensor:
        """Triangles (mels, window / 2 + 1) on the mel scale from 40 Hz on, each with the sum 1."""
        shape = self._triangles()
        return shape / shape.sum(1, keepdim=True)

    def _back(self) -> Tensor:
        """The same triangles (mels, window / 2 + 1), the sum for every frequency 1."""
        shape = self._triangles()
        return shape / shape.sum(0, keepdim=True).clamp(min=1e-3)

    def _triangles(self) -> Tensor:
        half = self._settings.sampling_rate / 2
        bins = torch.linspace(0, half, self._settings.window // 2 + 1, device=self.mean.device)
        edges = _hertz(torch.linspace(_mel(40.0), _mel(half), self._settings.mels + 2, device=self.mean.device))
        width = half / (self._settings.window // 2)
        low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
        # no triangle is narrower than two bins: the lowest would fall between them
        rise = (bins - torch.minimum(low, centre - width)) / (centre - torch.minimum(low, centre - width))
        fall = (torch.maximum(high, centre + width) - bins) / (torch.maximum(high, centre + width) - centre)
        return torch.minimum(rise, fall).clamp(min=0)


def _towards(magnitudes: Tensor, bands: Tensor, filters: Tensor) -> Tensor:
    """One of Richardson and Lucy's steps: magnitudes (batch, columns, bins) whose mel bands are nearer to `bands`."""
    missing = bands / (magnitudes @ filters.T).clamp(min=1e-8)
    return magnitudes * (missing @ filters) / filters.sum(0).clamp(min=1e-6)


def cheapest_course(distances: Tensor, costs: Tensor) -> Tensor:
    """Viterbi's algorithm: the places (length) with the least sum of `distances` (length, patches) and `costs` (patches
    + 1, patches), those of what follows what; the last row is of what comes first."""
    totals, steps = distances[0] + costs[-1], []
    for here in distances[1:]:
        totals, before = (totals[:, None] + costs[:-1]).min(0)
        totals = totals + here
        steps.append(before)
    places = [totals.argmin()]
    for before in reversed(steps):
        places.append(before[places[-1]])
    return torch.stack(places[::-1])


def _mel(hertz: float) -> float:
    return 2595 * float(torch.log10(torch.tensor(1 + hertz / 700)))


def _hertz(mel: Tensor) -> Tensor:
    return 700 * (10 ** (mel / 2595) - 1)
