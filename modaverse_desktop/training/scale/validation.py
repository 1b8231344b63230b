"""Held-out samples during a training: their loss, and whether the answers ask for the right task, and exactly so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.backbone import generate
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.training.preparation.settings import PreparedConfig
from modaverse_desktop.training.preparation.shards import Shards
from modaverse_desktop.training.preparation.tokens import Tokenised
from modaverse_desktop.training.scale.collating import collate

_LONGEST = 256
"""Tokens of an answer."""


@torch.no_grad()
def validate(
    model: ModaVerse, held: Sequence[Tokenised], shards: Mapping[Modality, Shards], config: PreparedConfig
) -> dict[str, float]:
    """`loss` (mean over labels), `right_task` and `exact` (shares of the answered samples)."""
    was_training = model.training
    model.eval()
    try:
        total, labels = 0.0, 0
        for start in range(0, min(len(held), config.validation_batches * 8), 8):
            part = list(held[start : start + 8])
            count = sum(len(sample.ids) - sample.answer for sample in part)
            total += float(model.loss(_moved(collate(part, shards), _device(model)))) * count
            labels += count
        answered = held[: config.answers]
        pairs = [(answer(model, sample, shards), wanted(model, sample)) for sample in answered]
    finally:
        model.train(was_training)
    right = sum({one.task for one in found} == {one.task for one in meant} for found, meant in pairs)
    exact = sum([(o.task, o.prompt) for o in found] == [(m.task, m.prompt) for m in meant] for found, meant in pairs)
    scores = {"right_task": right / len(pairs), "exact": exact / len(pairs)} if pairs else {}
    return {"loss": total / max(1, labels), **scores}


def answer(model: ModaVerse, sample: Tokenised, shards: Mapping[Modality, Shards]) -> tuple[Invocation, ...]:
    """What the model answers, always its best guess, in the words it was trained on."""
    llm, device = model.language_model, _device(model)
    table = llm.get_input_embeddings()
    embeddings: Tensor = table(torch.tensor([sample.ids[: sample.answer]], device=device))
    for modality, at, position in sample.media:
        vector = torch.from_numpy(shards[modality].row(position).astype("float32")).to(device)
        placed = model.projectors[modality.value](vector[None])[0]
        embeddings[0, at : at + len(placed)] = placed.to(embeddings.dtype)
    end = int(model.tokenizer.eos_token_id or 0)
    made = generate(
        llm,
        inputs_embeds=embeddings,
        attention_mask=torch.ones(embeddings.shape[:2], dtype=torch.long, device=device),
        max_new_tokens=min(_LONGEST, 2 * (len(sample.ids) - sample.answer) + 8),
        do_sample=False,
        eos_token_id=end,
        pad_token_id=end,
    )
    return _read(model, made[0].tolist())


def wanted(model: ModaVerse, sample: Tokenised) -> tuple[Invocation, ...]:
    """What it should answer."""
    return _read(model, sample.ids[sample.answer :])


def _read(model: ModaVerse, ids: Sequence[int]) -> tuple[Invocation, ...]:
    """Without the tokens that stand for no text; the release's flags are added tokens and stand for themselves."""
    silent = set(model.tokenizer.all_special_ids)
    text = model.tokenizer.decode([int(each) for each in ids if int(each) not in silent])
    return parse_meta_response(str(text)).invocations


def _device(model: ModaVerse) -> torch.device:
    return next(model.language_model.parameters()).device


def _moved(batch: dict[str, Any], device: torch.device) -> dict[str, Any]:
    return {name: value.to(device) if isinstance(value, Tensor) else value for name, value in batch.items()}
