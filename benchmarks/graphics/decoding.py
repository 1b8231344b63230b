"""How quickly a meta-response is written: tokens a second against what the memory's bandwidth allows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from benchmarks.graphics.sizes import Size
from benchmarks.graphics.watch import settled
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.decoding import decode
from modaverse_desktop.engine.modaverse import ModaVerse
from modaverse_desktop.engine.reading import PlainReader, Reader
from modaverse_desktop.engine.static_reading import StaticReader
from modaverse_desktop.engine.static_steps import StaticSteps, compiled

_PROMPT = 96
"""Positions."""
_COPIES = 5

Found = dict[str, Any]


def bandwidth(size: Size, device: torch.device) -> float:
    """Bytes a second that a copy reads and writes, the best of several."""
    source = torch.ones(size.copied // 4, dtype=torch.float32, device=device)
    target = torch.empty_like(source)
    best = 0.0
    for _ in range(_COPIES):
        started = settled(device)
        target.copy_(source)
        best = max(best, 2 * size.copied / (settled(device) - started))
    return best


def decoding(model: ModaVerse, size: Size, device: torch.device, bytes_a_second: float, *, compiles: bool) -> Found:
    """Tokens a second of the plain way, with a fixed cache as the engine has it on CUDA, and compiled besides."""
    llama = model.language_model
    prompt = torch.randn(1, _PROMPT, llama.config.hidden_size, device=device).to(llama.dtype) * 0.02
    ways: dict[str, Callable[[], Reader]] = {"plain": lambda: PlainReader(llama, prompt, _nothing)}
    prepared = {"fixed cache": StaticSteps(llama)}
    if compiles:
        prepared["compiled"] = StaticSteps(llama, compiler=compiled)
    for name, steps in prepared.items():
        ways[name] = lambda steps=steps: StaticReader(steps, prompt, _nothing, 2 * size.tokens, foresees=True)
    limit = bytes_a_second / read_bytes(llama, _PROMPT + size.tokens // 2)
    found: Found = {"dtype": str(llama.dtype)[6:], "bytes_a_token": read_bytes(llama, _PROMPT + size.tokens // 2)}
    found |= {"limit_tokens_per_s": limit, "tokens_measured": size.tokens, "ways": {}}
    for name, way in ways.items():
        found["ways"][name] = _measured(way, size.tokens, device, limit)
    for name, steps in prepared.items():
        found["ways"][name]["captured"] = steps.is_captured
    found["with_grammar_tokens_per_s"] = _with_grammar(model, prompt, size)
    return found


def read_bytes(llama: Any, positions: int) -> int:
    """What one token must read: all weights but the table of words, of which it needs one row, and the cache."""
    table = llama.get_input_embeddings().weight
    weights = sum(each.nbytes for each in llama.parameters() if each is not table)
    config = llama.config
    width = config.num_key_value_heads * config.hidden_size // config.num_attention_heads
    return weights + 2 * config.num_hidden_layers * positions * width * table.element_size()


@torch.inference_mode()
def _measured(way: Callable[[], Reader], tokens: int, device: torch.device, limit: float) -> Found:
    """The likeliest token each time, which the host sees before the next: as when the engine writes greedily."""
    started = settled(device)
    _write(way(), 4)
    ready = settled(device) - started
    reader = way()
    token = int(reader.logits().argmax())
    started = settled(device)
    for _ in range(tokens):
        reader.put(token)
        token = int(reader.logits().argmax())
    rate = tokens / (settled(device) - started)
    return {"tokens_per_s": rate, "share_of_limit": rate / limit, "first_time_s": ready}


def _write(reader: Reader, tokens: int) -> None:
    for _ in range(tokens):
        reader.put(int(reader.logits().argmax()))


def _with_grammar(model: ModaVerse, prompt: Tensor, size: Size) -> float:
    """Tokens of free text a second through all of `decode`, drawn at temperature 1: nothing is begun ahead."""
    told = 0

    def on_text(text: str) -> None:
        nonlocal told
        told += 1

    sampling = Sampling(temperature=1.0, max_tokens=size.tokens)
    arguments = (model.language_model, prompt, model.tokenizer, sampling)
    decode(*arguments, steps=model.steps())
    started = time.perf_counter()
    decode(*arguments, on_text=on_text, steps=model.steps())
    return told / (time.perf_counter() - started)


def _nothing() -> None:
    """Nobody stops it."""
