"""Sounds that are computed: weather, alarms and machines of which the packages have one recording or none."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Dice = np.random.Generator
RATE = 16_000


def make(name: str, dice: Dice, seconds: float) -> Samples:
    """The sound `name` of `MADE`, mono at 16 kHz, peak 1; other dice make another one. Raises KeyError."""
    count = int(seconds * RATE)
    samples = MADE[name](dice, np.arange(count, dtype=np.float64) / RATE)
    return (samples / max(1e-9, float(np.abs(samples).max()))).astype(np.float32)


def coloured_noise(dice: Dice, count: int, low: float, high: float, slope: float = 0.0) -> NDArray[np.float64]:
    """Noise between two frequencies (Hz), falling by `slope` (0: white, 1: pink, 2: brown)."""
    spectrum = np.fft.rfft(dice.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    band = (hertz >= low) & (hertz <= high)
    return np.fft.irfft(spectrum * band / np.maximum(hertz, 20.0) ** (slope / 2), count)


def _rain(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    steady = coloured_noise(dice, len(time), 300, 8000, float(dice.uniform(0, 1)))
    drops = np.zeros(len(time))
    for at in dice.integers(0, len(time), int(len(time) / RATE * dice.uniform(20, 300))):
        length = min(int(dice.uniform(40, 400)), len(time) - at)
        fading = np.exp(-np.arange(length) / (length / 4))
        drops[at : at + length] += dice.uniform(0.2, 1) * fading * dice.standard_normal(length)
    return steady / steady.std() + float(dice.uniform(0.2, 3)) * drops


def _wind(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    noise = coloured_noise(dice, len(time), 80, float(dice.uniform(500, 1500)), 1.5)
    return noise * (0.3 + _slow(dice, time, 0.6) ** 2)


def _explosion(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    noise = coloured_noise(dice, len(time), 30, float(dice.uniform(800, 5000)), 1.2)
    return noise * np.exp(-time / float(dice.uniform(0.15, 0.8)))


def _motor(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    base = float(dice.uniform(25, 120))
    hum = sum(np.sin(2 * np.pi * base * k * time + dice.uniform(0, 6)) / k for k in range(1, 12))
    return hum + float(dice.uniform(0.5, 3)) * _noise_beating(dice, time, float(dice.uniform(3, 25)))


def _car(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    speed = float(dice.uniform(25, 60)) * (1 + float(dice.uniform(0.1, 1.2)) * time / time[-1])
    phase = 2 * np.pi * np.cumsum(speed) / RATE
    hum = sum(np.sin(phase * k + dice.uniform(0, 6)) / k**0.7 for k in range(1, 20))
    return hum + coloured_noise(dice, len(time), 60, 2500, 1.0) * 20


def _helicopter(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    beats = (0.5 + 0.5 * np.sin(2 * np.pi * float(dice.uniform(9, 18)) * time)) ** float(dice.uniform(3, 8))
    noise = coloured_noise(dice, len(time), 40, float(dice.uniform(1000, 3500)), 1.3)
    return noise / noise.std() * (0.15 + beats)


def _siren(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = float(dice.uniform(350, 700)), float(dice.uniform(800, 1600))
    swing = 0.5 + 0.5 * np.sin(2 * np.pi * float(dice.choice([0.25, 0.5, 1.0, 3.0])) * time)
    if dice.random() < 0.4:
        swing = np.round(swing)  # two tones, as in Europe
    phase = 2 * np.pi * np.cumsum(low + (high - low) * swing) / RATE
    second, third = float(dice.uniform(0, 0.6)), float(dice.uniform(0, 0.4))
    return np.sin(phase) + second * np.sin(2 * phase) + third * np.sin(3 * phase)


def _alarm(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Beeps in groups, or a hammer between two bells."""
    if dice.random() < 0.4:
        hits = np.sin(2 * np.pi * float(dice.uniform(15, 28)) * time)
        return _bell_tone(dice, time, float(dice.uniform(1800, 3200))) * (0.3 + np.maximum(0, hits))
    tone = _tone(dice, time, float(dice.uniform(900, 3200)))
    beep = float(dice.uniform(0.06, 0.15))
    group = int(dice.integers(1, 5))
    place = np.mod(time, 2 * beep * group + float(dice.uniform(0.2, 0.7)))
    return tone * ((np.mod(place, 2 * beep) < beep) & (place < 2 * beep * group))


def _phone(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    ring, pause = float(dice.uniform(0.6, 2.0)), float(dice.uniform(0.5, 2.0))
    on = np.mod(time, ring + pause) < ring
    pitch, rate = float(dice.uniform(400, 2200)), float(dice.uniform(12, 30))
    if dice.random() < 0.5:
        tone = _bell_tone(dice, time, pitch) * (0.5 + 0.5 * np.sin(2 * np.pi * rate * time))
    else:
        warble = np.where(np.mod(time * rate / 2, 1) < 0.5, 1.0, float(dice.choice([1.2, 1.25, 1.33])))
        tone = np.sin(2 * np.pi * np.cumsum(pitch * warble) / RATE)
    return tone * on


def _clock(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    gap = float(dice.choice([0.25, 0.5, 0.5, 1.0]))
    since = np.mod(time, gap)
    odd = np.mod(np.floor(time / gap), 2)
    pitch = float(dice.uniform(1200, 4500)) * (1 - 0.2 * odd)
    click = np.sin(2 * np.pi * pitch * since) + 0.5 * dice.standard_normal(len(time))
    return click * np.exp(-since / float(dice.uniform(0.003, 0.012)))


def _heartbeat(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    gap = float(dice.uniform(0.6, 1.1))
    first = np.mod(time, gap)
    second = np.mod(time - float(dice.uniform(0.25, 0.35)) * gap, gap)
    pitch, fading = float(dice.uniform(40, 90)), float(dice.uniform(0.03, 0.07))
    beats = [np.sin(2 * np.pi * pitch * since) * np.exp(-since / fading) for since in (first, second)]
    return beats[0] + 0.7 * beats[1] + 0.01 * dice.standard_normal(len(time))


def _beep(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    start, length = float(dice.uniform(0, 0.4)), float(dice.uniform(0.15, 1.0))
    return _tone(dice, time, float(dice.uniform(300, 3000))) * ((time > start) & (time < start + length))


def _silence(dice: Dice, time: NDArray[np.float64]) -> NDArray[np.float64]:
    """No recording is quite silent: the faintest noise, which is played as loud as anything here."""
    return coloured_noise(dice, len(time), 20, 8000, float(dice.uniform(0, 2)))


def _tone(dice: Dice, time: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    wave = np.sin(2 * np.pi * pitch * time)
    return np.sign(wave) if dice.random() < 0.3 else wave


def _bell_tone(dice: Dice, time: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    parts = (1.0, 1.52, 2.03, 2.74, 3.6)
    return sum(float(dice.uniform(0.2, 1)) * np.sin(2 * np.pi * pitch * part * time) for part in parts)  # type: ignore[return-value]


def _noise_beating(dice: Dice, time: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    noise = coloured_noise(dice, len(time), 100, 4000, 0.8)
    return noise / noise.std() * (0.5 + 0.5 * np.sin(2 * np.pi * rate * time))


def _slow(dice: Dice, time: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    """0 to 1, changing about `rate` times a second."""
    count = max(3, int(time[-1] * rate) + 2)
    return np.interp(time, np.linspace(0, time[-1], count), dice.random(count))


MADE: dict[str, Callable[[Dice, NDArray[np.float64]], NDArray[np.float64]]] = {
    "rain": _rain,
    "wind": _wind,
    "explosion": _explosion,
    "motor": _motor,
    "car": _car,
    "helicopter": _helicopter,
    "siren": _siren,
    "alarm": _alarm,
    "phone": _phone,
    "clock": _clock,
    "heartbeat": _heartbeat,
    "beep": _beep,
    "silence": _silence,
}
"""By the name in sounds.toml; speech is spoken by espeak-ng instead, see sounds.py."""
