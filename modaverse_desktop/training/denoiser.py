"""Stage two of a picture generator: a transformer that turns noise into latents, told what by a frozen text encoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import PixArtTransformer2DModel
from safetensors.torch import load_file
from torch import Tensor, nn

from modaverse_desktop.training.config import LoopConfig, build
from modaverse_desktop.training.first_weights import take_over
from modaverse_desktop.training.loop import Loss

TIMESTEPS = 1000


@dataclass(frozen=True)
class DenoiserOptions:
    """The `[denoiser]` table.

    `latents`: an array file, float32 (2, count, channels, side, side), of pictures and their mirror images.
    `captions`: token states and whose they are, from `starter/captions.py`. `mirrored` is the share of mirror images,
    `text_drop` that of samples without text (for guidance). Times are drawn as sigmoid(normal(time_mean, time_std)).
    `start` names the folder of a trained network whose weights are the first ones; it needs the same shapes.
    """

    latents: Path
    captions: Path
    width: int = 256
    head_width: int = 64
    layers: int = 8
    patch: int = 2
    batch: int = 64
    mirrored: float = 0.0
    text_drop: float = 0.1
    time_mean: float = 0.0
    time_std: float = 1.0
    start: str = ""


class CaptionBank:
    """Token states of captions, drawn by picture and weight."""

    def __init__(self, path: Path) -> None:
        tensors = load_file(path)
        self.tokens, self.starts, self.empty = tensors["tokens"], tensors["starts"].tolist(), tensors["empty"]
        picture, weight = tensors["picture"].numpy(), tensors["weight"].numpy().astype(np.float64)
        self.order = np.argsort(picture, kind="stable")
        picture, weight = picture[self.order], weight[self.order]
        self.count = int(picture.max()) + 1
        totals = np.bincount(picture, weight, minlength=self.count)
        if not (totals > 0).all():
            raise ValueError(f"{path} has no caption for picture {int(totals.argmin())}")
        running = np.cumsum(weight)
        before = np.concatenate([[0.0], np.cumsum(totals)[:-1]])
        # picture + share of its weight up to here: rises, so that one search finds picture and caption together
        self.edges = picture + np.minimum((running - before[picture]) / totals[picture], 1.0)

    def draw(self, pictures: np.ndarray) -> np.ndarray:
        """A caption index for each picture index."""
        wanted = pictures + np.random.rand(len(pictures)) * (1 - 1e-9)
        return self.order[np.searchsorted(self.edges, wanted, side="right")]

    def states(self, captions: np.ndarray, dropped: np.ndarray) -> tuple[Tensor, Tensor]:
        """Padded token states (batch, longest, width), float32, and their mask; the empty text where dropped."""
        parts = [
            self.empty if drop else self.tokens[self.starts[index] : self.starts[index + 1]]
            for index, drop in zip(captions.tolist(), dropped.tolist(), strict=True)
        ]
        lengths = torch.tensor([len(part) for part in parts])
        padded = nn.utils.rnn.pad_sequence(parts, batch_first=True).float()
        mask = torch.arange(padded.shape[1])[None] < lengths[:, None]
        return padded, mask.long()


class DenoiserTask:
    """Flow matching: predict noise minus picture at a random point between the two."""

    def __init__(self, options: DenoiserOptions, seed: int) -> None:
        self.options = options
        self.latents = np.load(options.latents, mmap_mode="r")
        self.bank = CaptionBank(options.captions)
        if self.bank.count != self.latents.shape[1]:
            raise ValueError(f"{self.bank.count} pictures have captions, {self.latents.shape[1]} have latents")
        torch.manual_seed(seed)
        self._model = make_denoiser(options, self.latents.shape[2], self.latents.shape[3], self.bank.tokens.shape[1])
        if options.start:
            take_over({"": self._model}, Path(options.start))

    @classmethod
    def from_config(cls, table: Mapping[str, Any], seed: int) -> DenoiserTask:
        """From the `[denoiser]` table of a configuration."""
        return cls(build(DenoiserOptions, table), seed)

    @property
    def model(self) -> nn.Module:
        """The network in training."""
        return self._model

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """Muon for the matrices inside the blocks if it has a learning rate, AdamW for the rest."""
        named = list(self._model.named_parameters())
        inner = {name for name, each in named if name.startswith("transformer_blocks.") and is_matrix(name, each)}
        matrices = [each for name, each in named if name in inner]
        rest = [each for name, each in named if name not in inner]
        optimizer = "muon" if config.muon_learning_rate else "adamw"
        return [{"params": rest, "weight_decay": 0.0}, {"params": matrices, "optimizer": optimizer}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """Latents (batch, channels, side, side), noise alike, times (batch), token states and their mask."""
        size = self.options.batch
        pictures = np.random.randint(self.latents.shape[1], size=size)
        mirrored = (np.random.rand(size) < self.options.mirrored).astype(np.int64)
        dropped = np.random.rand(size) < self.options.text_drop
        states, mask = self.bank.states(self.bank.draw(pictures), dropped)
        latents = torch.from_numpy(self.latents[mirrored, pictures])
        times = torch.sigmoid(torch.randn(size) * self.options.time_std + self.options.time_mean)
        noise = torch.randn(latents.shape)
        return {"latents": latents, "noise": noise, "times": times, "states": states, "mask": mask, "samples": size}

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Mean squared error of the direction; `loss_far` is that of the noisy end, where the content is decided."""
        latents, noise, times = batch["latents"], batch["noise"], batch["times"]
        share = times[:, None, None, None]
        predicted = model(
            torch.lerp(latents, noise, share),
            encoder_hidden_states=batch["states"],
            encoder_attention_mask=batch["mask"],
            timestep=times * TIMESTEPS,
            added_cond_kwargs={"resolution": None, "aspect_ratio": None},
            return_dict=False,
        )[0]
        errors = (predicted.float() - (noise - latents)).square().mean(dim=(1, 2, 3))
        early = times > 0.7
        far = errors[early].mean().item() if early.any() else float("nan")
        return Loss(errors.mean(), {"loss_far": far})

    def export(self, folder: Path) -> None:
        """Write it as a diffusers model folder."""
        self._model.save_pretrained(folder)


def is_matrix(name: str, parameter: nn.Parameter) -> bool:
    """Whether a parameter is a matrix that multiplies activations; the modulation tables are not."""
    return parameter.ndim == 2 and not name.endswith("scale_shift_table")


def make_denoiser(options: DenoiserOptions, channels: int, side: int, text_width: int) -> PixArtTransformer2DModel:
    """An untrained transformer whose first prediction is zero and whose residual branches are open a little."""
    model = PixArtTransformer2DModel(
        num_attention_heads=options.width // options.head_width,
        attention_head_dim=options.head_width,
        in_channels=channels,
        out_channels=channels,
        num_layers=options.layers,
        cross_attention_dim=options.width,
        sample_size=side,
        patch_size=options.patch,
        caption_channels=text_width,
        use_additional_conditions=False,
    )
    nn.init.zeros_(model.proj_out.weight)
    nn.init.zeros_(model.proj_out.bias)
    nn.init.zeros_(model.adaln_single.linear.weight)
    nn.init.zeros_(model.adaln_single.linear.bias)
    with torch.no_grad():
        model.scale_shift_table.zero_()
        for block in model.transformer_blocks:
            block.scale_shift_table.zero_()
            block.scale_shift_table[2::3] = 0.3  # rows: shift, scale, gate of attention, then of the feed-forward
    return model
