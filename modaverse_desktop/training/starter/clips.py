"""What the clip generator learns: every concept as 16 frames that loop, and their latents."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor

from modaverse_desktop.training.patches import PatchBasis
from modaverse_desktop.training.starter.pictures import Picture, emoji_key, picture_rgb

FRAMES = 16
SOURCES = tuple(f"fluent-anim-{number}" for number in range(1, 5))
FOLDER = "package/assets"
MOVING_WEIGHT, SWAYING_WEIGHT = 3.0, 1.0
_TILT, _STRETCH = 5.0, 0.03
"""Degrees, and the share of the height."""


def find_moving(data: Path) -> dict[str, Path]:
    """The animated pictures by emoji key."""
    found: dict[str, Path] = {}
    for source in SOURCES:
        for path in sorted((data / source / FOLDER).glob("*.webp")):
            with Image.open(path) as image:
                if getattr(image, "n_frames", 1) >= FRAMES:
                    found[emoji_key(path.stem)] = path
    return found


def moving_frames(path: Path, size: int) -> np.ndarray:
    """Frames of an animation at equal distances, on white: uint8 (FRAMES, size, size, 3)."""
    with Image.open(path) as image:
        count = getattr(image, "n_frames", 1)
        wanted = {round(number * count / FRAMES): number for number in range(FRAMES)}
        frames = [np.zeros(0)] * FRAMES
        for position in range(count):  # each is drawn over the one before
            image.seek(position)
            if position in wanted:
                white = Image.new("RGBA", image.size, "white")
                white.alpha_composite(image.convert("RGBA"))
                small = white.convert("RGB").resize((size, size), Image.Resampling.LANCZOS)
                frames[wanted[position]] = np.asarray(small)
    return np.stack(frames)


def swaying_frames(picture: np.ndarray) -> np.ndarray:
    """A still, uint8 (size, size, 3), that tilts to and fro about its foot and stretches a little, once a loop."""
    size = len(picture)
    image = Image.fromarray(picture)
    frames = []
    for number in range(FRAMES):
        phase = math.sin(2 * math.pi * number / FRAMES)
        tilt, stretch = math.radians(_TILT * phase), 1 + _STRETCH * math.sin(4 * math.pi * number / FRAMES)
        cosine, sine = math.cos(tilt), math.sin(tilt)
        x, y = size / 2, float(size)
        # from a place in the frame to the place in the picture: about the middle of the lower edge
        turn = (cosine, sine, x - cosine * x - sine * y, -sine / stretch, cosine / stretch)
        turn = (*turn, y + (sine * x - cosine * y) / stretch)
        drawn = image.transform((size, size), Image.Transform.AFFINE, turn, Image.Resampling.BICUBIC, fillcolor="white")
        frames.append(np.asarray(drawn))
    return np.stack(frames)


def write_clips(concepts: Sequence[Picture], data: Path, size: int, basis: PatchBasis, path: Path) -> None:
    """Latents of a clip of every concept, float16 (count, FRAMES, channels, side, side), and how often each is drawn:
    what is animated moves so, everything else sways, and is drawn less often."""
    moving = find_moving(data)
    weights = [MOVING_WEIGHT if each.key in moving else SWAYING_WEIGHT for each in concepts]
    latents = [encode(basis, clip) for clip in _clips(concepts, data, size, moving)]
    save_file({"latents": torch.stack(latents).half().contiguous(), "weight": torch.tensor(weights)}, path)


def _clips(concepts: Sequence[Picture], data: Path, size: int, moving: dict[str, Path]) -> Iterator[np.ndarray]:
    for each in concepts:
        if each.key in moving:
            yield moving_frames(moving[each.key], size)
        else:
            yield swaying_frames(picture_rgb(data / each.path, size))


def encode(basis: PatchBasis, frames: np.ndarray) -> Tensor:
    """Latents (frames, channels, side, side) of uint8 (frames, size, size, 3)."""
    return basis.encode(torch.from_numpy(np.array(frames)).permute(0, 3, 1, 2).float() / 127.5 - 1)
