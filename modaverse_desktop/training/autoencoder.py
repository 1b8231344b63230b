"""Stage one of a picture generator: an autoencoder that turns pictures into small latents and back."""

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


@dataclass(frozen=True)
class AutoencoderOptions:
    """The `[autoencoder]` table. `pictures` is an array file, uint8 (count, size, size, 3).

    The first `crop_steps` steps see twice as many windows of half the side: half the work, and more variety.
    """

    pictures: Path
    channels: tuple[int, ...] = (16, 32, 64, 128)
    latent_channels: int = 8
    batch: int = 8
    crop_steps: int = 0
    kl_weight: float = 1e-6
    gradient_weight: float = 1.0


class AutoencoderTask:
    """Reconstruct pictures and their mirror images."""

    def __init__(self, options: AutoencoderOptions, seed: int) -> None:
        self.options = options
        self.pictures = np.load(options.pictures, mmap_mode="r")
        torch.manual_seed(seed)
        self._model = make_autoencoder(options.channels, options.latent_channels, self.pictures.shape[1])

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
        """Random pictures, half of them mirrored: float32 (batch, 3, size, size) from -1 to 1."""
        cropped = step < self.options.crop_steps
        rows = np.random.randint(len(self.pictures), size=self.options.batch * (2 if cropped else 1))
        pictures = self.pictures[rows]
        images = to_model_range(_windows(pictures, pictures.shape[1] // 2) if cropped else pictures)
        flip = torch.from_numpy(np.random.rand(len(rows)) < 0.5)
        images[flip] = images[flip].flip(-1)
        return {"images": images.contiguous(memory_format=torch.channels_last), "samples": len(rows)}

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """L1 + L2 + the L1 of the slopes (edges stay sharp), and a little KL that keeps the latents centred."""
        images = batch["images"]
        latents = model.encode(images).latent_dist
        difference = model.decode(latents.sample()).sample.float() - images
        pixel = difference.abs().mean() + 2 * difference.square().mean()
        slopes = difference.diff(dim=-1).abs().mean() + difference.diff(dim=-2).abs().mean()
        kl = latents.kl().float().mean()
        value = pixel + self.options.gradient_weight * slopes + self.options.kl_weight * kl
        return Loss(value, {"l1": difference.abs().mean().item(), "kl": kl.item()})

    def export(self, folder: Path) -> None:
        """Write it as a diffusers model folder."""
        self._model.save_pretrained(folder)


def make_autoencoder(channels: tuple[int, ...], latent_channels: int, size: int) -> AutoencoderKL:
    """An untrained autoencoder that halves the picture once a level but the first."""
    levels = len(channels)
    model = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=channels,
        latent_channels=latent_channels,
        layers_per_block=1,
        norm_num_groups=8,
        sample_size=size,
        mid_block_add_attention=False,
    )
    return model.to(memory_format=torch.channels_last)  # type: ignore[return-value]


def _windows(pictures: np.ndarray, side: int) -> np.ndarray:
    """A random square window of each picture."""
    corners = np.random.randint(pictures.shape[1] - side + 1, size=(len(pictures), 2))
    return np.stack([each[y : y + side, x : x + side] for each, (y, x) in zip(pictures, corners, strict=True)])


def to_model_range(pictures: np.ndarray) -> Tensor:
    """uint8 (n, h, w, 3) to float32 (n, 3, h, w) from -1 to 1."""
    return torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def to_pictures(images: Tensor) -> np.ndarray:
    """The inverse of `to_model_range`, clipped."""
    levels = ((images.float().clamp(-1, 1) + 1) * 127.5).round()
    return levels.to(torch.uint8).permute(0, 2, 3, 1).cpu().numpy()


@torch.no_grad()
def encode_pictures(model: AutoencoderKL, pictures: np.ndarray, batch: int = 32) -> Tensor:
    """Latent means of pictures and of their mirror images: (2, count, channels, height, width), not scaled."""
    flipped: list[Tensor] = []
    for mirror in (False, True):
        parts = []
        for start in range(0, len(pictures), batch):
            images = to_model_range(pictures[start : start + batch])
            images = images.flip(-1) if mirror else images
            parts.append(model.encode(images.contiguous(memory_format=torch.channels_last)).latent_dist.mean)
        flipped.append(torch.cat(parts))
    return torch.stack(flipped)
