"""Pictures and video clips as ImageBind's vision tower was trained on them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.engine.encoders.imagebind.network import SIDE

SEEN = Excerpts(clips=5, clip_seconds=2.0)
"""Of a video."""
_MEAN = (0.48145466, 0.4578275, 0.40821073)
_DEVIATION = (0.26862954, 0.26130258, 0.27577711)


def still(image: NDArray[np.uint8]) -> Tensor:
    """uint8 RGB (H, W, 3) to (3, 224, 224): the short side scaled bicubically to 224, the middle cut out."""
    picture = Image.fromarray(np.ascontiguousarray(image)).convert("RGB")
    picture = picture.resize(_size(*picture.size), Image.Resampling.BICUBIC)
    left, top = round((picture.width - SIDE) / 2), round((picture.height - SIDE) / 2)
    cut = np.array(picture.crop((left, top, left + SIDE, top + SIDE)))
    return _normalised(torch.from_numpy(cut).permute(2, 0, 1), 1)


def film(clips: Sequence[NDArray[np.uint8]]) -> Tensor:
    """Clips of RGB frames (T, H, W, 3) to three crops of each, (3 * clips, 3, T, 224, 224).

    The short side is scaled to 224; the crops are the middle, the left or upper end, and the right or lower one.
    """
    return torch.cat([_crops(clip) for clip in clips])


def _crops(clip: NDArray[np.uint8]) -> Tensor:
    frames = torch.from_numpy(clip).permute(0, 3, 1, 2).float()  # (T, 3, H, W)
    width, height = _size(frames.shape[3], frames.shape[2])
    scaled = functional.interpolate(frames, (height, width), mode="bilinear", align_corners=False)
    tops, lefts = _offsets(height), _offsets(width)
    cut = [scaled[:, :, top : top + SIDE, left : left + SIDE] for top, left in zip(tops, lefts, strict=True)]
    return _normalised(torch.stack(cut).transpose(1, 2), 2)  # (crops, 3, T, 224, 224)


def _offsets(size: int) -> tuple[int, int, int]:
    return math.ceil((size - SIDE) / 2), 0, size - SIDE


def _size(width: int, height: int) -> tuple[int, int]:
    """With a short side of 224 pixels."""
    short = min(width, height)
    return max(SIDE, SIDE * width // short), max(SIDE, SIDE * height // short)


def _normalised(pixels: Tensor, after: int) -> Tensor:
    """0 to 255 with three channels, and `after + 1` dimensions behind them, to what the weights expect."""
    shape = (3, *[1] * (after + 1))
    mean, deviation = torch.tensor(_MEAN).view(shape), torch.tensor(_DEVIATION).view(shape)
    return (pixels.float() / 255.0 - mean) / deviation
