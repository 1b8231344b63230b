"""A stack with the starter's encoder and tokenizer, and a tiny language model of random weights: quick to train."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from modaverse_desktop.core.manifest import (
    Manifest,
    PackFile,
    PackKind,
    StackParts,
    hash_file,
    read_manifest,
    write_manifest,
)
from modaverse_desktop.core.paths import resources_folder
from modaverse_desktop.engine.backbone import load_tokenizer
from modaverse_desktop.training.preparation.settings import PreparedConfig

_NAME = "tiny-llm"


def save_tiny_stack(folder: Path) -> None:
    """llm/ and stack/ in `folder`."""
    starter = resources_folder() / "starter"
    tokenizer = load_tokenizer(read_manifest(starter / "backbone"))
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=1024, eos_token_id=tokenizer.eos_token_id, bos_token_id=tokenizer.bos_token_id,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder / "llm")
    tokenizer.save_pretrained(folder / "llm")
    names = sorted((path.name for path in (folder / "llm").iterdir()), key=lambda name: not name.endswith("tensors"))
    files = tuple(
        PackFile(name, (folder / "llm" / name).stat().st_size, hash_file(folder / "llm" / name)) for name in names
    )
    about = {"entry_point": "llama", "files": files, "ram_mb": 5}
    write_manifest(Manifest(_NAME, PackKind.BACKBONE, "Tiny LLM", folder / "llm", **about))
    (folder / "stack").mkdir()
    parts = StackParts(_NAME, encoders=("starter-image-encoder",))
    template = read_manifest(starter / "stack").template
    write_manifest(Manifest("tiny", PackKind.STACK, "Tiny", folder / "stack", stack=parts, template=template))


def tiny_training(folder: Path, instructions: Path) -> PreparedConfig:
    """Trains it on an instruction file, with pictures in media/ and what is prepared in prepared/, all in `folder`."""
    encoder = resources_folder() / "starter" / "image-encoder"
    return PreparedConfig(
        (str(instructions),), folder / "prepared", (str(encoder),), folder / "llm", folder / "stack", folder / "media",
        media_tokens=2, tokens=2000, samples=16, precision="float32",
    )  # fmt: skip
