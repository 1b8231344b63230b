"""The noise that clips begin from, for models that were trained with the same noise in every frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest

NOISE = "noise"
"""Entry of a pack's `config`."""
SHARED = "shared"
_FRAMES = ("video_length", "num_frames")


def first_noise(manifest: Manifest, pipeline: Any, arguments: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """The argument `latents` if the pack's `config` has ``noise = "shared"``, else nothing.

    It is the noise of one picture, (1, channels, frames, height, width), the same in all frames, so that a clip begins
    as the picture that the seed gives. The pack's constants say how large and how long it is.

    Raises:
        AppError: MODEL, they do not, or the pipeline takes no latents.
    """
    kind = manifest.config.get(NOISE)
    if kind is None:
        return {}
    frames = next((arguments[name] for name in _FRAMES if name in arguments), None)
    try:
        if kind != SHARED or not isinstance(frames, int):
            raise KeyError(f"{NOISE} = {kind!r}")
        scale = pipeline.vae_scale_factor
        sides = arguments["height"] // scale, arguments["width"] // scale
        channels = pipeline.transformer.config.in_channels
    except (KeyError, AttributeError, TypeError) as error:
        raise AppError(
            f"The pack {manifest.id} does not fit its pipeline",
            f"No shared noise can be made: {error}.",
            "Correct the pack's pack.toml.",
            ErrorKind.MODEL,
        ) from error
    one = torch.randn(1, channels, 1, *sides, generator=torch.Generator("cpu").manual_seed(seed))
    return {"latents": one.expand(-1, -1, frames, -1, -1).to(pipeline.dtype)}
