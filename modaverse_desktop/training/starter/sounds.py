"""Kinds of sound and what they are heard from: recordings, instruments played by fluidsynth, computed ones, speech."""

from __future__ import annotations

import random
import struct
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.media.sound import read_sound
from modaverse_desktop.training.starter import synthetic

RATE = synthetic.RATE
LONGEST_SECONDS = 12.0
"""Of a recording, from its beginning."""
MOST = 10
"""Recordings, and computed sounds, of a kind."""
MADE_SECONDS = 3.0
SHORTEST = RATE // 20
_AT_ONCE = 40
PHRASES, PHRASE_SECONDS = 6, 4
_SOUNDFONTS = ("fluid-soundfont/usr/share/sounds/sf2/FluidR3_GM.sf2", "timgm/usr/share/sounds/sf2/TimGM6mb.sf2")
_VOICES = ("en-us", "en-gb", "en-gb-scotland", "de", "fr-fr", "es", "it", "pt", "vi", "sv")
_SPOKEN = (
    "Hello, how are you today?",
    "The train to the city leaves at half past nine.",
    "Please remember to close the window before you go.",
    "I have never seen such a large number of people here.",
    "One, two, three, four, five, six, seven.",
    "Thank you very much, and see you tomorrow.",
    "It will be cloudy in the north, with some rain.",
    "Once upon a time there was a king who had three daughters.",
)
_TICKS = 480
"""A quarter of a second in the notes that are written for fluidsynth: at 120 a minute a beat has 960 ticks."""


@dataclass(frozen=True)
class Kind:
    """What a sound is called, and where it comes from; see sounds.toml."""

    name: str
    train: tuple[str, ...] = ()
    programs: tuple[int, ...] = ()
    drums: bool = False
    made: str = ""
    classes: tuple[str, ...] = ()


@cache
def read_kinds() -> tuple[Kind, ...]:
    """The kinds of sounds.toml, in its order."""
    table = tomllib.loads(files(__package__).joinpath("sounds.toml").read_text(encoding="utf-8"))
    lists = ("train", "programs", "classes")
    return tuple(
        Kind(name, **{key: tuple(value) if key in lists else value for key, value in row.items()})
        for name, row in table.items()
    )


def recordings(data: Path, patterns: Sequence[str]) -> list[Path]:
    """The files that ``source:pattern`` lines mean, sorted; stamps' spoken descriptions only where a line says so.

    Raises AppError(INPUT) if a line means no file.
    """
    found: list[Path] = []
    for line in patterns:
        source, _, pattern = line.partition(":")
        spoken_too = "_desc" in line
        matching = sorted(each for each in (data / source).rglob(pattern) if spoken_too == ("_desc" in each.stem))
        if not matching:
            raise AppError("A sound of sounds.toml is not there", line, "Fetch the data again.", ErrorKind.INPUT)
        found += matching
    return list(dict.fromkeys(found))


def waveforms(data: Path, seed: int) -> dict[str, list[NDArray[np.float32]]]:
    """By the names of the kinds, what they are heard from: at most `MOST` recordings, phrases, computed sounds, speech.

    Raises AppError if something is not there, or fluidsynth or espeak-ng fails.
    """
    found: dict[str, list[NDArray[np.float32]]] = {}
    for kind in read_kinds():
        paths = recordings(data, kind.train)
        step = max(1, -(-len(paths) // MOST))
        found[kind.name] = read_recordings(paths[::step])
        if kind.made == "speech":
            found[kind.name] += spoken(MOST, seed)
        elif kind.made:
            dice = [np.random.default_rng((seed, number)) for number in range(MOST)]
            found[kind.name] += [synthetic.make(kind.made, each, MADE_SECONDS) for each in dice]
    for name, phrases in played(data, read_kinds(), seed).items():
        found[name] += phrases
    return {name: [each for each in heard if len(each) >= SHORTEST] for name, heard in found.items()}


def read_recordings(paths: Sequence[Path]) -> list[NDArray[np.float32]]:
    """Up to 12 s of each, mono at 16 kHz; many in one go, since starting ffmpeg takes longer than decoding does.

    Raises AppError(RESOURCES) if ffmpeg is not installed or one of them cannot be read.
    """
    found: list[NDArray[np.float32]] = []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(paths), _AT_ONCE):
            command = ["ffmpeg", "-nostdin", "-loglevel", "error"]
            group = [path.absolute() for path in paths[start : start + _AT_ONCE]]
            targets = [Path(folder, f"{start + number}.f32") for number in range(len(group))]
            for path in group:
                command += ["-t", str(LONGEST_SECONDS), "-i", str(path)]
            for number, target in enumerate(targets):
                command += ["-map", f"{number}:a:0", "-f", "f32le", "-ac", "1", "-ar", str(RATE), str(target)]
            _run(command)
            found += [np.fromfile(target, "<f4") for target in targets]
    return found


def played(data: Path, kinds: Sequence[Kind], seed: int) -> dict[str, list[NDArray[np.float32]]]:
    """Phrases of every kind that has programs or drums, all played by fluidsynth in one go with each soundfont.

    Raises AppError(RESOURCES) if fluidsynth is not installed or fails.
    """
    made: dict[str, list[NDArray[np.float32]]] = {}
    for number, font in enumerate(_SOUNDFONTS):
        for name, phrase in _played(data / font, kinds, seed + number):
            made.setdefault(name, []).append(phrase)
    return made


def spoken(count: int, seed: int) -> list[NDArray[np.float32]]:
    """Sentences by espeak-ng in different voices. Raises AppError(RESOURCES) if it is not installed or fails."""
    dice = random.Random(seed)
    return [_say(dice) for _ in range(count)]


def midi_file(events: Sequence[tuple[int, bytes]]) -> bytes:
    """A MIDI file of one track: events are (ticks from the beginning, message), 1920 ticks a second."""
    track = bytearray()
    now = 0
    for when, message in sorted(events, key=lambda event: event[0]):
        track += _varying(when - now) + message
        now = when
    track += b"\x00\xff\x2f\x00"
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, 2 * _TICKS)
    return header + struct.pack(">4sI", b"MTrk", len(track)) + bytes(track)


def _played(font: Path, kinds: Sequence[Kind], seed: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    parts = [(kind.name, program) for kind in kinds for program in kind.programs]
    parts += [(kind.name, -1) for kind in kinds if kind.drums]
    dice = random.Random(seed)
    events = [event for place, (_, program) in enumerate(parts) for event in _phrases(place, program, dice)]
    with tempfile.TemporaryDirectory() as folder:
        notes, sound = Path(folder, "notes.mid"), Path(folder, "notes.wav")
        notes.write_bytes(midi_file(events))
        _run(["fluidsynth", "-ni", "-g", "0.6", "-r", str(RATE), "-F", str(sound), str(font), str(notes)])
        whole = np.concatenate(read_sound(sound, RATE, Excerpts()))
    for place, (name, _) in enumerate(parts):
        for phrase in range(PHRASES):
            start = (place * PHRASES + phrase) * PHRASE_SECONDS * RATE
            yield name, whole[start : start + PHRASE_SECONDS * RATE]


def _phrases(place: int, program: int, dice: random.Random) -> list[tuple[int, bytes]]:
    """The notes of one program: a phrase every four seconds, silent at its end. Program -1: the drums."""
    channel = 9 if program < 0 else 0
    second = 4 * _TICKS
    start = place * PHRASES * PHRASE_SECONDS * second
    events = [(start, bytes((0xC0 | channel, max(0, program))))]
    for phrase in range(PHRASES):
        at, end = (start + (phrase * PHRASE_SECONDS + offset) * second for offset in (0, PHRASE_SECONDS))
        end -= second // 2
        base = dice.randint(43, 74)
        step = int(second * dice.choice((0.15, 0.25, 0.35, 0.5, 0.8, 1.6)))
        chord = dice.choice(((0,), (0,), (0, 4, 7), (0, 3, 7), (0, 7)))
        while at < end:
            if channel == 9:
                pitches = dice.sample((36, 38, 42, 46, 45, 48, 49, 51, 38, 36), 2)
            else:
                root = base + dice.choice((0, 2, 4, 5, 7, 9, 11, 12, -3, -5))
                pitches = [root + each for each in chord]
            stop = min(at + step, end)
            for pitch in pitches:
                events.append((at, bytes((0x90 | channel, pitch, dice.randint(60, 120)))))
                events.append((stop, bytes((0x80 | channel, pitch, 0))))
            at += step
    return events


def _varying(number: int) -> bytes:
    """MIDI's numbers: seven bits a byte, the highest first."""
    found = [number & 0x7F]
    while number := number >> 7:
        found.append(0x80 | (number & 0x7F))
    return bytes(reversed(found))


def _say(dice: random.Random) -> NDArray[np.float32]:
    voice = f"{dice.choice(_VOICES)}+{dice.choice(('m1', 'm3', 'm7', 'f1', 'f2', 'f4', 'croak', 'whisper'))}"
    pitch, speed = str(dice.randint(20, 80)), str(dice.randint(120, 210))
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder, "speech.wav")
        _run(["espeak-ng", "-v", voice, "-p", pitch, "-s", speed, "-w", str(sound), dice.choice(_SPOKEN)])
        return read_recordings([sound])[0]


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        title, hint = f"{command[0]} could not play the sounds", f"apt-get install {command[0]}"
        raise AppError(title, str(error)[:500], hint, ErrorKind.RESOURCES) from error
