"""Sounds to WAV files: the same samples give the same bytes, never clipped, never overwriting, never half-written."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.files import write_new

CEILING = 10 ** (-1 / 20)
"""The loudest that a sample may be: one decibel below full scale, so that players and lossy copies do not clip."""


def save_sound(samples: NDArray[np.floating], rate: int, folder: Path, stem: str) -> Path:
    """Write `samples` as ``stem.wav`` (or ``stem-2.wav`` and so on: the first free name) and return its path.

    Args:
        samples: (samples,) or (samples, channels), 1.0 is full scale; at least one, all finite.
        rate: samples a second.
        folder: made if need be.
        stem: a legal file name without extension: see `core.naming.safe_name`.

    Raises:
        AppError: RESOURCES, the disk is full or the folder cannot be written to.
    """
    return write_new(folder, stem, ".wav", wav_bytes(samples, rate))


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


def levelled(samples: NDArray[np.floating]) -> NDArray[np.float64]:
    """The samples without constant offset, each channel about zero, and quieter as a whole if they exceed `CEILING`."""
    centred = samples.astype(np.float64) - samples.mean(axis=0, dtype=np.float64)
    loudest = float(np.abs(centred).max())
    return centred * (CEILING / loudest) if loudest > CEILING else centred
