"""Opening a picture with Pillow: the formats we accept, and one sentence for each way in which it can fail."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.media.files import bad_input, read_start, shown_name

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "PPM", "ICO", "AVIF")
_SCALED_WHILE_READ = ("JPEG", "MPO")
_DAMAGED = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders were seen to raise on damaged files."""


@contextmanager
def open_picture(path: Path) -> Iterator[Image.Image]:
    """The opened, not yet decoded picture of a file that `regular_file` accepted.

    Raises AppError(INPUT) when it is no picture, damaged or too big, also for what Pillow raises in the with-block,
    and AppError(RESOURCES) when memory runs out. Raises `UnidentifiedImageError` when no format recognises it.
    """
    read_start(path, 1)
    try:
        with path.open("rb") as file, Image.open(file, formats=_available()) as image:
            _check_size(path, image)
            yield image
    except UnidentifiedImageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_big(path, *_declared_size(path)) from error
    except MemoryError as error:
        raise AppError(
            f"There is not enough memory to open “{shown_name(path)}”",
            "",
            "Close other programs, or use a smaller picture.",
            ErrorKind.RESOURCES,
        ) from error
    except _DAMAGED as error:
        raise damaged(path, str(error)) from error


def damaged(path: Path, reason: str = "") -> AppError:
    """The error for a file that begins well and cannot be decoded."""
    return bad_input(
        f"“{shown_name(path)}” is damaged or incomplete", reason, "Copy or download it again, or use another file."
    )


def _available() -> list[str]:
    Image.init()
    return [name for name in FORMATS if name in Image.OPEN]


def _check_size(path: Path, image: Image.Image) -> None:
    """Between its limit, where Pillow warns, and twice that, where it refuses, we open what is scaled as it is read."""
    limit = Image.MAX_IMAGE_PIXELS
    if limit and image.width * image.height > limit and image.format not in _SCALED_WHILE_READ:
        raise _too_big(path, image.width, image.height)


def _declared_size(path: Path) -> tuple[int, int]:
    """Width and height that the header declares; the decoder itself has no size limit and reads no pixels here."""
    prefix = read_start(path, 16)
    for name in _available():
        factory, accept = Image.OPEN[name]
        if accept is None or accept(prefix):
            try:
                with path.open("rb") as file:
                    return factory(file, "").size
            except (Image.DecompressionBombError, *_DAMAGED):
                continue
    return (0, 0)


def _too_big(path: Path, width: int, height: int) -> AppError:
    limit = (Image.MAX_IMAGE_PIXELS or 0) / 1e6
    size = (
        f"It is {width} × {height} pixels ({width * height / 1e6:.0f} million)" if width else "It has too many pixels"
    )
    return bad_input(
        f"“{shown_name(path)}” is too big a picture",
        f"{size}; the limit is {limit:.0f} million",
        "Make it smaller with a picture editor first.",
    )
