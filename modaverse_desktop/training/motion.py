"""Motion for a picture generator: temporal blocks between its frozen spatial ones, so that 16 frames move as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from diffusers import LatteTransformer3DModel, PixArtTransformer2DModel
from diffusers.models.attention import BasicTransformerBlock
from safetensors.torch import load_file
from torch import Tensor, nn

from modaverse_desktop.training.config import LoopConfig, build
from modaverse_desktop.training.denoiser import TIMESTEPS, CaptionBank, is_matrix
from modaverse_desktop.training.loop import Loss

TEMPORAL = "temporal_transformer_blocks."
"""How the names of the trained tensors begin."""
_OPEN = 0.3
_FIRST_OPEN = 0.5
_MASKED = -10_000.0
_SHARED = (
    *("in_channels", "out_channels", "sample_size", "patch_size", "num_layers", "caption_channels"),
    *("num_attention_heads", "attention_head_dim", "attention_bias", "cross_attention_dim", "activation_fn"),
    *("norm_type", "norm_elementwise_affine", "norm_eps", "num_embeds_ada_norm"),
)
"""What a Latte and the picture generator that it is made of have in common."""


@dataclass(frozen=True)
class MotionOptions:
    """The `[motion]` table.

    `clips`: latents, float16 (count, frames, channels, side, side), and `weight` (count), how often each is drawn.
    `captions`: token states and whose they are, from `starter/captions.py`. `still`: the folder of a trained
    `PixArtTransformer2DModel`, which stays as it is. `motion_weight` is how much more the change from frame to frame
    counts than what all frames have in common. A step takes `batch` frames: of each clip as many as one of `drawn`
    says, chosen by chance, and as many clips as that gives. The rest is as in `DenoiserOptions`.
    """

    clips: Path
    captions: Path
    still: Path
    batch: int = 64
    drawn: tuple[int, ...] = (16,)
    motion_weight: float = 4.0
    text_drop: float = 0.1
    time_mean: float = 0.0
    time_std: float = 1.0


class MotionTask:
    """Flow matching of whole clips whose frames all begin from the same noise.

    Before any training the clip is a still: the picture that the same noise gives. What is left to learn is how each
    frame differs from it.
    """

    def __init__(self, options: MotionOptions, seed: int) -> None:
        self.options = options
        stored = load_file(options.clips)
        self.latents, weight = stored["latents"], stored["weight"].double().numpy()
        self.shares = weight / weight.sum()
        self.bank = CaptionBank(options.captions)
        if self.bank.count != len(self.latents):
            raise ValueError(f"{self.bank.count} clips have captions, {len(self.latents)} have latents")
        torch.manual_seed(seed)
        still = PixArtTransformer2DModel.from_pretrained(options.still, local_files_only=True)
        self._model = make_motion(still, self.latents.shape[1])

    @classmethod
    def from_config(cls, table: Mapping[str, Any], seed: int) -> MotionTask:
        """From the `[motion]` table of a configuration."""
        return cls(build(MotionOptions, table), seed)

    @property
    def model(self) -> nn.Module:
        """The network, of which only the temporal blocks are in training."""
        return self._model

    def parameter_groups(self, config: LoopConfig) -> list[dict[str, Any]]:
        """Muon for the matrices if it has a learning rate, AdamW for the rest."""
        named = [(name, each) for name, each in self._model.named_parameters() if each.requires_grad]
        matrices = [each for name, each in named if is_matrix(name, each)]
        rest = [each for name, each in named if not is_matrix(name, each)]
        optimizer = "muon" if config.muon_learning_rate else "adamw"
        return [{"params": rest, "weight_decay": 0.0}, {"params": matrices, "optimizer": optimizer}]

    def batch(self, step: int, micro: int) -> dict[str, Any]:
        """Latents (clips, channels, frames, side, side) with the frames' numbers, noise alike but of one frame, times,
        token states and their mask."""
        count = int(np.random.choice(self.options.drawn))
        size = max(1, self.options.batch // count)
        clips = np.random.choice(len(self.latents), size, p=self.shares)
        frames = np.sort(np.random.permutation(self.latents.shape[1])[:count])
        dropped = np.random.rand(size) < self.options.text_drop
        states, mask = self.bank.states(self.bank.draw(clips), dropped)
        latents = self.latents[torch.from_numpy(clips)][:, torch.from_numpy(frames)].float().transpose(1, 2)
        times = torch.sigmoid(torch.randn(size) * self.options.time_std + self.options.time_mean)
        noise = torch.randn_like(latents[:, :, :1])
        return {
            "latents": latents,
            "frames": torch.from_numpy(frames),
            "noise": noise,
            "times": times,
            "states": states,
            "mask": mask,
            "samples": size,
        }

    def loss(self, model: nn.Module, batch: dict[str, Any]) -> Loss:
        """Mean squared error of the direction; `loss_motion` is that of the differences between frames."""
        latents, noise, times = batch["latents"], batch["noise"], batch["times"]
        share = times[:, None, None, None, None]
        bias = (1 - batch["mask"][:, None].float()) * _MASKED  # (clips, 1, tokens)
        with self._frames(batch["frames"]):
            predicted = model(
                torch.lerp(latents, noise.expand_as(latents), share),
                timestep=times * TIMESTEPS,
                encoder_hidden_states=batch["states"],
                encoder_attention_mask=bias.repeat_interleave(latents.shape[2], dim=0),
                return_dict=False,
            )[0]
        errors = predicted.float() - (noise - latents)
        common = errors.mean(dim=2, keepdim=True)
        motion, still = (errors - common).square().mean(), common.square().mean()
        value = still + self.options.motion_weight * motion
        return Loss(value, {"loss_still": still.item(), "loss_motion": motion.item()})

    @contextmanager
    def _frames(self, numbers: Tensor) -> Iterator[None]:
        """Let the model know which frames of a clip it is given: it numbers them from 0 otherwise."""
        whole = self._model.temp_pos_embed
        self._model.temp_pos_embed = whole[:, numbers]
        try:
            yield
        finally:
            self._model.temp_pos_embed = whole

    def export(self, folder: Path) -> None:
        """Write it as a diffusers model folder."""
        self._model.save_pretrained(folder)


def make_motion(still: PixArtTransformer2DModel, frames: int) -> LatteTransformer3DModel:
    """A Latte whose spatial blocks are those of `still`, frozen, and whose temporal blocks change nothing yet."""
    shared = {name: still.config[name] for name in _SHARED}
    model = LatteTransformer3DModel(**shared, video_length=frames)
    strange = model.load_state_dict(still.state_dict(), strict=False)
    if strange.unexpected_keys or any(not name.startswith(TEMPORAL) for name in strange.missing_keys):
        raise ValueError(f"the picture generator is of another kind: {strange}")
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith(TEMPORAL))
    _silence(model, still)
    return model


@torch.no_grad()
def _silence(model: LatteTransformer3DModel, still: PixArtTransformer2DModel) -> None:
    """Let the temporal blocks add nothing; the first takes away the constant part of the code of the frames' numbers,
    which Latte adds to what the picture generator never saw a code in."""
    blocks = cast(Sequence[BasicTransformerBlock], model.temporal_transformer_blocks)
    for block in blocks:
        block.scale_shift_table.zero_()
        block.scale_shift_table[2::3] = _OPEN  # rows: shift, scale, gate of attention, then of the feed-forward
        for layer in ("attn1.to_out.0", "ff.net.2"):
            for parameter in block.get_submodule(layer).parameters():
                nn.init.zeros_(parameter)
    first = blocks[0]
    first.scale_shift_table[5] = _FIRST_OPEN
    gate = _FIRST_OPEN + _mean_modulation(still)[5]
    first.ff.net[2].bias.copy_(-model.temp_pos_embed[0].mean(dim=0) / gate)


def _mean_modulation(still: PixArtTransformer2DModel) -> Tensor:
    """What the time adds to the rows of `scale_shift_table`, on the average over all times: (6, width)."""
    times = torch.linspace(0, TIMESTEPS, 32)
    nothing = {"resolution": None, "aspect_ratio": None}
    found = still.adaln_single(times, added_cond_kwargs=nothing, batch_size=len(times), hidden_dtype=torch.float32)[0]
    return found.reshape(len(times), 6, -1).mean(dim=0)
