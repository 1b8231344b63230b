"""The numbers that pipelines give, as arrays that can be written: arrays, tensors and lists of pictures alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest

AGAIN = "Try another seed or another prompt."
_BLACK = 2


def as_array(values: Any) -> NDArray[Any]:
    """An array, also of a tensor on any device, or of a list of either or of Pillow pictures."""
    if isinstance(values, torch.Tensor):
        return values.detach().float().cpu().numpy()
    if isinstance(values, list | tuple):
        return np.stack([as_array(each) for each in values])
    return np.asarray(values)


def require_finite(values: NDArray[Any], manifest: Manifest) -> None:
    """Raises AppError(MODEL) if what `manifest` computed is not made of numbers."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise AppError(
            f"{manifest.name} computed something that is not made of numbers",
            "This happens when the precision is too low for the model.",
            "Use the CPU, or another model.",
            ErrorKind.MODEL,
        )


def colours(values: NDArray[Any], manifest: Manifest, *, flagged: bool) -> NDArray[np.uint8]:
    """Pixels of any shape as uint8; floats are 0 to 1. Raises AppError(MODEL) if all of it is black, or no numbers."""
    require_finite(values, manifest)
    pixels = values if values.dtype == np.uint8 else (values.clip(0, 1) * 255).round().astype(np.uint8)
    if flagged:
        raise AppError("The model's safety filter made it black", "", AGAIN, ErrorKind.MODEL)
    if pixels.max() <= _BLACK:
        raise AppError(f"{manifest.name} made nothing but black", "", AGAIN, ErrorKind.MODEL)
    return pixels
