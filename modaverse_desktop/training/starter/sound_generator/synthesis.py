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


def _strokes(
    dice: Dice, seconds: float, apart: float, stroke: Callable[[int], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """What `stroke` makes, again and again, the first after 64 ms; `apart` (s) is a multiple of a latent's 128 ms."""
    count = round(seconds * RATE)
    sound = np.zeros(count + RATE)
    for number in range(int(seconds / apart)):
        part, at = stroke(number), round((0.064 + number * apart) * RATE)
        sound[at : at + len(part)] += part
    return sound[:count]


def _bicycle_bell(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """Two turns of the wheel that throws the clappers against it."""
    pitch, sound = dice.uniform(1620, 1780), np.zeros(round(1.9 * RATE))
    for begin in (0.0, 0.512):
        for number in range(7):
            ring = _struck(1.0, pitch, (1, 1.5, 2.1, 2.9), (0.6, 0.5, 0.3, 0.2)) * dice.uniform(0.6, 1)
            at = round((begin + number / 19) * RATE)
            sound[at : at + len(ring)] += ring[: len(sound) - at]
    return sound


def _gong(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """The partials of a bar, beating slowly."""
    time, pitch = _time(min(seconds, 4.0)), dice.uniform(120, 150)
    partials = ((1, 1.0, 1.1, 3.0), (2.74, 0.7, 2.3, 2.0), (5.2, 0.4, 3.1, 1.2), (8.1, 0.2, 4.0, 0.7))
    rings = [
        level
        * np.sin(2 * np.pi * pitch * ratio * time)
        * (1 + 0.1 * np.sin(2 * np.pi * beat * time))
        * np.exp(-time / decay)
        for ratio, level, beat, decay in partials
    ]
    return np.sum(rings, axis=0)


def _siren(dice: Dice, seconds: float) -> NDArray[np.float64]:
    cycle = dice.uniform(0.35, 0.6)
    rise = 0.5 - 0.5 * np.cos(2 * np.pi * cycle * _time(seconds))
    return _tone(dice.uniform(520, 620) + 800 * rise, (1, 0.5, 0.4, 0.2, 0.1))


def _two_tone(dice: Dice, seconds: float) -> NDArray[np.float64]:
    low = dice.uniform(620, 680)
    high = (_time(seconds) * dice.uniform(0.9, 1.1)) % 1 < 0.5
    return _tone(np.where(high, low * 1.35, low), (1, 0.4, 0.3, 0.1))


def _alarm_bell(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """A hammer between two bells."""
    time = _time(seconds)
    pitch = np.full(len(time), dice.uniform(2000, 2600))
    phases = 2 * np.pi * np.cumsum(pitch) / RATE
    rings = [
        level * np.sin(ratio * phases + dice.uniform(0, 6))
        for ratio, level in ((1, 1), (1.52, 0.8), (2.03, 0.6), (2.74, 0.5))
    ]
    return np.sum(rings, axis=0) * (0.35 + np.exp(-3 * ((time * 20) % 1)))


def _beep(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(0.35)
    return _tone(np.full(len(time), dice.uniform(950, 1050)), (1, 0.1)) * np.minimum(1, (0.35 - time) / 0.02)


def _telephone(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(seconds)
    strokes = (time * 22) % 1
    pitch = np.where((time * 11) % 1 < 0.5, 1.0, 1.22) * dice.uniform(1300, 1400)
    ring = np.exp(-strokes * 1.2) * _tone(pitch, (1, 0.3, 0.5, 0.2))
    return ring * np.minimum(1, np.maximum(0, (1.25 - time % 2.0) / 0.25))


def _claps(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """Two hands, which never meet at once everywhere."""

    def clap(number: int) -> NDArray[np.float64]:
        sound = np.zeros(round(0.15 * RATE))
        for late, fading in ((0.0, 0.006), (0.008, 0.006), (0.017, 0.035)):
            burst = _noise(dice, 0.12, 700, 3500, 0.3) * np.exp(-_time(0.12) / fading)
            sound[round(late * RATE) :][: len(burst)] += burst
        return sound

    return _strokes(dice, seconds, 0.512, clap)


def _maracas(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """Grains that rush and then meet the wall."""
    time = _time(0.11)
    rush = np.minimum(1, time / 0.03) * np.exp(-np.maximum(0, time - 0.03) / 0.018)
    return _strokes(
        dice, seconds, 0.256, lambda number: _noise(dice, 0.11, 4500, 7800) * rush * (0.6 if number % 2 else 1)
    )


def _knocking(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """Three knocks on wood, in a small room."""
    pitch, time = 120 * dice.uniform(0.9, 1.1), _time(0.12)
    modes = ((1, 1.0, 0.03), (1.6, 0.9, 0.025), (2.3, 0.7, 0.02), (3.5, 0.6, 0.012), (5.2, 0.4, 0.008))
    sound, room = np.zeros(round(1.2 * RATE)), _noise(dice, 0.15, 20, 7900) * np.exp(-_time(0.15) / 0.03) * 0.08
    for number in range(3):
        wood = np.sum(
            [level * np.sin(2 * np.pi * pitch * ratio * time) * np.exp(-time / decay) for ratio, level, decay in modes],
            axis=0,
        )
        at = round(number * 0.256 * RATE)
        sound[at : at + len(time)] += wood + 2 * _noise(dice, 0.12, 150, 4000, 0.3) * np.exp(-time / 0.005)
    room[0] = 1
    return np.convolve(sound, room)[: len(sound)]


def _whistle(dice: Dice, seconds: float) -> NDArray[np.float64]:
    time = _time(dice.uniform(0.7, 1.0))
    warble = dice.uniform(2300, 2500) * (1 + 0.03 * np.sign(np.sin(2 * np.pi * 32 * time)))
    blow = np.minimum(1, np.minimum(time, time[-1] - time) / 0.04)
    return blow * (_tone(warble, (1, 0.15, 0.1)) + 0.1 * _noise(dice, len(time) / RATE, 1500, 5000)[: len(time)])


def _motorcycle(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """Two cylinders that fire one soon after the other, through an exhaust with three resonances."""
    turns = np.cumsum(dice.uniform(22, 28) * (1 + _slow(dice, seconds, 0.8))) / RATE
    pressure = np.exp(-10 * (turns % 1)) + 0.6 * np.exp(-10 * ((turns + 0.42) % 1))
    pressure *= 1 + 0.8 * dice.standard_normal(len(turns))
    time = np.arange(300) / RATE
    exhaust = np.exp(-time / 0.003) * np.sum([np.cos(2 * np.pi * pitch * time) for pitch in (150, 420, 900)], axis=0)
    return np.convolve(pressure - pressure.mean(), exhaust, "same")


def _engine(dice: Dice, pitch: NDArray[np.float64], partials: Sequence[float], noise: float) -> NDArray[np.float64]:
    """A motor at this pitch (Hz, for every sample) and the noise around it."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    waves = [level * np.sin(number * phase + dice.uniform(0, 6)) for number, level in enumerate(partials, 1)]
    motor = np.sum(waves, axis=0)
    return motor / motor.std() + noise * _noise(dice, len(pitch) / RATE, 60, 3000, 0.5)


def _car(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """It speeds up and slows down."""
    time = _time(seconds)
    faster = 1.5 - 0.5 * np.cos(2 * np.pi * time / seconds * dice.uniform(0.8, 1.3))
    return _engine(dice, dice.uniform(70, 90) * faster, [number**-0.7 for number in range(1, 12)], 0.3)


def _racing_car(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """It comes, passes 12 m away at 160 km/h and goes."""
    speed, near = 45.0, 12.0
    along = (_time(seconds) - 0.4 * seconds) * speed
    distance = np.hypot(along, near)
    pitch = dice.uniform(180, 220) / (1 + speed * along / distance / 340)
    return _engine(dice, pitch, [number**-0.5 for number in range(1, 15)], 0.5) * near / distance


def _helicopter(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """A blade passes every 64 ms."""
    turn = _time(seconds) / 0.064
    blades = np.exp(-6 * (turn % 1)) + 0.4 * np.exp(-9 * ((turn + 0.5) % 1))
    return _noise(dice, seconds, 40, 2500, 0.65) * (0.1 + blades)


def _clock(dice: Dice, seconds: float) -> NDArray[np.float64]:
    """Every tick is two clicks: the escapement's tooth falls, and is caught."""

    def tick(number: int) -> NDArray[np.float64]:
        time, pitch = _time(0.06), (2600 if number % 2 == 0 else 3400) * dice.uniform(0.99, 1.01)
        wheel = np.sin(2 * np.pi * pitch * time) + 0.6 * np.sin(2 * np.pi * 1.63 * pitch * time)
        click = np.exp(-time / 0.008) * (wheel + 0.3 * dice.standard_normal(len(time)))
        return click + 0.35 * np.pad(click, (round(0.022 * RATE), 0))[: len(click)]

    return _strokes(dice, seconds, 0.512, tick)


_MAKERS: dict[str, Callable[[Dice, float], NDArray[np.float64]]] = {
    "alarm_bell": _alarm_bell,
    "beep": _beep,
    "bicycle_bell": _bicycle_bell,
    "car": _car,
    "claps": _claps,
    "clock": _clock,
    "gong": _gong,
    "helicopter": _helicopter,
    "knocking": _knocking,
    "maracas": _maracas,
    "motorcycle": _motorcycle,
    "racing_car": _racing_car,
    "siren": _siren,
    "telephone": _telephone,
    "two_tone": _two_tone,
    "whistle": _whistle,
}
