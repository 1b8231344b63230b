"""Text to a clip, or a picture to one: a picture is drawn, or given, and then moves.

The picture is made as `PixArtSigmaPipeline` makes it: the same prompt and seed give the same picture. A second network
says how it moves, and the picture is warped so, frame by frame: what moves stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKL, DiffusionPipeline, PixArtTransformer2DModel
from diffusers.utils import BaseOutput
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.engine.generators.moving_picture.motion import Motion, MotionCodec, plain_ground, warped
from modaverse_desktop.engine.generators.moving_picture.network import MotionTransformer

MOTION_GUIDANCE = 2.0
"""How much more than the picture alone the words decide how it moves; more of it makes motions jerky."""
LARGEST = 512
"""Pixels at the longer side of a given picture."""
_WHITE_FROM, _WHITE_AT = 0.72, 0.9
"""Of a drawn picture's ground, which is not quite white, from -1 to 1: what becomes white, gradually."""

StepEnd = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


@dataclass
class MovingPicture(BaseOutput):
    """`frames`: one clip, float32 (1, frames, height, width, 3) in 0..1; `motion` is how it moves."""

    frames: NDArray[np.float32]
    motion: Motion


class MovingPicturePipeline(DiffusionPipeline):
    """`vae` and `denoiser` are a picture generator's, `mover` and `codec` make what they give move."""

    model_cpu_offload_seq = "text_encoder->denoiser->mover->vae"

    def __init__(
        self,
        tokenizer: Any,
        text_encoder: Any,
        vae: AutoencoderKL,
        denoiser: PixArtTransformer2DModel,
        mover: MotionTransformer,
        codec: MotionCodec,
        scheduler: Any,
    ) -> None:
        super().__init__()
        self.register_modules(
            tokenizer=tokenizer,
            text_encoder=text_encoder,
            vae=vae,
            denoiser=denoiser,
            mover=mover,
            codec=codec,
            scheduler=scheduler,
        )
        self.vae_scale_factor = 2 ** (len(vae.config["block_out_channels"]) - 1)
        self.num_timesteps = 0

    @torch.no_grad()
    def __call__(
        self,
        prompt: str,
        image: Image.Image | None = None,
        num_inference_steps: int = 12,
        guidance_scale: float = 3.0,
        generator: torch.Generator | None = None,
        callback_on_step_end: StepEnd | None = None,
    ) -> MovingPicture:
        """One clip of the prompt, or of `image` moving as the prompt says.

        `num_inference_steps` are those of the picture, and then again of the motion.
        """
        self.num_timesteps = num_inference_steps * (1 if image else 2)
        done = 0

        def step_end(scheduler: Any, time: Any) -> None:
            nonlocal done
            if callback_on_step_end is not None:
                callback_on_step_end(self, done, time, {})
            done += 1

        text, mask = self._told(prompt)
        if image is None:
            latents = self._drawn(text, mask, num_inference_steps, guidance_scale, generator, step_end)
            picture = _whitened(self.vae.decode(latents).sample[0].float())
            ground: Tensor | None = torch.ones(3, 1, 1).to(picture)
        else:
            picture = _tensor(image).to(self._execution_device)
            latents, ground = self._seen(picture), plain_ground(picture)
        moves = self._moved(latents, text, mask, num_inference_steps, generator, step_end)
        motion = self.codec.decode(moves[0])
        frames = warped(picture, motion, ground).clamp(-1, 1) / 2 + 0.5
        return MovingPicture(frames.permute(0, 2, 3, 1)[None].cpu().numpy(), motion)

    def motion_of(self, prompt: str, seed: int) -> Motion:
        """How what the prompt asks for moves."""
        return self(prompt, generator=torch.Generator("cpu").manual_seed(seed)).motion

    def _told(self, prompt: str) -> tuple[Tensor, Tensor]:
        """States (2, tokens, width) of nothing and of the prompt, and their mask (2, tokens)."""
        read = self.tokenizer(["", prompt], padding=True, truncation=True, return_tensors="pt").to(
            self._execution_device
        )
        states = self.text_encoder(read.input_ids, attention_mask=read.attention_mask)[0]
        return states, read.attention_mask

    def _drawn(
        self, text: Tensor, mask: Tensor, steps: int, guidance: float, generator: Any, step_end: Callable[..., None]
    ) -> Tensor:
        """Latents (1, channels, side, side) of a picture."""
        config = self.denoiser.config
        shape = (1, config["in_channels"], config["sample_size"], config["sample_size"])

        def direction(noisy: Tensor, time: Tensor) -> Tensor:
            return self.denoiser(
                noisy,
                encoder_hidden_states=text,
                encoder_attention_mask=mask,
                timestep=time,
                added_cond_kwargs={"resolution": None, "aspect_ratio": None},
            ).sample

        return self._sampled(shape, direction, steps, guidance, generator, step_end)

    def _moved(
        self, picture: Tensor, text: Tensor, mask: Tensor, steps: int, generator: Any, step_end: Callable[..., None]
    ) -> Tensor:
        """Latents (1, frames, channels) of a motion."""
        config = self.mover.config
        pictures = picture.expand(2, -1, -1, -1)

        def direction(noisy: Tensor, time: Tensor) -> Tensor:
            return self.mover(noisy, time, pictures, text, mask)

        shape = (1, config["frames"], config["channels"])
        return self._sampled(shape, direction, steps, MOTION_GUIDANCE, generator, step_end)

    def _sampled(
        self,
        shape: Sequence[int],
        direction: Callable[[Tensor, Tensor], Tensor],
        steps: int,
        guidance: float,
        generator: Any,
        step_end: Callable[..., None],
    ) -> Tensor:
        """From noise of a shape to latents, guided away from what the empty prompt gives (Ho and Salimans 2022)."""
        device = self._execution_device
        scheduler = deepcopy(self.scheduler)  # each run has a memory of its own
        scheduler.set_timesteps(steps, device=device)
        noise = torch.randn(shape, generator=generator).to(device, self.denoiser.dtype)
        latents = noise * scheduler.init_noise_sigma
        for time in scheduler.timesteps:
            both = scheduler.scale_model_input(latents.expand(2, *latents.shape[1:]), time)
            nothing, wanted = direction(both, time.expand(2)).chunk(2)
            latents = scheduler.step(nothing + guidance * (wanted - nothing), time, latents).prev_sample
            step_end(scheduler, time)
        return latents

    def _seen(self, picture: Tensor) -> Tensor:
        """Latents (1, channels, side, side) of a given picture, whatever its shape."""
        side = self.denoiser.config["sample_size"] * self.vae_scale_factor
        small = functional.interpolate(picture[None], (side, side), mode="area")
        return self.vae.encode(small.to(self.vae.dtype)).latent_dist.mode() * self.vae.config["scaling_factor"]


def _tensor(image: Image.Image) -> Tensor:
    """(3, height, width) from -1 to 1, not larger than `LARGEST`."""
    small = image.convert("RGB")
    small.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.asarray(small, dtype=np.float32)).permute(2, 0, 1) / 127.5 - 1


def _whitened(picture: Tensor) -> Tensor:
    """A drawn picture whose ground is white: it has no rim then where it moves."""
    light = ((picture.amin(0) - _WHITE_FROM) / (_WHITE_AT - _WHITE_FROM)).clamp(0, 1)
    return torch.lerp(picture, torch.ones_like(picture), light)
