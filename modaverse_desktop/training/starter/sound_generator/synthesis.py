"""Sounds that need no recording: sirens, bells and weather, computed. Each is a little different every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

RATE = 16000
Sound = NDArray[np.float32]
Dice = np.random.Generator


def make(name: str, dice: Dice, seconds: float) -> Sound:
    """The sound of this name, float32 (samples,) at 16 kHz, as long as its kind needs, at most `seconds`."""
    return _MAKERS[name](dice, seconds).astype(np.float32)


def names() -> frozenset[str]:
    """What can be made."""
    return frozenset(_MAKERS)


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(round(seconds * RATE)) / RATE


def _tone(pitch: NDArray[np.float64], partials: Sequence[float]) -> NDArray[np.float64]:
    """A harmonic tone of this pitch (Hz, for every sample); partials above 7.5 kHz are left out."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    heard = ((number, level) for number, level in enumerate(partials, 1) if number * pitch.max() < 7500)
    return np.sum([level * np.sin(number * phase) for number, level in heard], axis=0)


def _struck(seconds: float, pitch: float, ratios: Sequence[float], decays: Sequence[float]) -> NDArray[np.float64]:
    """Partials that ring out, each in its own time: what is struck."""
    time = _time(seconds)
    heard = [(ratio * pitch, decay) for ratio, decay in zip(ratios, decays, strict=True) if ratio * pitch < 7500]
    rings = [np.sin(2 * np.pi * at * time) * np.exp(-time / decay) for at, decay in heard]
    return np.sum([ring / (1 + number) for number, ring in enumerate(rings)], axis=0)


def _noise(dice: Dice, seconds: float, low: float, high: float, slope: float = 0.0) -> NDArray[np.float64]:
    """Noise between two frequencies (Hz), falling by `slope` powers of the frequency; root mean square 1."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(dice.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    edge = 1 / (1 + (low / np.maximum(frequency, 1)) ** 4) / (1 + (frequency / high) ** 4)
    sound = np.fft.irfft(spectrum * edge * np.maximum(frequency, 20) ** -slope, count)
    return sound / np.sqrt(np.mean(sound**2))


def _slow(dice: Dice, seconds: float, speed: float) -> NDArray[np.float64]:
    """A random course between 0 and 1 that changes about `speed` times a second."""
    points = dice.random(int(seconds * speed) + 3)
    return np.interp(_time(seconds) * speed, np.arange(len(points)), points)


def _bell(dice: Dice, seconds: float) -> NDArray[np.float64]:
    decays = (2.5, 2.0, 1.4, 1.2, 0.8, 0.6)
    return _struck(min(seconds, 3.0), dice.uniform(300, 460), (1, 2, 2.4, 3, 4, 5.3), decays)


def _bicycle_bell(dice: Dice, seconds: float) -> NDArray[np.float64]:
    ring = _struck(1.0, dice.uniform(2000, 2400), (1, 1.5, 2.1, 2.9), (0.5, 0.4, 0.3, 0.2))
    return ring + np.pad(ring, (round(0.16 * RATE), 0))[: len(ring)]


def _siren(dice: Dice, seconds: float) -> NDArray[np.float64]:
    cycle = dice.uniform(0.35, 0.6)
    rise = 0.5 - 0.5 * np.cos(2 * np.pi * cycle * _time(seconds))
    return _tone(dice.uniform(520, 620) + 800 * rise, (1, 0.5, 0.4, 0.2, 0.1))


def _two_tone(dice: Dice, seconds: float) -> NDArray[np.float64]:
    low = dice.uniform(430, 460)
    high = (_time(seconds) * dice.uniform(1.0, 1.3)) % 1 < 0.5
    return _tone(np.where(high, low * 4 / 3, low), (1, 0.6, 0.5, 0.3, 0.2, 0.1))


def _alarm(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(seconds)
    on = (time % 1.024 < 0.512) & (time % 0.128 < 0.07)
    return on * _tone(np.full(len(time), dice.uniform(1950, 2150)), (1, 0.2, 0.3))


def _beep(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(0.35)
    return _tone(np.full(len(time), dice.uniform(950, 1050)), (1, 0.1)) * np.minimum(1, (0.35 - time) / 0.02)


def _telephone(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(seconds)
    strokes = (time * 22) % 1
    pitch = np.where((time * 11) % 1 < 0.5, 1.0, 1.22) * dice.uniform(1300, 1400)
    ring = np.exp(-strokes * 1.2) * _tone(pitch, (1, 0.3, 0.5, 0.2))
    return ring * np.minimum(1, np.maximum(0, (1.25 - time % 2.0) / 0.25))


def _doorbell(dice: Dice, seconds: float) -> NDArray[np.float64]:
    pitch = dice.uniform(620, 680)
    ratios, decays = (1, 2.0, 3.0, 4.2), (0.7, 0.4, 0.3, 0.15)
    second = np.pad(_struck(1.5, pitch * 0.8, ratios, decays), (round(0.6 * RATE), 0))
    first = _struck(2.1, pitch, ratios, decays)
    return first[: len(second)] + second[: len(first)]


def _whistle(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(dice.uniform(0.7, 1.0))
    warble = dice.uniform(2300, 2500) * (1 + 0.03 * np.sign(np.sin(2 * np.pi * 32 * time)))
    blow = np.minimum(1, np.minimum(time, time[-1] - time) / 0.04)
    return blow * (_tone(warble, (1, 0.15, 0.1)) + 0.1 * _noise(dice, len(time) / RATE, 1500, 5000)[: len(time)])


def _wind(dice: Dice, seconds: float) -> NDArray[np.float64]:
    gusts = _slow(dice, seconds, 1.2)
    howl = _noise(dice, seconds, 400, 700) * gusts**2 + 0.5 * _noise(dice, seconds, 700, 1100) * gusts**4
    return howl + 0.6 * _noise(dice, seconds, 60, 400, 0.5) * (0.4 + 0.6 * gusts)


def _sea(dice: Dice, seconds: float) -> NDArray[np.float64]:
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * (_time(seconds) / dice.uniform(3.0, 3.8) + dice.uniform(0, 0.3)))
    hiss = _noise(dice, seconds, 500, 6000, 0.4)
    return wave**2 * hiss + (0.2 + 0.5 * wave) * _noise(dice, seconds, 80, 900, 0.6)


def _fire(dice: Dice, seconds: float) -> NDArray[np.float64]:
    count = round(seconds * RATE)
    sound = 0.12 * _noise(dice, seconds, 60, 700, 0.5)
    for start in dice.integers(0, count - 800, int(seconds * 22)):
        crack = dice.standard_normal(dice.integers(60, 500))
        sound[start : start + len(crack)] += dice.exponential(1.0) * crack * np.exp(-np.arange(len(crack)) / 60)
    return sound


def _motorcycle(dice: Dice, seconds: float) -> NDArray[np.float64]:
    speed = dice.uniform(32, 40) * (1 + 0.9 * _slow(dice, seconds, 0.7))
    phase = np.cumsum(speed) / RATE % 1
    beat = np.exp(-phase * 7) * (1 + 0.3 * _noise(dice, seconds, 100, 2500, 0.3))
    return np.diff(beat, prepend=beat[0]) * 3 + beat - beat.mean()


def _clock(dice: Dice, seconds: float) -> NDArray[np.float64]:
    count = round(seconds * RATE)
    sound = np.zeros(count + RATE)
    for number in range(int(seconds / 0.512)):
        tick = _struck(0.06, 2100 if number % 2 else 2700, (1, 1.6, 2.3), (0.012, 0.008, 0.005))
        at = round((0.064 + number * 0.512) * RATE)
        sound[at : at + len(tick)] += tick
    return sound[:count] + 0.001 * dice.standard_normal(count)


def _explosion(dice: Dice, seconds: float) -> NDArray[np.float64]:
    length = min(seconds, 2.5)
    time = _time(length)
    low = _noise(dice, length, 30, 250, 0.5) * np.exp(-time / 0.7)
    return low + 0.8 * _noise(dice, length, 100, 4000, 0.3) * np.exp(-time / dice.uniform(0.15, 0.25))


_MAKERS: dict[str, Callable[[Dice, float], NDArray[np.float64]]] = {
    "alarm": _alarm,
    "beep": _beep,
    "bell": _bell,
    "bicycle_bell": _bicycle_bell,
    "clock": _clock,
    "doorbell": _doorbell,
    "explosion": _explosion,
    "fire": _fire,
    "motorcycle": _motorcycle,
    "sea": _sea,
    "siren": _siren,
    "telephone": _telephone,
    "two_tone": _two_tone,
    "whistle": _whistle,
    "wind": _wind,
}
