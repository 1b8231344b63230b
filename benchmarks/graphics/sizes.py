"""The sizes of every part: those of the published models, and small ones of the same build for a CPU."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modaverse_desktop.core.invocation import Parameter

Config = Mapping[str, Any]


@dataclass(frozen=True)
class Size:
    """Constructors' arguments of the parts, and how much work is measured. `limits_mb` is what a card would have."""

    name: str
    llama: Config
    rank: int
    """Of LoRA."""
    imagebind: Config
    picture: Config
    sound: Config
    clip: Config
    limits_mb: tuple[int, ...]
    copied: int
    """Bytes of the buffer that is copied for the bandwidth."""
    tokens: int
    pictures: int
    """That are encoded."""
    steps: int
    """Of the picture whose seconds are told."""
    options: Mapping[str, Mapping[str, Parameter]]
    """What each task is asked for, by the names of modalities."""


_SD_UNET: Config = {
    "sample_size": 64,
    "block_out_channels": (320, 640, 1280, 1280),
    "cross_attention_dim": 768,
    "attention_head_dim": 8,
}
_SD_VAE: Config = {
    "block_out_channels": (128, 256, 512, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "layers_per_block": 2,
    "latent_channels": 4,
    "sample_size": 512,
}
_CLIP_L: Config = {
    "vocab_size": 49408,
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
}
_CLIP_H: Config = {
    "vocab_size": 49408,
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_hidden_layers": 23,
    "num_attention_heads": 16,
}
_SOUND_BLOCKS = (256, 512, 768, 1280)
_SOUND_UNET: Config = {
    "sample_size": 128,
    "in_channels": 8,
    "out_channels": 8,
    "block_out_channels": _SOUND_BLOCKS,
    "cross_attention_dim": _SOUND_BLOCKS,
    "down_block_types": ("DownBlock2D", *("CrossAttnDownBlock2D",) * 3),
    "up_block_types": (*("CrossAttnUpBlock2D",) * 3, "UpBlock2D"),
    "class_embed_type": "simple_projection",
    "class_embeddings_concat": True,
    "projection_class_embeddings_input_dim": 512,
}
_SOUND_VAE: Config = {
    "in_channels": 1,
    "out_channels": 1,
    "block_out_channels": (128, 256, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 3,
    "up_block_types": ("UpDecoderBlock2D",) * 3,
    "layers_per_block": 2,
    "latent_channels": 8,
}
_VOCODER: Config = {
    "model_in_dim": 64,
    "sampling_rate": 16000,
    "upsample_initial_channel": 1024,
    "upsample_rates": [5, 4, 2, 2, 2],
    "upsample_kernel_sizes": [16, 16, 8, 4, 4],
    "normalize_before": False,
}
_SQUARE: Mapping[str, Parameter] = {"height": 512, "width": 512}

FULL = Size(
    name="full",
    llama={"vocab_size": 32006, "max_position_embeddings": 2048},  # the rest is LlamaConfig's own: 7B
    rank=32,
    imagebind={},  # its own are those of imagebind_huge
    picture={"unet": _SD_UNET, "vae": _SD_VAE, "text": _CLIP_L},
    sound={"unet": _SOUND_UNET, "vae": _SOUND_VAE, "text": {}, "vocoder": _VOCODER},
    clip={
        "unet": {"sample_size": 32, "cross_attention_dim": 1024, "attention_head_dim": 64},
        "vae": {**_SD_VAE, "sample_size": 256},
        "text": _CLIP_H,
    },
    limits_mb=(24_000, 12_000, 8_000),
    copied=2 << 30,
    tokens=128,
    pictures=32,
    steps=30,
    options={
        "image": {**_SQUARE, "num_inference_steps": 4},
        "audio": {"audio_length_in_s": 5.0, "num_inference_steps": 4},
        "video": {"height": 256, "width": 256, "num_frames": 16, "num_inference_steps": 4},
    },
)

_BLOCKS: Config = {
    "sample_size": 16,
    "block_out_channels": (8, 16),
    "layers_per_block": 1,
    "norm_num_groups": 4,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
    "cross_attention_dim": 8,
    "attention_head_dim": 2,
}
_SMALL_VAE: Config = {
    "block_out_channels": (8, 8),
    "down_block_types": ("DownEncoderBlock2D",) * 2,
    "up_block_types": ("UpDecoderBlock2D",) * 2,
    "layers_per_block": 1,
    "norm_num_groups": 4,
    "latent_channels": 4,
    "sample_size": 32,
}
_SMALL_TEXT: Config = {
    "vocab_size": 600,
    "hidden_size": 8,
    "intermediate_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 1,
}

SMALL = Size(
    name="small",
    llama={
        "vocab_size": 3006,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": 2048,
    },
    rank=2,
    imagebind={
        "vision_embed_dim": 32,
        "vision_num_blocks": 2,
        "vision_num_heads": 2,
        "audio_embed_dim": 16,
        "audio_num_blocks": 1,
        "audio_num_heads": 2,
        "out_embed_dim": 24,
    },
    picture={"unet": _BLOCKS, "vae": _SMALL_VAE, "text": _SMALL_TEXT},
    sound={
        "unet": {
            **_BLOCKS,
            "in_channels": 4,
            "out_channels": 4,
            "cross_attention_dim": (8, 16),
            "class_embed_type": "simple_projection",
            "class_embeddings_concat": True,
            "projection_class_embeddings_input_dim": 8,
        },
        "vae": {**_SMALL_VAE, "in_channels": 1, "out_channels": 1},
        "text": {
            "vocab_size": 600,
            "hidden_size": 8,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "intermediate_size": 8,
            "projection_dim": 8,
        },
        "vocoder": {
            "model_in_dim": 8,
            "sampling_rate": 16000,
            "upsample_initial_channel": 16,
            "upsample_rates": [2, 2],
            "upsample_kernel_sizes": [4, 4],
            "resblock_kernel_sizes": [3, 7],
            "resblock_dilation_sizes": [[1, 3, 5], [1, 3, 5]],
            "normalize_before": False,
        },
    },
    clip={
        "unet": {
            **_BLOCKS,
            "down_block_types": ("CrossAttnDownBlock3D", "DownBlock3D"),
            "up_block_types": ("UpBlock3D", "CrossAttnUpBlock3D"),
            "attention_head_dim": 4,
        },
        "vae": _SMALL_VAE,
        "text": _SMALL_TEXT,
    },
    limits_mb=(4_000, 2_000, 1_500),
    copied=32 << 20,
    tokens=24,
    pictures=4,
    steps=2,
    options={
        "image": {"height": 32, "width": 32, "num_inference_steps": 2},
        "audio": {"audio_length_in_s": 1.0, "num_inference_steps": 1},
        "video": {"height": 32, "width": 32, "num_frames": 2, "num_inference_steps": 1},
    },
)
