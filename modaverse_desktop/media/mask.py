"""A mask on a picture: white where it may change, of the picture's size; kept under the name of its content."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.media.files import bad_input, shown_name
from modaverse_desktop.media.probe import describe

WHITE = 128
"""From this value on a pixel counts as marked."""


def read_mask(mask: Path, picture: Path, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """The mask as uint8 (height, width), 255 where `picture` may change; what is transparent in it counts as white.

    `size` is the picture's width and height, upright, if the caller knows it.

    Raises:
        AppError: INPUT, it cannot be read, is of another size than the picture, or nothing in it is white.
    """
    pixels = np.asarray(Image.fromarray(decode_image(mask)).convert("L"))  # (height, width)
    width, height = size or picture_size(picture)
    if pixels.shape != (height, width):
        raise bad_input(
            "The mask does not fit the picture",
            f"“{shown_name(mask)}” has {pixels.shape[1]} × {pixels.shape[0]} pixels, "
            f"“{shown_name(picture)}” has {width} × {height}.",
            "Paint it on this picture, or choose a mask of the same size.",
        )
    if not is_marked(pixels):
        raise bad_input(
            "The mask is empty",
            f"Nothing in “{shown_name(mask)}” is white.",
            "Mark in white what may change, or leave the mask out.",
        )
    return pixels


def is_marked(pixels: NDArray[np.uint8]) -> bool:
    """Whether anything may change."""
    return bool(pixels.size) and int(pixels.max()) >= WHITE


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height of a picture, upright; of its header alone. Raises AppError(INPUT)."""
    info = describe(path)
    return info.width or 0, info.height or 0


def keep_mask(pixels: NDArray[np.uint8], picture: Path, folder: Path) -> Path:
    """Write a mask of any resolution (height, width) as a PNG of the picture's size; returns its path.

    Its name is the sha256 of its content: the same mask is one file, and none is ever changed.

    Raises:
        AppError: INPUT, the picture is gone; RESOURCES, it cannot be written.
    """
    image = Image.fromarray(pixels)
    size = picture_size(picture)
    if image.size != size:
        image = image.resize(size, Image.Resampling.BILINEAR)
    content = io.BytesIO()
    image.save(content, "PNG")
    path = folder / f"{hashlib.sha256(content.getvalue()).hexdigest()}.png"
    if not path.exists():
        write_atomically(path, content.getvalue())
    return path
