"""Instruments and voices by programs: tunes and beats as MIDI through fluidsynth, sentences through espeak-ng."""

from __future__ import annotations

import struct
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind

RATE = 16000
TICKS = 480
"""MIDI ticks a second: 480 a beat at 60 beats a minute."""
SPAN = 5
"""Seconds from the start of one piece to that of the next."""
DRUM_CHANNEL = 9
SCALE = (0, 2, 4, 7, 9, 12)
"""Few pitches, so that what is learned is the instrument."""
GRID = 0.128
"""Seconds; notes begin on multiples, after `BEGIN`: what a latent stands for begins alike, too."""
BEGIN = 0.064
TIMEOUT = 300
SENTENCES = (
    "Good morning, how are you today?",
    "The weather will be fine tomorrow.",
    "I would like a cup of tea, please.",
    "We are going to the market this afternoon.",
    "Can you tell me where the station is?",
    "My brother lives in a small house by the river.",
    "Please open the window, it is warm in here.",
    "She said that the train was late again.",
)


@dataclass(frozen=True)
class Note:
    """Start and length in seconds, MIDI key and velocity."""

    start: float
    length: float
    key: int
    velocity: int


def melody(dice: np.random.Generator, low: int, high: int, chord: Sequence[int] = (0,)) -> list[Note]:
    """Four seconds of a tune that wanders along a scale, and its last note held; with each note go the others of
    `chord`, in semitones above it."""
    root, beat = (low + high - SCALE[-1]) // 2, 4 * GRID
    place, start, notes = int(dice.choice([0, 2, 4])), BEGIN, []
    while start < 3.9:
        length = beat * float(dice.choice([1, 1, 2]))
        key, lasts = root + SCALE[place], min(length * 0.95, 4.1 - start)
        notes += [Note(start, lasts, key + above, 100 if above == 0 else 85) for above in chord]
        start += length
        place = int(np.clip(place + dice.choice([-2, -1, -1, 1, 1, 2]), 0, len(SCALE) - 1))
    return notes


def struck(keys: Sequence[int], held: bool) -> list[Note]:
    """The keys one after the other, the last one for two seconds; `held`: all of them for as long as a clip is."""
    if held:
        return [Note(0.0, 4.2, key, 110) for key in keys]
    apart = 4 * GRID
    lengths = [apart] * (len(keys) - 1) + [2.0]
    return [
        Note(BEGIN + at * apart, length, key, 105) for at, (key, length) in enumerate(zip(keys, lengths, strict=True))
    ]


def beat(dice: np.random.Generator, keys: Sequence[int]) -> list[Note]:
    """Four seconds of a rhythm: one key is shaken or struck evenly, three are bass drum, snare drum and cymbal."""
    step = 2 * GRID
    notes = []
    for number in range(int(4.0 / step)):
        struck = [keys[0]] if len(keys) == 1 else [keys[2], *(keys[part // 2] for part in (0, 2) if number % 4 == part)]
        for key in struck:
            velocity = 118 if number % 2 == 0 else 92
            notes.append(Note(BEGIN + number * step, step * 0.9, key, velocity))
    return notes


def play(pieces: Sequence[Sequence[Note]], program: int | None, soundfont: Path) -> list[NDArray[np.float32]]:
    """Every piece as float32 (samples,), `SPAN` seconds each; `program` None is the drum kit.

    Raises AppError if fluidsynth is missing or fails.
    """
    notes = [replace(note, start=note.start + SPAN * at) for at, piece in enumerate(pieces) for note in piece]
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder) / "score.mid", Path(folder) / "sound.raw"
        score.write_bytes(midi(notes, program))
        command = f"fluidsynth -ni -q -g 0.6 -R 0 -C 0 -r {RATE} -O float -T raw -F".split()
        run([*command, str(sound), str(soundfont), str(score)])
        stereo = np.fromfile(sound, "<f4").reshape(-1, 2)
    mono = np.pad(stereo.mean(1), (0, SPAN * RATE * len(pieces))).astype(np.float32)
    return [mono[at * SPAN * RATE :][: SPAN * RATE] for at in range(len(pieces))]


def speak(text: str, voice: str, pitch: int, speed: int) -> NDArray[np.float32]:
    """A sentence, float32 (samples,) at 22.05 kHz. Raises AppError if espeak-ng is missing or fails."""
    wave = run(["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed), "--stdout", text])
    return np.frombuffer(wave[44 : 44 + (len(wave) - 44) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)


def midi(notes: Sequence[Note], program: int | None) -> bytes:
    """A MIDI file of one track."""
    channel = DRUM_CHANNEL if program is None else 0
    events = [(round(each.start * TICKS), 1, bytes([0x90 | channel, each.key, each.velocity])) for each in notes]
    events += [(round((each.start + each.length) * TICKS), 0, bytes([0x80 | channel, each.key, 0])) for each in notes]
    track = b"\x00\xff\x51\x03" + (1_000_000).to_bytes(3, "big") + b"\x00" + bytes([0xC0 | channel, program or 0])
    now = 0
    for at, _, message in sorted(events):
        track += _length(at - now) + message
        now = at
    track += b"\x00\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS) + b"MTrk" + struct.pack(">I", len(track)) + track


def _length(value: int) -> bytes:
    """A variable-length quantity: seven bits a byte, the last one without the high bit."""
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))


def run(command: Sequence[str]) -> bytes:
    """Standard output of a program. Raises AppError if it is missing, fails or takes too long."""
    try:
        return subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT).stdout
    except FileNotFoundError as error:
        hint = f"Install it (apt-get install {command[0]}), then run the recipe again."
        raise AppError(f"{command[0]} is not installed", str(error), hint, ErrorKind.RESOURCES) from error
    except subprocess.SubprocessError as error:
        detail = (getattr(error, "stderr", None) or str(error).encode())[-500:].decode("utf-8", "replace")
        raise AppError(f"{command[0]} failed", detail, "Run the recipe again.", ErrorKind.RESOURCES) from error
