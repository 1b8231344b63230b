"""Clips for the evaluation: a camera that moves over a picture, and animated pictures, as video files."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.decode import decode_image

SIDE, FRAMES, RATE = 320, 50, 10
_CLOSEST = 0.72
"""Of the picture's side, at the end of the camera's way."""


def film(picture: Path, target: Path) -> Path:
    """Write an MP4 of five seconds in which the camera comes near one corner of a picture; returns `target`.

    Raises AppError if the picture cannot be read or ffmpeg fails.
    """
    pixels = Image.fromarray(decode_image(picture, 2 * SIDE))
    return write_clip([_looked_at(pixels, frame / (FRAMES - 1)) for frame in range(FRAMES)], target)


def animated(picture: Path, target: Path) -> Path:
    """Write an MP4 of an animated picture's frames, on white; returns `target`. Raises AppError likewise."""
    frames: list[NDArray[np.uint8]] = []
    with Image.open(picture) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            rgba = image.convert("RGBA").resize((SIDE, SIDE))
            white = Image.new("RGBA", rgba.size, "white")
            frames.append(np.asarray(Image.alpha_composite(white, rgba).convert("RGB")))
    return write_clip(frames, target)


def moves(picture: Path) -> bool:
    """Whether a picture file has more than one frame."""
    with Image.open(picture) as image:
        return getattr(image, "n_frames", 1) > 1


def write_clip(frames: Sequence[NDArray[np.uint8]], target: Path) -> Path:
    """Write RGB frames of one size, ten a second, as MP4; returns `target`. Raises AppError without ffmpeg."""
    height, width, _ = frames[0].shape
    command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}"]
    command += ["-r", str(RATE), "-i", "-", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast"]
    try:
        pixels = b"".join(np.ascontiguousarray(frame).tobytes() for frame in frames)
        subprocess.run([*command, str(target)], input=pixels, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        title, hint = "A clip for the evaluation could not be written", "Install ffmpeg."
        raise AppError(title, str(error)[:300], hint, ErrorKind.RESOURCES) from error
    return target


def _looked_at(picture: Image.Image, way: float) -> NDArray[np.uint8]:
    """What the camera sees after a share of its way: from the whole picture to its lower right."""
    share = 1 - (1 - _CLOSEST) * way
    width, height = picture.width * share, picture.height * share
    left, top = (picture.width - width) * way, (picture.height - height) * way
    seen = picture.resize((SIDE, SIDE), Image.Resampling.BILINEAR, (left, top, left + width, top + height))
    return np.asarray(seen)
