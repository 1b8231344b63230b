"""The weights that a training begins with, if it does not begin from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from modaverse_desktop.core.errors import AppError, ErrorKind

WEIGHTS = "diffusion_pytorch_model.safetensors"


def take_over(parts: Mapping[str, nn.Module], folder: Path) -> None:
    """Fill networks, by the names of their folders in `folder` ("" for itself), with the weights that lie there.

    Raises AppError(USAGE) if there are none, or of other shapes.
    """
    try:
        for name, part in parts.items():
            part.load_state_dict(load_file(folder / name / WEIGHTS))
    except (OSError, RuntimeError, SafetensorError) as error:
        title = f"The training cannot start from {folder}"
        hint = "Name a folder with weights of the same sizes as `start`, or leave it out."
        raise AppError(title, str(error)[:500], hint, ErrorKind.USAGE) from error
