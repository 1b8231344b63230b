"""Pictures to PNG files: the same pixels give the same bytes, and no file is ever overwritten or left half-written."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from modaverse_desktop.core.files import write_new

_SAVED_MODES = ("1", "L", "LA", "RGB", "RGBA")
_MAX_TEXT = 64 * 1024


def save_image(
    picture: NDArray[np.uint8] | Image.Image, folder: Path, stem: str, text: Mapping[str, str] | None = None
) -> Path:
    """Write `picture` as ``stem.png`` (or ``stem-2.png`` and so on: the first free name) and return its path.

    Args:
        picture: uint8 (height, width), (height, width, 3) or (height, width, 4), or a Pillow image.
        folder: made if need be.
        stem: a legal file name without extension: see `core.naming.safe_name`.
        text: short texts to keep in the file, by keyword; see `png_bytes`.

    Raises:
        AppError: RESOURCES, the disk is full or the folder cannot be written to.
    """
    return write_new(folder, stem, ".png", png_bytes(picture, text))


def png_bytes(picture: NDArray[np.uint8] | Image.Image, text: Mapping[str, str] | None = None) -> bytes:
    """`picture` (as in `save_image`) as PNG: its pixels and `text` decide every byte, no time and no metadata else.

    `text` has keywords of 1 to 79 Latin characters and values of 64 kB together; they are stored in keyword order.

    Raises:
        ValueError: an array of another type or shape, or a text that PNG cannot hold.
    """
    image = picture if isinstance(picture, Image.Image) else _image(picture)
    if image.mode not in _SAVED_MODES:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    plain = Image.new(image.mode, image.size)  # without the info of where it came from: profiles, resolution, EXIF
    plain.paste(image)
    encoded = io.BytesIO()
    plain.save(encoded, "PNG", pnginfo=_chunks(text or {}), compress_level=6)
    return encoded.getvalue()


def _image(pixels: NDArray[np.uint8]) -> Image.Image:
    is_picture = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (3, 4))
    if pixels.dtype != np.uint8 or not is_picture or 0 in pixels.shape:
        raise ValueError(f"not a picture: {pixels.dtype} {pixels.shape}")
    return Image.fromarray(np.ascontiguousarray(pixels))


def _chunks(text: Mapping[str, str]) -> PngImagePlugin.PngInfo:
    if sum(len(value.encode("utf-8")) for value in text.values()) > _MAX_TEXT:
        raise ValueError(f"more than {_MAX_TEXT} bytes of text")
    chunks = PngImagePlugin.PngInfo()
    for keyword in sorted(text):
        if not (0 < len(keyword.encode("latin-1")) < 80 and keyword.isprintable()):
            raise ValueError(f"not a keyword: {keyword!r}")
        chunks.add_itxt(keyword, text[keyword])
    return chunks
