"""The sounds that the starter's generator learns: kinds from kinds.toml, each as many clips, cut or laid out alike."""

from __future__ import annotations

import math
import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.starter.sound_generator import played, synthesis

RATE = 16000
SAMPLES = 65536
"""Of a clip: 4.1 s."""
SHORTEST, USUAL = 2.0, 3.0
"""Seconds; half of the clips are as long as what the pack makes unless told otherwise."""
GRID = 2048
"""Samples; what happens again does so after a multiple: what a latent stands for begins alike, too."""
PITCHES = (-0.5, 0.0, 0.5)
"""Semitones by which a recording becomes higher."""
VARIED = 4
"""Sounds of a kind that is computed, spoken or struck; more would blur what a patch of it sounds like."""
TRANSPOSED = 2
"""Semitones by which what is struck becomes higher or lower, at most."""
LOUDNESS = 0.1
"""Root mean square of the loudest half second; no sample is above `PEAK`."""
PEAK = 0.9
SOUNDFONTS = {
    "fluid": "fluid-soundfont/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "timgm": "timgm/usr/share/sounds/sf2/TimGM6mb.sf2",
}
SOURCES = ("tuxpaint-stamps", "gcompris", "0ad", "unknown-horizons", "sonic-pi", "lmms")
SOUND_ENDINGS = (".ogg", ".wav", ".flac")
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class SoundKind:
    """One kind of sound: what it comes from, what it is asked for as and what it may be taken for; see kinds.toml.

    `manner` is event, texture, melody or beat. An event and a texture may have several sources.
    """

    name: str
    says: tuple[str, ...]
    manner: str
    heard: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    program: int | None = None
    font: str = "fluid"
    low: int = 0
    high: int = 0
    keys: tuple[int, ...] = ()
    chord: tuple[int, ...] = (0,)
    drums: tuple[int, ...] = ()
    made: str = ""
    voice: str = ""


@dataclass(frozen=True)
class Excerpt:
    """The seconds of a recording from `start` on, to `end` if it is given, after the silence that it begins with."""

    path: Path
    start: float = 0.0
    end: float | None = None


@dataclass(frozen=True)
class Clip:
    """Samples (SAMPLES,) of a clip and the seconds it was to have; it is silent from the next of `GRID` on."""

    samples: Sound
    seconds: float


def read_kinds() -> tuple[SoundKind, ...]:
    """The kinds, from kinds.toml."""
    table = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    found = []
    for name, row in table.items():
        row["recordings"] = row.pop("from", ())
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        found.append(SoundKind(name, **values))
    return tuple(found)


def make_clips(kind: SoundKind, count: int, data: Path) -> list[Clip]:
    """`count` clips of a kind, each a little different; the same every time."""
    dice = np.random.default_rng(zlib.crc32(kind.name.encode()))
    sources = _sources(kind, count, data, dice)
    return [_clip(kind, sources[number % len(sources)], dice) for number in range(count)]


def load(path: Path) -> Sound:
    """A recording as mono float32 (samples,) at 16 kHz."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(played.run(command), "<f4")


def trimmed(sound: Sound, floor: float = 0.02) -> Sound:
    """Without what is quieter than `floor` of its peak at both ends."""
    loud = np.flatnonzero(np.abs(sound) > floor * np.abs(sound).max(initial=1e-9))
    return sound[loud[0] : loud[-1] + 1] if len(loud) else sound


def at_loudness(sound: Sound) -> Sound:
    """Without DC, and as loud as every other clip in its loudest half second."""
    sound = sound - sound.mean()
    window = min(len(sound), RATE // 2)
    running = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    power = max(float((running[window:] - running[:-window]).max()) / window, 1e-12)
    gain = min(LOUDNESS / np.sqrt(power), PEAK / max(np.abs(sound).max(initial=0.0), 1e-6))
    return (sound * gain).astype(np.float32)


def find_recordings(parts: Sequence[str], data: Path) -> list[Excerpt]:
    """The one file for each part of a name, and the seconds of it that are named ("rain.ogg 2-6").

    Raises AppError if there is none, or more than one.
    """
    found = []
    for part in parts:
        name, _, seconds = part.partition(" ")
        fitting = [path for path in _recordings(data) if name in path.as_posix()]
        if len(fitting) != 1:
            detail = f"{len(fitting)} files have {name!r} in their path."
            raise AppError("A recording was not found", detail, "Fetch the sources again.", ErrorKind.INPUT)
        start, _, end = seconds.partition("-")
        found.append(Excerpt(fitting[0], float(start or 0), float(end) if end else None))
    return found


@cache
def _recordings(data: Path) -> list[Path]:
    """Every recording of the sources, without spoken descriptions."""
    files = [path for source in SOURCES for path in sorted((data / source).rglob("*")) if path.suffix in SOUND_ENDINGS]
    return [path for path in files if "_desc" not in path.name]


def _sources(kind: SoundKind, count: int, data: Path, dice: np.random.Generator) -> list[Sound]:
    found = [_cut(each) for each in find_recordings(kind.recordings, data)]
    found = [_resampled(sound, 2 ** (pitch / 12)) for pitch in PITCHES for sound in found]
    if kind.made:
        found += [synthesis.make(kind.made, dice, SAMPLES / RATE) for _ in range(VARIED)]
    if kind.voice:
        found += [_spoken(kind.voice, dice) for _ in range(VARIED)]
    if kind.program is not None or kind.drums:
        sounds = played.play(_pieces(kind, count, dice), kind.program, data / SOUNDFONTS[kind.font])
        found += [trimmed(sound)[:SAMPLES] for sound in sounds] if kind.keys else sounds
    return found


def _cut(excerpt: Excerpt) -> Sound:
    """No longer than a clip: of a longer one, the codec would know too little of everything."""
    sound = trimmed(load(excerpt.path))
    end = None if excerpt.end is None else round(excerpt.end * RATE)
    return trimmed(sound[round(excerpt.start * RATE) : end])[:SAMPLES]


def _pieces(kind: SoundKind, count: int, dice: np.random.Generator) -> list[list[played.Note]]:
    if kind.drums:
        return [played.beat(dice, kind.drums) for _ in range(count)]
    if kind.keys:
        steps = [int(dice.integers(-TRANSPOSED, TRANSPOSED + 1)) for _ in range(VARIED)]
        held = kind.manner == "texture"
        return [played.struck([key + step for key in kind.keys], held) for step in steps]
    return [played.melody(dice, kind.low, kind.high, kind.chord) for _ in range(count)]


def _spoken(voice: str, dice: np.random.Generator) -> Sound:
    text = str(dice.choice(played.SENTENCES))
    sound = played.speak(text, voice, int(dice.integers(40, 60)), int(dice.integers(150, 180)))
    return trimmed(_resampled(sound, 22050 / RATE))


def _clip(kind: SoundKind, source: Sound, dice: np.random.Generator) -> Clip:
    seconds = USUAL if dice.random() < 0.5 else float(dice.uniform(SHORTEST, SAMPLES / RATE))
    length = min(SAMPLES, math.ceil(seconds * RATE / GRID) * GRID)
    loops = kind.manner == "texture" and len(source) < SAMPLES  # what is computed is as long as it needs to be
    laid = _looped(source, length, dice) if loops else _laid(source, length, dice, kind.manner)
    fade = min(RATE // 8, length)
    laid[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return Clip(np.pad(at_loudness(laid), (0, SAMPLES - length)), seconds)


def _laid(source: Sound, length: int, dice: np.random.Generator, manner: str) -> Sound:
    """The sound from near the start on; an event that is short enough happens again after a pause."""
    result = np.zeros(length, np.float32)
    at = GRID // 2 if manner == "event" else 0
    every = -(-len(source) // GRID) * GRID + GRID * int(dice.integers(2, 5))
    while True:
        part = source[: length - at]
        result[at : at + len(part)] += part
        at += every
        if manner != "event" or at + len(source) > length:
            return result


def _looped(source: Sound, length: int, dice: np.random.Generator) -> Sound:
    """The sound over and over, its end blended into its beginning; it begins anywhere."""
    blend = min(RATE // 4, len(source) // 3)
    loop = (len(source) - blend) // GRID * GRID or len(source) - blend
    blend = min(len(source) - loop, loop)
    ramp = np.sqrt(np.linspace(0, 1, blend, dtype=np.float32))
    middle, tail = source[:loop].copy(), source[loop : loop + blend]
    middle[:blend] = middle[:blend] * ramp + tail * ramp[::-1]
    start = GRID * int(dice.integers(-(-loop // GRID)))
    return np.resize(np.roll(middle, -start), length).copy()


def _resampled(sound: Sound, factor: float) -> Sound:
    """Faster and higher by `factor`."""
    places = np.arange(0, len(sound) - 1, factor)
    return np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
