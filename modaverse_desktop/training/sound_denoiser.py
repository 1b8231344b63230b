"""Stage two of a sound generator: a transformer that turns noise into latents, told what and how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import StableAudioDiTModel, StableAudioProjectionModel
from diffusers.models.embeddings import get_1d_rotary_pos_embed
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.engine.network import Network
from modaverse_desktop.training.config import LoopConfig, build
from modaverse_desktop.training.denoiser import CaptionBank, is_matrix
from modaverse_desktop.training.first_weights import take_over
from modaverse_desktop.training.loop import Loss

EVEN_TIMES = 0.15
"""The share of the samples whose times are drawn evenly: the noisiest ones are seldom met else."""
HIGHEST_SECONDS = 10.0


@dataclass(frozen=True)
class SoundOptions:
    """The `[sound]` table.

    `latents`: safetensors with `latents` (kinds, clips, channels, length) and `seconds` (kinds, clips). `captions`:
    token states and whose they are, from `starter/captions.py`, at most `text_length` tokens each. `text_drop` is the
    share of samples without text (for guidance). Times are drawn as sigmoid(normal(time_mean, time_std)). `start` names
    an export or a pack whose weights are the first ones; they need the same shapes.
    """

    latents: Path
    captions: Path
    width: int = 256
    head_width: int = 64
    layers: int = 6
    text_length: int = 24
    batch: int = 32
    text_drop: float = 0.1
    time_mean: float = 0.3
    time_std: float = 1.0
    start: str = ""


class SoundModel(Network):
    """The two trained parts of a StableAudioPipeline, called as it calls them."""

    def __init__(self, options: SoundOptions, channels: int, length: int, text_width: int) -> None:
        super().__init__()
        self.projection_model = StableAudioProjectionModel(text_width, text_width, 0, HIGHEST_SECONDS)
        heads = options.width // options.head_width
        self.transformer = StableAudioDiTModel(
            sample_size=length,
            in_channels=channels,
            out_channels=channels,
            num_layers=options.layers,
            attention_head_dim=options.head_width,
            num_attention_heads=heads,
            num_key_value_attention_heads=heads // 2,
            cross_attention_dim=options.width,
            global_states_input_dim=2 * text_width,
            cross_attention_input_dim=text_width,
        )
        for layer in (self.transformer.proj_out, self.transformer.postprocess_conv, self.transformer.preprocess_conv):
            nn.init.zeros_(layer.weight)  # the first prediction is zero
        self._turn = options.head_width // 2

    def forward(self, noisy: Tensor, noise_level: Tensor, text: Tensor, seconds: Tensor, kept: Tensor) -> Tensor:
        """The direction (batch, channels, length).

        `noisy` (batch, channels, length); `noise_level` (batch), a quarter of the logarithm of noise over sound;
        `text` (batch, text_length, width), zero after its end; `seconds` (batch); `kept` (batch), 0 without text.
        """
        numbers = self.projection_model(start_seconds=torch.zeros_like(seconds), end_seconds=seconds)
        start, end = numbers.seconds_start_hidden_states, numbers.seconds_end_hidden_states
        told = torch.cat([text, start, end], dim=1) * kept[:, None, None]
        turns = get_1d_rotary_pos_embed(self._turn, noisy.shape[2] + 1, use_real=True, repeat_interleave_real=False)
        return self.transformer(
            noisy,
            noise_level,
            encoder_hidden_states=told,
            global_hidden_states=torch.cat([start, end], dim=2),
            rotary_embedding=turns,
            return_dict=False,
        )[0]


class SoundTask:
    """Predict the direction ("v") between sound and noise, at a random mixture of the two."""

    def __init__(self, options: SoundOptions, seed: int) -> None:
        self.options = options
        tensors = load_file(options.latents)
        self.latents, self.seconds = tensors["latents"], tensors["seconds"]
        self.bank = CaptionBank(options.captions)
        if self.bank.count != len(self.latents):
            raise ValueError(f"{self.bank.count} kinds have captions, {len(self.latents)} have latents")
        torch.manual_seed(seed)
        self._model = SoundModel(options, *self.latents.shape[2:], self.bank.tokens.shape[1])
        if options.start:
            parts = {name: getattr(self._model, name) for name in ("transformer", "projection_model")}
            take_over(parts, Path(options.start))

    @classmethod
    def from_config(cls, table: Mapping[str, Any], seed: int) -> SoundTask:
        """From the `[sound]` table of a configuration."""
        return cls(build(SoundOptions, table), seed)

    @property
    def model(self) -> nn.Module:
        """The network in training."""
        return self._model

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """Muon for the matrices inside the blocks if it has a learning rate, AdamW for the rest."""
        named = [(name, each) for name, each in self._model.named_parameters() if each.requires_grad]
        inner = {name for name, each in named if ".transformer_blocks." in name and is_matrix(name, each)}
        matrices = [each for name, each in named if name in inner]
        rest = [each for name, each in named if name not in inner]
        optimizer = "muon" if config.muon_learning_rate else "adamw"
        return [{"params": rest, "weight_decay": 0.0}, {"params": matrices, "optimizer": optimizer}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """Latents (batch, channels, length), noise alike, times (batch) and what `SoundModel` is told."""
        size, longest = self.options.batch, self.options.text_length
        kinds = np.random.randint(len(self.latents), size=size)
        clips = np.random.randint(self.latents.shape[1], size=size)
        states, _ = self.bank.states(self.bank.draw(kinds), np.zeros(size, bool))
        latents = self.latents[kinds, clips]
        times = torch.sigmoid(torch.randn(size) * self.options.time_std + self.options.time_mean)
        times = torch.where(torch.rand(size) < EVEN_TIMES, torch.rand(size) * 0.98 + 0.01, times)
        return {
            "latents": latents,
            "noise": torch.randn(latents.shape),
            "times": times,
            "text": functional.pad(states, (0, 0, 0, longest - states.shape[1])),
            "seconds": self.seconds[kinds, clips],
            "kept": (torch.rand(size) >= self.options.text_drop).float(),
            "samples": size,
        }

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Mean squared error of the direction; `loss_far` is that of the noisy end, where the content is decided."""
        angle = batch["times"] * torch.pi / 2
        clean, noise = angle.cos()[:, None, None], angle.sin()[:, None, None]
        latents = batch["latents"]
        noisy = clean * latents + noise * batch["noise"]
        predicted = model(noisy, angle.tan().log() / 4, batch["text"], batch["seconds"], batch["kept"])
        errors = (predicted.float() - (clean * batch["noise"] - noise * latents)).square().mean(dim=(1, 2))
        early = batch["times"] > 0.7
        far = errors[early].mean().item() if early.any() else float("nan")
        return Loss(errors.mean(), {"loss_far": far})

    def export(self, folder: Path) -> None:
        """Write both parts as diffusers model folders."""
        self._model.transformer.save_pretrained(folder / "transformer")
        self._model.projection_model.save_pretrained(folder / "projection_model")
