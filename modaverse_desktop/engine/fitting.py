"""How the language model is made to fit: the precision for the device, and what transformers must be told for it."""

from __future__ import annotations

import importlib.util
from typing import Any

import torch
from transformers import BitsAndBytesConfig

from modaverse_desktop.core.fits import half_mb_of
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.precision import Choice, Precision, choose_precision
from modaverse_desktop.engine.device import Device, available_mb

QUANTISER = "bitsandbytes"
"""The optional package for 8-bit and 4-bit."""


def fit_backbone(manifest: Manifest, device: torch.device, room_mb: int | None = None) -> Choice:
    """The precision for a backbone's pack, by the size of its files; `room_mb` None asks the device."""
    room = available_mb(Device(device.type, torch.float32, "", "", device.index or 0)) if room_mb is None else room_mb
    can_quantise = importlib.util.find_spec(QUANTISER) is not None
    return choose_precision(half_mb_of(manifest), room, on_gpu=device.type == "cuda", can_quantise=can_quantise)


def loading_arguments(choice: Choice, device: torch.device) -> dict[str, Any]:
    """Of `from_pretrained`. What has a `device_map` is placed by it, and must not be moved."""
    half = half_of(device)
    if choice.precision is Precision.FULL:
        return {"dtype": torch.float32}
    if choice.offload:
        return {"dtype": half, "device_map": "auto", "max_memory": {device.index or 0: f"{choice.mb}MB", "cpu": "1TB"}}
    if choice.precision is Precision.HALF:
        return {"dtype": half}
    config = BitsAndBytesConfig(
        load_in_8bit=choice.precision is Precision.EIGHT,
        load_in_4bit=choice.precision is Precision.FOUR,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_compute_dtype=half,
    )
    return {"dtype": half, "quantization_config": config, "device_map": {"": device}}


def half_of(device: torch.device) -> torch.dtype:
    """The device's own 16 bits: float16 only where a GPU has no bfloat16."""
    has_bfloat16 = device.type != "cuda" or torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.bfloat16 if has_bfloat16 else torch.float16
