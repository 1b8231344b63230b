"""Sounds: `output.audios`, the first of them, as WAV or FLAC."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.engine.generators.saving import FORM, Made
from modaverse_desktop.engine.generators.saving.numbers import AGAIN, as_array, require_finite
from modaverse_desktop.media.encode_sound import FORMS, save_sound

RATE = "sampling_rate"
"""Entry of a pack's `config`: samples a second, for a pipeline that does not say it."""
_PARTS = ("vocoder", "vae", "audio_vae", "mel", "unet", "transformer")
_NAMES = ("output_sampling_rate", "sampling_rate", "sample_rate")
_SILENT = 1e-4
_MOST_CHANNELS = 8


def save(made: Made, folder: Path, stem: str) -> Path:
    """See `saving.save_made`. The form is what the option `format` says, else WAV."""
    form = made.wish(FORM, FORMS[0])
    if form not in FORMS:
        raise made.mistake(f"{FORM} is {form!r} and can be {', '.join(FORMS)}.")
    sound = waveform(made.output.audios, made)
    if np.abs(sound).max() < _SILENT:
        raise AppError(f"{made.manifest.name} made a silent sound", "", AGAIN, ErrorKind.MODEL)
    rate = sampling_rate(made)
    return save_sound(fading(sound, rate), rate, folder, stem, str(form))


def fading(sound: NDArray[np.floating], rate: int) -> NDArray[np.floating]:
    """The sound with its last hundredth of a second faded out: what is cut off in the middle would click."""
    count = min(rate // 100, len(sound))
    ramp = np.ones(len(sound), np.float32)
    ramp[len(sound) - count :] = np.linspace(1, 0, count, dtype=np.float32)
    return (sound.T * ramp).T


def waveform(sounds: Any, made: Made) -> NDArray[np.floating]:
    """The first of a batch of sounds as (samples,) or (samples, channels). Raises AppError(MODEL) if it is none."""
    sound = as_array(sounds[0])
    if sound.ndim == 2 and sound.shape[0] <= _MOST_CHANNELS < sound.shape[1]:
        sound = sound.T
    require_finite(sound, made.manifest)
    if sound.ndim not in (1, 2) or 0 in sound.shape:
        raise made.mistake(f"It gave a sound of the shape {sound.shape}.")
    return sound.astype(np.float32)


def sampling_rate(made: Made) -> int:
    """Samples a second: what the pack says, else the vocoder or whatever makes the sound.

    Raises:
        AppError: MODEL, nobody says it.
    """
    said = made.manifest.config.get(RATE)
    if isinstance(said, int):
        return said
    for part in _PARTS:
        config = getattr(getattr(made.pipeline, part, None), "config", None)
        for name in _NAMES:
            if rate := getattr(config, name, None):
                return int(rate)
    raise made.mistake(f"Nothing says how many samples a second it makes: {RATE} in [config] can.")
