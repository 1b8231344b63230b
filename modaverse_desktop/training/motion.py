"""Motion for a picture generator: a network that says how a picture moves, from text, the picture and noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

from modaverse_desktop.engine.generators.moving_picture.network import TIMESTEPS, MotionTransformer
from modaverse_desktop.training.config import LoopConfig, build
from modaverse_desktop.training.denoiser import CaptionBank, is_matrix
from modaverse_desktop.training.loop import Loss


@dataclass(frozen=True)
class MotionOptions:
    """The `[motion]` table.

    `clips`: safetensors with `latents` (count, 2, frames, channels) of motions and of their mirror images', `concept`
    (count), whose picture it is, -1 for any, and `weight` (count), how often each is drawn. `captions`: token states
    and of which clip they are, from `starter/captions.py`. `pictures`: an array file, float32 (2, concepts, channels,
    side, side), of latents of pictures and of their mirror images. `mirrored` is the share of mirror images,
    `text_drop` that of samples without text (for guidance); of up to `picture_noise` times the noise is added to
    pictures, as those that are made differ from these. Times are drawn as sigmoid(normal(time_mean, time_std)).
    """

    clips: Path
    captions: Path
    pictures: Path
    width: int = 256
    head_width: int = 64
    layers: int = 4
    batch: int = 128
    mirrored: float = 0.5
    text_drop: float = 0.1
    picture_noise: float = 0.4
    time_mean: float = 0.0
    time_std: float = 1.0


class MotionTask:
    """Flow matching: predict noise minus motion at a random point between the two."""

    def __init__(self, options: MotionOptions, seed: int) -> None:
        self.options = options
        stored = load_file(options.clips)
        self.latents, self.concepts = stored["latents"], stored["concept"].numpy()
        weight = stored["weight"].double().numpy()
        self.shares = weight / weight.sum()
        self.bank = CaptionBank(options.captions)
        if self.bank.count != len(self.latents):
            raise ValueError(f"{self.bank.count} clips have captions, {len(self.latents)} have latents")
        self.pictures = np.load(options.pictures, mmap_mode="r")
        torch.manual_seed(seed)
        self._model = MotionTransformer(
            channels=self.latents.shape[3],
            frames=self.latents.shape[2],
            width=options.width,
            head_width=options.head_width,
            layers=options.layers,
            text_width=self.bank.tokens.shape[1],
            picture_channels=self.pictures.shape[2],
            picture_side=self.pictures.shape[3],
        )

    @classmethod
    def from_config(cls, table: Mapping[str, Any], seed: int) -> MotionTask:
        """From the `[motion]` table of a configuration."""
        return cls(build(MotionOptions, table), seed)

    @property
    def model(self) -> nn.Module:
        """The network in training."""
        return self._model

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """Muon for the matrices inside the blocks if it has a learning rate, AdamW for the rest."""
        named = list(self._model.named_parameters())
        inner = {name for name, each in named if name.startswith("blocks.") and is_matrix(name, each)}
        matrices = [each for name, each in named if name in inner]
        rest = [each for name, each in named if name not in inner]
        optimizer = "muon" if config.muon_learning_rate else "adamw"
        return [{"params": rest, "weight_decay": 0.0}, {"params": matrices, "optimizer": optimizer}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """Latents (batch, frames, channels), noise alike, times (batch), pictures, token states and their mask."""
        size = self.options.batch
        clips = np.random.choice(len(self.latents), size, p=self.shares)
        mirrored = (np.random.rand(size) < self.options.mirrored).astype(np.int64)
        concepts = self.concepts[clips]
        concepts = np.where(concepts < 0, np.random.randint(self.pictures.shape[1], size=size), concepts)
        dropped = np.random.rand(size) < self.options.text_drop
        states, mask = self.bank.states(self.bank.draw(clips), dropped)
        latents = self.latents[torch.from_numpy(clips), torch.from_numpy(mirrored)].float()
        pictures = torch.from_numpy(self.pictures[mirrored, concepts])
        share = torch.rand(size, 1, 1, 1) * self.options.picture_noise
        return {
            "latents": latents,
            "noise": torch.randn(latents.shape),
            "times": torch.sigmoid(torch.randn(size) * self.options.time_std + self.options.time_mean),
            "pictures": pictures + share * torch.randn(pictures.shape),
            "states": states,
            "mask": mask,
            "samples": size,
        }

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Mean squared error of the direction; `loss_far` is that of the noisy end, where the motion is decided."""
        latents, noise, times = batch["latents"], batch["noise"], batch["times"]
        noisy = torch.lerp(latents, noise, times[:, None, None])
        predicted = model(noisy, times * TIMESTEPS, batch["pictures"], batch["states"], batch["mask"])
        errors = (predicted.float() - (noise - latents)).square().mean(dim=(1, 2))
        early = times > 0.7
        far = errors[early].mean().item() if early.any() else float("nan")
        return Loss(errors.mean(), {"loss_far": far})

    def export(self, folder: Path) -> None:
        """Write it as a diffusers model folder."""
        self._model.save_pretrained(folder)
