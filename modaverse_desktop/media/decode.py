"""Pixels of a picture, upright and in 8-bit RGB, whatever the file holds; never a partial picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import open_picture
from modaverse_desktop.media.probe import describe, orientation

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode_image(path: Path, max_side: int | None = None) -> NDArray[np.uint8]:
    """The picture's first frame as uint8 RGB (height, width, 3), upright, transparency on white.

    With `max_side` (pixels) it is made smaller, never larger, so that no side is longer.
    Raises AppError(INPUT) when the file is no picture, damaged, incomplete or too big.
    """
    return _upright(path, max_side, "RGB")


def decode_rgba(path: Path, max_side: int | None = None) -> NDArray[np.uint8]:
    """As `decode_image`, but uint8 RGBA (height, width, 4) with its transparency kept (not multiplied in)."""
    return _upright(path, max_side, "RGBA")


def _upright(path: Path, max_side: int | None, mode: str) -> NDArray[np.uint8]:
    absolute = regular_file(path)
    try:
        with open_picture(absolute) as image:
            target = _fit(image.size, max_side)
            if target != image.size:
                image.draft(None, (2 * target[0], 2 * target[1]))  # twice: the rest is scaled with a better filter
            image.load()
            turn = _TURNS.get(orientation(image))
            picture = _eight_bit_colour(image)
            target = _fit(picture.size, max_side)
            if target != picture.size:
                picture = picture.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
            picture = picture if turn is None else picture.transpose(turn)
            return np.array(_to_mode(picture, mode), dtype=np.uint8)
    except UnidentifiedImageError as error:
        raise _no_picture(absolute) from error


def _fit(size: tuple[int, int], max_side: int | None) -> tuple[int, int]:
    if max_side is None or max(size) <= max_side:
        return size
    scale = max_side / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _eight_bit_colour(image: Image.Image) -> Image.Image:
    """The picture as L, RGB or RGBA, copied only where it must be: big ones are scaled before they are converted."""
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(np.asarray(image), image.mode))
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _to_mode(picture: Image.Image, mode: str) -> Image.Image:
    if picture.mode == mode:
        return picture
    if mode == "RGB" and picture.mode == "RGBA":
        return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    return picture.convert(mode)


def _eight_bits(values: NDArray[np.generic], mode: str) -> NDArray[np.uint8]:
    """Scale 16-bit, 32-bit and float samples (height, width) to 0..255 instead of clipping them.

    16-bit is 0..65535; floats are 0..1 or 0..255 when they fit; anything else is stretched from its least to its
    greatest value, since its range is not written in the file.
    """
    numbers = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(numbers.min()), float(numbers.max())
    if mode.startswith("I") and low >= 0 and high <= 65535:
        low, high = 0.0, 65535.0
    elif mode == "F" and low >= 0 and high <= 255:
        low, high = 0.0, 1.0 if high <= 1 else 255.0
    scaled = (numbers - low) * (255.0 / max(high - low, 1e-12))
    return np.clip(scaled + 0.5, 0, 255).astype(np.uint8)


def _no_picture(path: Path) -> AppError:
    """The sentence that `describe` has for this file, or that it is sound or video."""
    try:
        words = describe(path).modality.value
    except AppError as error:
        return error
    return bad_input(f"“{shown_name(path)}” is not a picture", f"It holds {words}", "Choose a picture.")
