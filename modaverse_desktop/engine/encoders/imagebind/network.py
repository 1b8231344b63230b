"""ImageBind for image, video and audio: two towers, one embedding space."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.imagebind.melspectrogram import mel_clips
from modaverse_desktop.engine.encoders.imagebind.published import own_names
from modaverse_desktop.engine.encoders.imagebind.tower import Tower
from modaverse_desktop.engine.network import Network

SIDE = 224
"""Pixels, of every picture and frame."""
AUDIO_SCALE = 20.0
_LARGEST_SCALE = 100.0
_AT_ONCE, _AT_ONCE_ON_GPU = 8, 32
"""Pictures or clips that go through a tower together: on a CPU more are no faster, and take more memory; on a GPU all
crops of a video are one run."""
_OTHERS = ("text_", "depth_", "thermal_", "imu_")


class ImageBind(Network):
    """Arguments have the names of the published constructor, and the values of ``imagebind_huge``.

    Those of the modalities that are not here (text, depth, thermal, IMU) are accepted and ignored.
    """

    mel_clips = staticmethod(mel_clips)
    log_audio_scale: Tensor

    def __init__(
        self,
        *,
        video_frames: int = 2,
        kernel_size: tuple[int, int, int] = (2, 14, 14),
        audio_kernel_size: int = 16,
        audio_stride: int = 10,
        out_embed_dim: int = 1024,
        vision_embed_dim: int = 1280,
        vision_num_blocks: int = 32,
        vision_num_heads: int = 16,
        audio_embed_dim: int = 768,
        audio_num_blocks: int = 12,
        audio_num_heads: int = 12,
        audio_num_mel_bins: int = 128,
        audio_target_len: int = 204,
        audio_drop_path: float = 0.0,
        **others: object,
    ) -> None:
        super().__init__()
        if unknown := sorted(name for name in others if not name.startswith(_OTHERS)):
            raise TypeError(f"ImageBind takes no {', '.join(unknown)}")
        del audio_drop_path  # of training only
        self.dimension = out_embed_dim
        self.frames = video_frames
        self.kernel = tuple(kernel_size)
        self.audio_kernel, self.audio_stride = audio_kernel_size, audio_stride
        time, height, width = self.kernel
        self.vision = Tower(
            width=vision_embed_dim,
            blocks=vision_num_blocks,
            heads=vision_num_heads,
            patches=(video_frames // time) * (SIDE // height) * (SIDE // width),
            patch_shape=(3, *self.kernel),
            out_dim=out_embed_dim,
            norm_first=True,
        )
        mel = (audio_num_mel_bins, audio_target_len)
        rows, columns = ((size - audio_kernel_size) // audio_stride + 1 for size in mel)
        self.audio = Tower(
            width=audio_embed_dim,
            blocks=audio_num_blocks,
            heads=audio_num_heads,
            patches=rows * columns,
            patch_shape=(1, audio_kernel_size, audio_kernel_size),
            out_dim=out_embed_dim,
            norm_patches=True,
            extra=True,
        )
        self.register_buffer("log_audio_scale", torch.tensor(math.log(AUDIO_SCALE)))

    def load_published(self, state: Mapping[str, Tensor]) -> None:
        """Take the weights of a state dict with the published names; other modalities' tensors are left out.

        The scale of sound is a constant, which may be missing.

        Raises:
            RuntimeError: one of ours is missing, unexpected or of another shape; it is named.
        """
        dtype = self.vision.class_token.dtype
        own = {name: tensor.to(dtype) for name, tensor in own_names(state).items()}
        own.setdefault("log_audio_scale", torch.tensor(math.log(AUDIO_SCALE)))
        self.load_state_dict(own, strict=True, assign=True)

    @torch.no_grad()
    def embed(self, kind: str | Modality, tensor: Tensor) -> Tensor:
        """Normalised inputs to embeddings (B, out_embed_dim), float32; those of sound have length 20, the others 1.

        `kind` and shape of `tensor`: ``image`` (B, 3, 224, 224); ``video`` (B, clips, 3, frames, 224, 224), or without
        clips; ``audio`` (B, clips, 1, mel bins, frames), or without clips. Embeddings of clips are averaged.
        """
        modality = Modality(kind)
        if modality is Modality.IMAGE:
            return self._vision(tensor)
        single = 5 if modality is Modality.VIDEO else 4
        batch = tensor if tensor.ndim > single else tensor.unsqueeze(1)
        clips = batch.flatten(0, 1)
        found = self._vision(clips) if modality is Modality.VIDEO else self._audio(clips)
        return found.unflatten(0, batch.shape[:2]).mean(1)

    def _vision(self, pixels: Tensor) -> Tensor:
        """Stills (B, 3, H, W) or frames (B, 3, T, H, W) to unit vectors (B, out_embed_dim)."""
        weight = self.vision.patch_weight
        time, height, width = self.kernel
        if pixels.ndim == 4:  # a still is seen as frames that are all the same: their weights can be added up first
            pixels = pixels.unsqueeze(2)
            weight, time = weight.float().sum(2, keepdim=True).to(weight.dtype), 1
        batch, channels, frames, high, wide = pixels.shape
        grid = (frames // time, high // height, wide // width)
        cut = pixels.reshape(batch, channels, grid[0], time, grid[1], height, grid[2], width)
        patches = cut.permute(0, 2, 4, 6, 1, 3, 5, 7).reshape(batch, math.prod(grid), -1)
        return functional.normalize(_through(self.vision, patches, weight.flatten(1)), dim=-1)

    def _audio(self, mel: Tensor) -> Tensor:
        """Clips (B, 1, mel bins, frames) to vectors of length 20 (B, out_embed_dim)."""
        size, stride = self.audio_kernel, self.audio_stride
        cut = mel.unfold(2, size, stride).unfold(3, size, stride)  # (B, 1, rows, columns, size, size)
        patches = cut.permute(0, 2, 3, 1, 4, 5).flatten(3).flatten(1, 2)
        found = _through(self.audio, patches, self.audio.patch_weight.flatten(1))
        return functional.normalize(found, dim=-1) * self.log_audio_scale.float().exp().clamp(max=_LARGEST_SCALE)


def _through(tower: Tower, patches: Tensor, weight: Tensor) -> Tensor:
    """A few at a time, in the tower's precision and on its device; the result in float32."""
    patches = patches.to(weight.device, weight.dtype)
    return torch.cat([tower(part, weight) for part in patches.split(at_once(weight.device))]).float()


def at_once(device: torch.device) -> int:
    """How many pictures or clips go through a tower together."""
    return _AT_ONCE_ON_GPU if device.type == "cuda" else _AT_ONCE
