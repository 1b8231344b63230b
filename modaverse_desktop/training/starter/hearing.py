"""Sounds varied before the frozen encoder hears them: excerpt, pitch and speed, room, tone, noise, another sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.training.starter.synthetic import RATE, coloured_noise

Samples = NDArray[np.float32]
_LOUD_SHARE = 0.1
"""An excerpt begins where it is at least so loud, against the loudest."""


def vary(samples: Samples, dice: np.random.Generator, others: Sequence[Samples] = ()) -> Samples:
    """Another hearing of a sound (mono at 16 kHz), 0.7 to 4 s long, peak at most 1; `others` may be heard behind it."""
    made = resampled(samples, 2 ** float(dice.uniform(-0.25, 0.25)))
    made = excerpt(made, dice, float(dice.uniform(1.0, 4.0)))
    if dice.random() < 0.4:
        made = in_a_room(made, dice)
    if dice.random() < 0.5:
        made = toned(made, dice)
    made = made / max(1e-6, float(np.abs(made).max()))
    if dice.random() < 0.5:
        made = made + _noise(dice, len(made), -float(dice.uniform(18, 45)))
    if len(others) and dice.random() < 0.2:
        made = made + _behind(others[int(dice.integers(len(others)))], len(made), -float(dice.uniform(12, 25)))
    made = made * float(dice.uniform(0.1, 1.0)) / max(1e-6, float(np.abs(made).max()))
    return made.astype(np.float32)


def excerpt(samples: Samples, dice: np.random.Generator, seconds: float) -> Samples:
    """So many seconds that do not begin in silence; what is shorter is repeated after a pause, or stays as it is."""
    count = int(seconds * RATE)
    if len(samples) <= count:
        if len(samples) < count / 2 and dice.random() < 0.5:
            pause = np.zeros(int(dice.uniform(0.05, 0.4) * RATE), np.float32)
            samples = np.tile(np.concatenate((samples, pause)), 1 + count // (len(samples) + len(pause)))[:count]
        return samples
    loud = np.flatnonzero(np.abs(samples[: len(samples) - count]) > _LOUD_SHARE * np.abs(samples).max())
    start = int(loud[int(dice.integers(len(loud)))]) if len(loud) else 0
    start = max(0, start - int(0.05 * RATE))
    return samples[start : start + count]


def resampled(samples: Samples, speed: float) -> Samples:
    """Faster and higher, or slower and lower."""
    places = np.arange(0, len(samples) - 1, speed)
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def in_a_room(samples: Samples, dice: np.random.Generator) -> Samples:
    """With an echo that dies away in 0.1 to 0.8 s."""
    fading = float(dice.uniform(0.1, 0.8))
    count = int(fading * RATE)
    answer = dice.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count)
    answer = float(dice.uniform(0.1, 0.5)) * answer / np.sqrt((answer**2).sum())
    answer[0] = 1.0
    size = 1 << (len(samples) + count).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(answer, size), size)
    return wet[: len(samples) + count // 2].astype(np.float32)


def toned(samples: Samples, dice: np.random.Generator) -> Samples:
    """Darker or brighter, or without its highest or lowest parts."""
    spectrum = np.fft.rfft(samples)
    hertz = np.maximum(np.fft.rfftfreq(len(samples), 1 / RATE), 20.0)
    gain = (hertz / 1000) ** float(dice.uniform(-0.5, 0.5))
    if dice.random() < 0.3:
        gain = gain / (1 + (hertz / float(dice.uniform(2500, 7000))) ** 6)
    if dice.random() < 0.3:
        gain = gain / (1 + (float(dice.uniform(80, 300)) / hertz) ** 4)
    return np.fft.irfft(spectrum * gain, len(samples)).astype(np.float32)


def _noise(dice: np.random.Generator, count: int, decibels: float) -> NDArray[np.float64]:
    noise = coloured_noise(dice, count, 50, 8000, float(dice.uniform(0, 2)))
    return 10 ** (decibels / 20) * noise / max(1e-9, float(noise.std()))


def _behind(other: Samples, count: int, decibels: float) -> NDArray[np.float32]:
    fitted = np.resize(other, count) if len(other) else np.zeros(count, np.float32)
    return 10 ** (decibels / 20) * fitted / max(1e-6, float(np.abs(fitted).max()))
