"""Stage one of a picture generator: a decoder for latents that are principal components, and an encoder like them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn

from modaverse_desktop.training.config import LoopConfig, build
from modaverse_desktop.training.loop import Loss
from modaverse_desktop.training.patches import PatchBasis


@dataclass(frozen=True)
class AutoencoderOptions:
    """The `[autoencoder]` table.

    `pictures`: an array file, uint8 (count, size, size, 3). `patches`: a `PatchBasis`, whose patch is the picture's
    side over the latents'. `noise` is added to the latents that are decoded: a denoiser's are not perfect either. The
    first `crop_steps` steps see twice as many windows of half the side: half the work, and more variety.
    """

    pictures: Path
    patches: Path
    channels: tuple[int, ...] = (16, 32, 64, 128)
    batch: int = 8
    crop_steps: int = 0
    noise: float = 0.1
    gradient_weight: float = 1.0
    chroma_weight: float = 1.0


class AutoencoderTask:
    """Learn both directions from pictures and their mirror images."""

    def __init__(self, options: AutoencoderOptions, seed: int) -> None:
        self.options = options
        self.pictures = np.load(options.pictures, mmap_mode="r")
        self.basis = PatchBasis.load(options.patches)
        torch.manual_seed(seed)
        self._model = make_autoencoder(options.channels, len(self.basis.bias), self.pictures.shape[1])

    @classmethod
    def from_config(cls, table: Mapping[str, Any], seed: int) -> AutoencoderTask:
        """From the `[autoencoder]` table of a configuration."""
        return cls(build(AutoencoderOptions, table), seed)

    @property
    def model(self) -> nn.Module:
        """The network in training."""
        return self._model

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """All parameters alike."""
        return [{"params": list(self._model.parameters())}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """Random pictures, half of them mirrored, float32 (batch, 3, size, size) from -1 to 1, and their latents."""
        cropped = step < self.options.crop_steps
        rows = np.random.randint(len(self.pictures), size=self.options.batch * (2 if cropped else 1))
        pictures = self.pictures[rows]
        side, patch = pictures.shape[1], self.basis.patch
        images = to_model_range(_windows(pictures, side // 2, patch) if cropped else pictures)
        flip = torch.from_numpy(np.random.rand(len(rows)) < 0.5)
        images[flip] = images[flip].flip(-1)
        latents = self.basis.encode(images)
        images = images.contiguous(memory_format=torch.channels_last)
        return {"images": images, "latents": latents, "samples": len(rows)}

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Of the decoder: L1 + L2, the L1 of the slopes (sharp edges) and of red and blue against green (colours).
        Of the encoder: the squared difference from the latents, and from the noise as their spread."""
        images, latents, options = batch["images"], batch["latents"], self.options
        difference = model.decode(latents + options.noise * torch.randn_like(latents)).sample.float() - images
        pixel = difference.abs().mean() + 2 * difference.square().mean()
        slopes = difference.diff(dim=-1).abs().mean() + difference.diff(dim=-2).abs().mean()
        chroma = (difference[:, [0, 2]] - difference[:, 1:2]).abs().mean()
        encoded = model.encode(images).latent_dist
        likeness = (encoded.mean.float() - latents).square().mean()
        spread = (encoded.std.float() - options.noise).square().mean()
        decoding = pixel + options.gradient_weight * slopes + options.chroma_weight * chroma
        numbers = {"l1": difference.abs().mean().item(), "encoder_error": likeness.item()}
        return Loss(decoding + 0.1 * (likeness + spread), numbers)

    def export(self, folder: Path) -> None:
        """Write it as a diffusers model folder."""
        self._model.save_pretrained(folder)


def make_autoencoder(channels: tuple[int, ...], latent_channels: int, size: int) -> AutoencoderKL:
    """An untrained autoencoder that halves the picture once a level but the first; its latents need no scaling."""
    levels = len(channels)
    model = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=channels,
        latent_channels=latent_channels,
        layers_per_block=1,
        norm_num_groups=8,
        sample_size=size,
        scaling_factor=1.0,
        mid_block_add_attention=False,
    )
    return model.to(memory_format=torch.channels_last)  # type: ignore[return-value]


def to_model_range(pictures: np.ndarray) -> Tensor:
    """uint8 (n, h, w, 3) to float32 (n, 3, h, w) from -1 to 1."""
    return torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def to_pictures(images: Tensor) -> np.ndarray:
    """The inverse of `to_model_range`, clipped."""
    levels = ((images.float().clamp(-1, 1) + 1) * 127.5).round()
    return levels.to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()


def _windows(pictures: np.ndarray, side: int, grid: int) -> np.ndarray:
    """A random square window of each picture, its corner on the grid of the patches."""
    corners = grid * np.random.randint((pictures.shape[1] - side) // grid + 1, size=(len(pictures), 2))
    return np.stack([each[y : y + side, x : x + side] for each, (y, x) in zip(pictures, corners, strict=True)])
