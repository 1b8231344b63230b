"""How long a prompt may be, for packs that say it: what a tokenizer would cut off is refused, not lost in silence."""

from __future__ import annotations

from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest

TEXT_LENGTH = "text_length"
"""Entry of a pack's `config`: how many tokens of a prompt its model reads; the pipeline pads all prompts to it."""


def limit_prompt(pipeline: Any, manifest: Manifest) -> None:
    """Let the pipeline's tokenizer pad and cut at the pack's `text_length`, if it has one."""
    if isinstance(length := manifest.config.get(TEXT_LENGTH), int):
        pipeline.tokenizer.model_max_length = length


def require_fitting(prompt: str, pipeline: Any, manifest: Manifest) -> None:
    """Raises AppError(INPUT) if the pack has a `text_length` and the prompt has more tokens."""
    length = manifest.config.get(TEXT_LENGTH)
    if not isinstance(length, int):
        return
    if len(pipeline.tokenizer(prompt, truncation=False).input_ids) <= length:
        return
    raise AppError(
        "The prompt is too long",
        f"{manifest.name} reads about {length * 3 // 4 - 2} words of a prompt.",
        "Say it in fewer words.",
        ErrorKind.INPUT,
    )
