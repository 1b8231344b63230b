"""Pictures with transparency, varied before the frozen encoder sees them: size, place, turn, mirror and background."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind

SIDE = 300
_WHITE_SHARE = 0.4
_PLAIN_SHARE = 0.7


def open_rgba(path: Path, side: int = SIDE) -> Image.Image:
    """A picture file (also svg, drawn `side` pixels wide) with its transparency, no side longer than `side`.

    Raises AppError(INPUT) if it cannot be read.
    """
    try:
        if path.suffix == ".svg":
            import resvg_py  # needed for training only

            drawn = resvg_py.svg_to_bytes(svg_path=str(path), width=side, height=side, skip_system_fonts=True)
            return Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")
        with Image.open(path) as image:
            rgba = image.convert("RGBA")
    except (OSError, ValueError) as error:
        raise AppError(f"{path.name} is not a picture", str(error), "Fetch the data again.", ErrorKind.INPUT) from error
    rgba.thumbnail((side, side), Image.Resampling.LANCZOS)
    return rgba


def on_white(picture: Image.Image) -> NDArray[np.uint8]:
    """RGB pixels as the application itself shows the picture to the encoder."""
    white = Image.new("RGBA", picture.size, "white")
    return np.asarray(Image.alpha_composite(white, picture).convert("RGB"))


def augment(picture: Image.Image, seed: int, mirror: bool = True, side: int = SIDE) -> NDArray[np.uint8]:
    """A varied RGB picture (side, side, 3), decided by `seed` alone; `mirror` allows it to be turned left to right."""
    random = np.random.default_rng(seed)
    size = round(side * float(random.uniform(0.55, 1.08)))
    scale = size / max(picture.size)
    shape = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    drawn = picture.resize(shape, Image.Resampling.BICUBIC)
    if mirror and random.random() < 0.5:
        drawn = drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if random.random() < 0.5:
        drawn = drawn.rotate(float(random.uniform(-12, 12)), Image.Resampling.BICUBIC, expand=True)
    canvas = _background(random, side)
    slack = (side - drawn.width, side - drawn.height)
    place = tuple(round(each * float(random.uniform(0.25, 0.75))) for each in slack)
    canvas.paste(drawn, (place[0], place[1]), drawn)
    pixels = np.asarray(canvas, dtype=np.float32) * float(random.uniform(0.85, 1.1)) + float(random.uniform(-8, 8))
    return pixels.clip(0, 255).astype(np.uint8)


def _background(random: np.random.Generator, side: int) -> Image.Image:
    """White, one colour, or soft blotches like a photograph out of focus."""
    kind = random.random()
    if kind < _WHITE_SHARE:
        return Image.new("RGB", (side, side), "white")
    if kind < _PLAIN_SHARE:
        return Image.new("RGB", (side, side), tuple(int(value) for value in random.integers(0, 256, 3)))
    cells = int(random.integers(2, 7))
    blotches = random.integers(0, 256, (cells, cells, 3)).astype(np.float32)
    mixed = 0.6 * blotches + 0.4 * random.integers(0, 256, 3)
    return Image.fromarray(mixed.astype(np.uint8)).resize((side, side), Image.Resampling.BICUBIC)
