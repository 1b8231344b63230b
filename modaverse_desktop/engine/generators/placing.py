"""A pipeline on its device: whole, or with the parts or layers that do not work waiting in main memory."""

from __future__ import annotations

from typing import Any

import torch

from modaverse_desktop.core.placement import Placement


def place(pipeline: Any, device: torch.device, placement: Placement) -> Any:
    """Put the pipeline, loaded into main memory, onto the device in this way; returns it."""
    if placement is not Placement.WHOLE:
        _work_in_tiles(pipeline)
    match placement:
        case Placement.WHOLE | Placement.HALF:
            return pipeline.to(device)
        case Placement.BY_PART:
            pipeline.enable_model_cpu_offload(device=device)
        case Placement.BY_LAYER:
            pipeline.enable_group_offload(
                onload_device=device, offload_device=torch.device("cpu"), offload_type="leaf_level"
            )
    return pipeline


def _work_in_tiles(pipeline: Any) -> None:
    """The decoder works on one picture, and on one tile of it, at a time, if it can."""
    for name in ("enable_slicing", "enable_tiling"):
        if hasattr(getattr(pipeline, "vae", None), name):
            getattr(pipeline.vae, name)()
