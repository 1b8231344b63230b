"""Kaldi's log-mel filter banks, as ImageBind was trained on them, with torch alone."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.core.excerpts import Excerpts

RATE = 16_000
HEARD = Excerpts(clips=3, clip_seconds=2.0)
BINS = 128
FRAMES = 204
_MEAN, _DEVIATION = -4.268, 9.138
_LENGTH, _SHIFT, _PADDED = 400, 160, 512
"""Samples: 25 ms, 10 ms, and the next power of two."""
_PREEMPHASIS = 0.97
_LOWEST = 20.0
_EPSILON = float(np.finfo(np.float32).eps)
_ZEROS, _ROLLOFF = 6, 0.99
"""Of the windowed sine cardinal that resamples."""


def mel_clips(waveform: Tensor | NDArray[np.float32], sample_rate: int) -> Tensor:
    """Sound (samples,) or (channels, samples), -1 to 1, to three normalised clips of two seconds: (3, 1, 128, 204).

    The clips are spread evenly; of a sound that is shorter than one, all three are the whole.
    """
    samples = torch.as_tensor(waveform, dtype=torch.float32)
    mono = resample(samples.mean(0) if samples.ndim > 1 else samples, sample_rate)
    spans = HEARD.spans(len(mono) / RATE) or ((0.0, 0.0),)
    clips = [mono[int(start * RATE) : int(end * RATE)] for start, end in spans]
    return torch.stack([mel_of(clip) for clip in (clips * HEARD.clips)[: HEARD.clips]])


def mel_of(clip: Tensor) -> Tensor:
    """One clip at 16 kHz (samples,) to its normalised picture (1, 128, 204), padded with silence or cut."""
    mel = filter_banks(clip - clip.mean() if len(clip) else clip).T[:, :FRAMES]  # (128, frames)
    padded = functional.pad(mel, (0, FRAMES - mel.shape[1]))
    return ((padded - _MEAN) / _DEVIATION).unsqueeze(0)


def filter_banks(samples: Tensor) -> Tensor:
    """Sound at 16 kHz (samples,) to the logarithms of its energies (frames, 128), whole frames only.

    As Kaldi's ``compute-fbank-feats`` with a Hanning window and no dither: each frame without its mean, pre-emphasis
    0.97, power spectrum, triangles on the mel scale from 20 Hz to 8 kHz.
    """
    if len(samples) < _LENGTH:
        return samples.new_zeros(0, BINS)
    frames = samples.unfold(0, _LENGTH, _SHIFT)  # (frames, 400)
    frames = frames - frames.mean(1, keepdim=True)
    before = functional.pad(frames.unsqueeze(0), (1, 0), mode="replicate").squeeze(0)[:, :-1]
    window = torch.hann_window(_LENGTH, periodic=False, device=samples.device)
    spectrum = torch.fft.rfft((frames - _PREEMPHASIS * before) * window, n=_PADDED)
    power = spectrum.real.square() + spectrum.imag.square()  # (frames, 257)
    return (power @ _triangles().to(power)).clamp(min=_EPSILON).log()


def _triangles() -> Tensor:
    """The weight of each of 257 frequencies in each of 128 bins: (257, 128). The highest frequency counts nowhere."""
    low, high = _mel(_LOWEST), _mel(RATE / 2)
    edges = torch.linspace(low, high, BINS + 2, dtype=torch.float64)
    hertz = torch.arange(_PADDED // 2, dtype=torch.float64) * (RATE / _PADDED)
    mel = (1127.0 * (1.0 + hertz / 700.0).log()).unsqueeze(1)  # (256, 1)
    rising = (mel - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - mel) / (edges[2:] - edges[1:-1])
    return functional.pad(torch.minimum(rising, falling).clamp(min=0), (0, 0, 0, 1)).float()


def _mel(hertz: float) -> float:
    return 1127.0 * math.log(1.0 + hertz / 700.0)


def resample(samples: Tensor, rate: int) -> Tensor:
    """Sound (samples,) at `rate` to 16 kHz, by convolution with a Hann-windowed sine cardinal.

    The kernel is computed in float32, in the order of the published preparation (torchaudio): its rounding, 1e-5, shows
    where a sound has next to no energy.
    """
    if rate == RATE or not len(samples):
        return samples
    common = math.gcd(rate, RATE)
    old, new = rate // common, RATE // common
    base = min(old, new) * _ROLLOFF
    width = math.ceil(_ZEROS * old / base)
    times = torch.arange(-width, width + old, dtype=torch.float32) / old
    times = (torch.arange(0, -new, -1, dtype=torch.float32).unsqueeze(1) / new + times) * base  # (new, taps)
    times = times.clamp(-_ZEROS, _ZEROS)
    window = torch.cos(times * math.pi / _ZEROS / 2).square()
    turns = times * math.pi
    kernel = torch.where(turns == 0, torch.ones_like(turns), turns.sin() / turns) * (window * (base / old))
    padded = functional.pad(samples, (width, width + old))
    found = functional.conv1d(padded.view(1, 1, -1), kernel.unsqueeze(1).to(samples), stride=old)  # (1, new, n)
    return found[0].T.flatten()[: math.ceil(new * len(samples) / old)]
