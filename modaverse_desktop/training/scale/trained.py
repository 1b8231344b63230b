"""What of the composite is trained, chosen by name; counted, so that nobody trains a table unawares."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from torch import nn

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Template
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import Backbone
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.engine.projector import Projector

PROJECTORS, LORA, NEW_TOKENS, EMBEDDINGS = "projectors", "lora", "new-tokens", "embeddings"
NAMES: Mapping[str, str] = {
    PROJECTORS: "one linear layer a modality, from the encoder's embedding to the backbone's space",
    LORA: "LoRA on the attention's q, k, v and o",
    NEW_TOKENS: "only the rows of <Media>, </Media> and the four flags, in both tables",
    EMBEDDINGS: "both whole tables of token embeddings, as the released checkpoint",
}
"""What can be named. The paper's is projectors and lora; the release had lora, one projector and embeddings."""
TOKENS = ("<Media>", "</Media>", "[TEXT]", "[IMAGE]", "[AUDIO]", "[VIDEO]")
_TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj"]
_TABLES = ["embed_tokens", "lm_head"]


@dataclass(frozen=True)
class Part:
    """A named part, and how many numbers of it are trained."""

    name: str
    count: int


def make_trainable(
    backbone: Backbone,
    projectors: Mapping[Modality, Projector],
    template: Template,
    names: Sequence[str],
    lora: Mapping[str, Any],
) -> ModaVerse:
    """The composite with gradients for what is named, in float32, and for nothing else. `lora`: r, alpha, dropout.

    Raises AppError(USAGE) for an unknown name, or if the tokenizer has no token of its own for one that is wanted.
    """
    if unknown := [name for name in names if name not in NAMES] or ([] if names else ["nothing"]):
        hint = f"Choose among {', '.join(NAMES)}."
        raise AppError(f"{', '.join(unknown)} cannot be trained", "", hint, ErrorKind.USAGE)
    if NEW_TOKENS in names and EMBEDDINGS in names:
        hint = "Leave one of them out."
        raise AppError("The new tokens are rows of the embeddings", "Both are named", hint, ErrorKind.USAGE)
    model = ModaVerse(backbone, projectors, template)
    model.llm = backbone.model.requires_grad_(False)
    if set(names) & {LORA, NEW_TOKENS, EMBEDDINGS}:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # peft asks transformers by a name that will go
            model.llm = get_peft_model(backbone.model, _config(backbone, names, lora))
    for name, each in model.named_parameters():
        part = part_of(name)
        each.requires_grad_(part is not None and part in names)
        if each.requires_grad:
            each.data = each.data.float()
    return model


def part_of(parameter: str) -> str | None:
    """Which part a parameter belongs to; None for what is always frozen."""
    if parameter.startswith("projectors."):
        return PROJECTORS
    if "lora_" in parameter:
        return LORA
    if "trainable_tokens_delta" in parameter:
        return NEW_TOKENS
    return EMBEDDINGS if "modules_to_save" in parameter else None


def counted(model: nn.Module) -> list[Part]:
    """The parts that are trained, with their counts."""
    counts: dict[str, int] = {}
    for name, each in model.named_parameters():
        if each.requires_grad:
            part = part_of(name) or name
            counts[part] = counts.get(part, 0) + each.numel()
    return [Part(name, count) for name, count in counts.items()]


def said(parts: Sequence[Part]) -> str:
    """The counts for a person, as ``lora 33.55 M + projectors 4.20 M = 37.75 M``."""
    total = sum(part.count for part in parts)
    return f"{' + '.join(f'{part.name} {_millions(part.count)}' for part in parts)} = {_millions(total)} trained"


def _millions(count: int) -> str:
    return f"{count / 1e6:.2f} M" if count >= 10_000 else f"{count:,}"


def _config(backbone: Backbone, names: Sequence[str], lora: Mapping[str, Any]) -> LoraConfig:
    extra: dict[str, Any] = {}
    if NEW_TOKENS in names:
        rows = _rows(backbone)
        is_tied = bool(getattr(backbone.model.config, "tie_word_embeddings", False))
        extra["trainable_token_indices"] = dict.fromkeys(_TABLES[: 1 if is_tied else 2], rows)
    if EMBEDDINGS in names:
        extra["modules_to_save"] = _TABLES
    rank, alpha, dropout = lora["rank"], lora["alpha"], lora["dropout"]
    return LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=dropout, target_modules=_TARGETS, **extra)


def _rows(backbone: Backbone) -> list[int]:
    """The ids of the six tokens, as far as they are tokens of their own."""
    known = backbone.tokenizer.get_vocab()
    if not (found := [known[token] for token in TOKENS if token in known]):
        title = "This backbone has none of the six tokens"
        hint = f"Train {LORA} instead, or use a tokenizer with added tokens."
        raise AppError(title, ", ".join(TOKENS), hint, ErrorKind.USAGE)
    return sorted(found)


def half_of_frozen(model: nn.Module, dtype: torch.dtype) -> None:
    """What is frozen, in `dtype`; what is trained stays float32."""
    for each in model.parameters():
        if not each.requires_grad and each.is_floating_point():
            each.data = each.data.to(dtype)
