"""Pictures to PNG files: the same pixels give the same bytes, and no file is ever overwritten or left half-written."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.files import write_new

_SAVED_MODES = ("1", "L", "LA", "RGB", "RGBA")


def save_image(picture: NDArray[np.uint8] | Image.Image, folder: Path, stem: str) -> Path:
    """Write `picture` as ``stem.png`` (or ``stem-2.png`` and so on: the first free name) and return its path.

    Args:
        picture: uint8 (height, width), (height, width, 3) or (height, width, 4), or a Pillow image.
        folder: made if need be.
        stem: a legal file name without extension: see `core.naming.safe_name`.

    Raises:
        AppError: RESOURCES, the disk is full or the folder cannot be written to.
    """
    return write_new(folder, stem, ".png", png_bytes(picture))


def png_bytes(picture: NDArray[np.uint8] | Image.Image) -> bytes:
    """`picture` (as in `save_image`) as PNG: its pixels decide every byte, there is no metadata.

    Raises:
        ValueError: an array of another type or shape.
    """
    image = picture if isinstance(picture, Image.Image) else _image(picture)
    if image.mode not in _SAVED_MODES:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    plain = Image.new(image.mode, image.size)  # without the info of where it came from: profiles, resolution, EXIF
    plain.paste(image)
    encoded = io.BytesIO()
    plain.save(encoded, "PNG", compress_level=6)
    return encoded.getvalue()


def _image(pixels: NDArray[np.uint8]) -> Image.Image:
    is_picture = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (3, 4))
    if pixels.dtype != np.uint8 or not is_picture or 0 in pixels.shape:
        raise ValueError(f"not a picture: {pixels.dtype} {pixels.shape}")
    return Image.fromarray(np.ascontiguousarray(pixels))
