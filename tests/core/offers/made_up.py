"""Folders and files as models are published, with weights of a few bytes: only names, sizes and headers matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

Shapes = Mapping[str, tuple[int, ...]]


def write_safetensors(path: Path, shapes: Shapes, *, whole: bool = True) -> Path:
    """A file with these tensors; their numbers are a hole in the file, so that it may be of any size."""
    offset = 0
    header: dict[str, object] = {}
    for name, shape in shapes.items():
        size = 2
        for side in shape:
            size *= side
        header[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    data = json.dumps(header).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(len(data).to_bytes(8, "little") + data)
        file.truncate(8 + len(data) + offset - (0 if whole else 1))
    return path


def write_json(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def stable_diffusion(folder: Path, numbers: int = 1000, **index: object) -> Path:
    """A folder as Stable Diffusion is published in."""
    parts = {
        "scheduler": ["diffusers", "DDIMScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "safety_checker": [None, None],
    }
    write_json(folder / "model_index.json", {"_class_name": "StableDiffusionPipeline", **parts, **index})
    write_json(folder / "unet" / "config.json", {"sample_size": 64})
    write_json(folder / "vae" / "config.json", {"block_out_channels": [128, 256, 512, 512]})
    write_json(folder / "text_encoder" / "config.json", {})
    write_json(folder / "scheduler" / "scheduler_config.json", {"_class_name": "DDIMScheduler"})
    (folder / "tokenizer").mkdir()
    (folder / "tokenizer" / "merges.txt").write_text("a b\n")
    write_safetensors(folder / "unet" / "diffusion_pytorch_model.safetensors", {"w": (numbers,)})
    write_safetensors(folder / "vae" / "diffusion_pytorch_model.safetensors", {"w": (10,)})
    write_safetensors(folder / "text_encoder" / "model.safetensors", {"w": (10,)})
    return folder


CHECKPOINTS: Mapping[str, Shapes] = {
    "sd1": {
        "model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3),
        "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight": (320, 768),
    },
    "sd2": {
        "model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3),
        "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight": (320, 1024),
        "cond_stage_model.model.token_embedding.weight": (4, 4),
    },
    "sdxl": {
        "model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3),
        "conditioner.embedders.1.model.ln_final.bias": (4,),
    },
    "sd3": {"model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight": (4, 4)},
    "flux": {"double_blocks.0.img_attn.qkv.weight": (4, 4)},
}
"""A few of the tensors by which each family of single files is known."""
LORA: Shapes = {"lora_unet_down_blocks_0.lora_down.weight": (4, 8), "lora_unet_down_blocks_0.lora_up.weight": (8, 4)}
