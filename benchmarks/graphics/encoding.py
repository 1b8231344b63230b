"""How many pictures a second ImageBind sees: ours, and the published one's way, crop after crop in float32."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from benchmarks.graphics.sizes import Size
from benchmarks.graphics.watch import settled
from benchmarks.published_imagebind import PlainVision
from modaverse_desktop.engine.encoders.imagebind import ImageBind
from modaverse_desktop.engine.encoders.imagebind.encoder import fast_dtype
from modaverse_desktop.engine.encoders.imagebind.whole_numbers import in_precision

_SIDE = 224


def encoding(size: Size, state: dict[str, Tensor], device: torch.device) -> dict[str, Any]:
    """Pictures a second of both; `state` has the published names."""
    ours = ImageBind(**size.imagebind)
    ours.load_published(state)
    ours.eval().to(device)
    plain = plain_vision(size, state).to(device)
    pictures = torch.randn(size.pictures, 3, _SIDE, _SIDE, generator=torch.Generator().manual_seed(1))

    def one_by_one(see: Callable[[Tensor], Tensor]) -> Tensor:
        return torch.cat([see(each[None].to(device)) for each in pictures])

    def see(some: Tensor) -> Tensor:
        return ours.embed("image", some)

    found: dict[str, Any] = {"pictures": size.pictures}
    difference = (one_by_one(plain.embed) - one_by_one(see)).abs().max()
    found["largest_difference_float32"] = float(difference)
    found["published_way_per_s"] = _rate(lambda: one_by_one(plain.embed), size, device)
    found["ours_float32_one_by_one_per_s"] = _rate(lambda: one_by_one(see), size, device)
    dtype = fast_dtype(device, ours.vision.class_token.shape[-1])
    in_precision(ours, dtype)
    found["dtype"] = str(dtype)[6:]
    found["ours_one_by_one_per_s"] = _rate(lambda: one_by_one(see), size, device)
    found["ours_per_s"] = _rate(lambda: see(pictures), size, device)
    found["largest_difference"] = float((one_by_one(plain.embed) - see(pictures)).abs().max())
    video = torch.randn(1, 15, 3, 2, _SIDE, _SIDE)
    started = settled(device)
    ours.embed("video", video)
    found["video_of_15_crops_s"] = settled(device) - started
    return found


def plain_vision(size: Size, state: dict[str, Tensor]) -> PlainVision:
    """The published one's way with the same weights, float32: products and softmax one after the other."""
    said = size.imagebind
    plain = PlainVision(
        said.get("vision_embed_dim", 1280),
        said.get("vision_num_blocks", 32),
        said.get("vision_num_heads", 16),
        said.get("out_embed_dim", 1024),
        by_hand=True,
    )
    plain.take({name: each.float() for name, each in state.items() if ".vision." in name})
    return plain.eval()


@torch.inference_mode()
def _rate(work: Callable[[], Any], size: Size, device: torch.device) -> float:
    work()
    started = settled(device)
    work()
    return size.pictures / (settled(device) - started)
