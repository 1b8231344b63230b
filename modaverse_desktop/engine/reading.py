"""How the language model reads: what it has not seen yet goes through it at once; back comes what it expects next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch import Tensor

CHUNK = 64
"""Positions of the prompt that go through the model at once: between chunks the user may stop."""


class Reader(Protocol):
    """Tokens are collected with `put` and go through the model together when `logits` are asked for."""

    def put(self, *tokens: int) -> None:
        """These come next."""
        ...

    def logits(self) -> Tensor:
        """What the model expects after everything so far: (V,), float32, on the CPU."""
        ...


class PlainReader:
    """A `Reader` for every model and device: its cache grows as it reads."""

    def __init__(self, model: Any, inputs_embeds: Tensor, check: Callable[[], None]) -> None:
        self._model = model
        self._check = check
        self._embeds: Tensor | None = inputs_embeds
        self._ids: list[int] = []
        self._cache: Any = None

    def put(self, *tokens: int) -> None:
        """See `Reader`."""
        self._ids.extend(tokens)

    def logits(self) -> Tensor:
        """See `Reader`."""
        embeds = joined(self._model, self._embeds, self._ids)
        self._embeds, self._ids = None, []
        logits: Tensor | None = None
        for chunk in embeds.split(CHUNK, dim=1):
            self._check()
            out = self._model(inputs_embeds=chunk, past_key_values=self._cache, use_cache=True, logits_to_keep=1)
            self._cache = out.past_key_values
            logits = out.logits[0, -1]
        assert logits is not None
        return logits.float().cpu()


def joined(model: Any, embeds: Tensor | None, ids: list[int]) -> Tensor:
    """Embeddings (1, T, D) and, after them, those of tokens, in the precision of the former."""
    parts = [] if embeds is None else [embeds]
    if ids:
        table = model.get_input_embeddings()
        parts.append(table(torch.tensor([ids], device=table.weight.device)))
    return torch.cat([part.to(parts[0].dtype) for part in parts], dim=1)
