"""Sounds to WAV and FLAC: the same samples give the same bytes, never clipped, overwriting or half-written."""

from __future__ import annotations

import io
import subprocess
import tempfile
import wave
from pathlib import Path
from typing import Any, cast

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_new

FORMS = ("wav", "flac")
TIME_LIMIT = 120.0
"""Seconds that ffmpeg gets."""
CEILING = 10 ** (-1 / 20)
"""The loudest that a sample may be: one decibel below full scale, so that players and lossy copies do not clip."""


def save_sound(samples: NDArray[np.floating], rate: int, folder: Path, stem: str, form: str = "wav") -> Path:
    """Write `samples` as ``stem.wav`` (or ``stem-2.wav`` and so on: the first free name) and return its path.

    Both forms hold the same 16-bit samples; FLAC takes about half the room.

    Args:
        samples: (samples,) or (samples, channels), 1.0 is full scale; at least one, all finite.
        rate: samples a second.
        folder: made if need be.
        stem: a legal file name without extension: see `core.naming.safe_name`.
        form: one of `FORMS`.

    Raises:
        AppError: RESOURCES, the disk is full or the folder cannot be written to; INPUT, there is no ffmpeg for FLAC.
        ValueError: what is no sound, or another form.
    """
    if form not in FORMS:
        raise ValueError(f"{form} is not one of {', '.join(FORMS)}")
    sound = wav_bytes(samples, rate)
    return write_new(folder, stem, f".{form}", flac_bytes(sound) if form == "flac" else sound)


def wav_bytes(samples: NDArray[np.floating], rate: int) -> bytes:
    """`samples` (as in `save_sound`) as 16-bit PCM, `levelled`.

    Raises:
        ValueError: an array of another shape, or with numbers that are not finite.
    """
    if samples.ndim not in (1, 2) or 0 in samples.shape or not np.isfinite(samples).all():
        raise ValueError(f"not a sound: {samples.dtype} {samples.shape}")
    steps = np.round(levelled(samples) * 32767).astype("<i2")
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as file:
        file.setnchannels(1 if steps.ndim == 1 else steps.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.ascontiguousarray(steps).tobytes())
    return encoded.getvalue()


def flac_bytes(wav: bytes) -> bytes:
    """A WAV file as FLAC: the same samples, the same bytes every time.

    Raises:
        AppError: INPUT, there is no ffmpeg or it is no sound; RESOURCES, there is no room for temporary files.
    """
    with tempfile.TemporaryDirectory() as place:
        source, target = Path(place, "sound.wav"), Path(place, "sound.flac")
        source.write_bytes(wav)
        graph = cast(Any, ffmpeg).input(str(source))
        graph = graph.output(str(target), acodec="flac", fflags="+bitexact", flags="+bitexact", map_metadata=-1)
        command = [*graph.global_args("-v", "error", "-nostdin").compile(), "-y"]
        try:
            subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=True)
        except FileNotFoundError as error:
            raise AppError(
                "The sound could not be saved as FLAC",
                "The program ffmpeg was not found",
                "Install the package ffmpeg, or choose WAV.",
                ErrorKind.INPUT,
            ) from error
        except subprocess.SubprocessError as error:
            said = (getattr(error, "stderr", None) or str(error).encode()).decode("utf-8", "replace").strip()
            raise AppError(
                "The sound could not be saved as FLAC", said[-300:], "Choose WAV.", ErrorKind.RESOURCES
            ) from error
        return target.read_bytes()


def levelled(samples: NDArray[np.floating]) -> NDArray[np.float64]:
    """The samples without constant offset, each channel about zero, and quieter as a whole if they exceed `CEILING`."""
    centred = samples.astype(np.float64) - samples.mean(axis=0, dtype=np.float64)
    loudest = float(np.abs(centred).max())
    return centred * (CEILING / loudest) if loudest > CEILING else centred
