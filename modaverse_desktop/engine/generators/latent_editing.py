"""Editing with a pipeline that only knows prompts: it begins late in its schedule, from the picture with some noise."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor


class LatentEditing:
    """A pipeline with an `AutoencoderKL`, with the arguments of diffusers' image-to-image pipelines besides its own.

    The method is SDEdit (Meng and others, 2021); with a mask, RePaint's (Lugmayr and others, 2022) without resampling:
    what the mask spares is put back at every step.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self.accepts = frozenset(inspect.signature(pipeline.__call__).parameters) | {"image", "strength", "mask_image"}

    def __call__(
        self,
        image: Image.Image,
        strength: float = 0.7,
        mask_image: Image.Image | None = None,
        num_inference_steps: int = 20,
        generator: torch.Generator | None = None,
        callback: Callable[[int, Any, Tensor], None] | None = None,
        **arguments: Any,
    ) -> Any:
        """As the pipeline's own call. `mask_image` is white where the picture may change; both are of one size."""
        pipeline = self._pipeline
        clean = self._encoded(image)
        noise = torch.randn(clean.shape, generator=generator).to(clean)
        whole = pipeline.scheduler
        pipeline.scheduler = shortened(whole, strength)
        try:
            pipeline.scheduler.set_timesteps(num_inference_steps, device=clean.device)
            times = pipeline.scheduler.timesteps.clone()
            noisy = pipeline.scheduler.add_noise(clean, noise, times[:1])
            keep = None if mask_image is None else self._kept(mask_image, clean)

            def on_step(index: int, time: Any, latents: Tensor) -> None:
                if keep is not None:
                    later = times[index + 1 : index + 2]
                    known = pipeline.scheduler.add_noise(clean, noise, later) if len(later) else clean
                    latents.copy_(torch.where(keep, known, latents))
                if callback is not None:
                    callback(index, time, latents)

            output = pipeline(
                num_inference_steps=num_inference_steps,
                latents=noisy,
                generator=generator,
                callback=on_step,
                **{**arguments, "height": image.height, "width": image.width},
            )
        finally:
            pipeline.scheduler = whole
        return output

    def _encoded(self, image: Image.Image) -> Tensor:
        """The picture's latents (1, C, height / scale, width / scale)."""
        vae = self._pipeline.vae
        device = getattr(self._pipeline, "_execution_device", vae.device)
        pixels = torch.from_numpy(np.asarray(image.convert("RGB"), dtype=np.float32) / 127.5 - 1)  # (H, W, 3)
        mean = vae.encode(pixels.permute(2, 0, 1)[None].to(device, vae.dtype)).latent_dist.mode()
        return mean * vae.config.scaling_factor

    def _kept(self, mask: Image.Image, latents: Tensor) -> Tensor:
        """Where the latents stay, (1, 1, h, w): a latent changes if any of its pixels may."""
        white = torch.from_numpy(np.asarray(mask.convert("L"), dtype=np.float32) / 255)[None, None]
        return (torch.nn.functional.adaptive_max_pool2d(white, latents.shape[-2:]) < 0.5).to(latents.device)


def shortened(scheduler: Any, strength: float) -> Any:
    """A copy of the scheduler that begins at `strength` (above 0, to 1) of its way from the picture to noise."""
    late = type(scheduler).from_config(scheduler.config)
    set_timesteps = late.set_timesteps

    def set_late_timesteps(*arguments: Any, **named: Any) -> None:
        set_timesteps(*arguments, **named)
        start = len(late.timesteps) - max(1, round(strength * len(late.timesteps)))
        late.timesteps = late.timesteps[start:]
        if hasattr(late, "sigmas"):
            late.sigmas = late.sigmas[start:]

    late.set_timesteps = set_late_timesteps
    return late
