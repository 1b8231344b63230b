"""A language model's steps with a cache of fixed length; on CUDA a step is one captured graph, without Python in it.

What a step needs lies in tensors that stay where they are: the token, its position, the cache. It writes the likeliest
next token where the next step reads its own: that one can begin before anybody has looked at what came out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from transformers import StaticCache
from transformers.cache_utils import StaticLayer

from modaverse_desktop.engine.residency import is_out_of_memory

Work = Callable[[], None]
Wrap = Callable[[Work], Work]
_BLOCK = 256
"""Lengths of the cache are multiples of it: another length must be captured anew."""
_WARM_UPS = 2
_SPARE = _WARM_UPS + 1
_ALIKE = 0.99
"""Cosine of the logits of a step and of its captured form, which rounds otherwise."""
_MOVING_ROPE = ("dynamic", "longrope")
"""Kinds of position whose code looks at the positions: they cannot be captured."""


class StaticSteps:
    """The steps of one model. `begin` first, then `read` what is many positions long, and `step` for one token each.

    `compiler` turns a step's work into quicker work before it is captured, see `compiled`. What cannot be compiled or
    captured is run as it is.
    """

    def __init__(self, model: Any, *, compiler: Wrap | None = None, capture: Wrap | None = None) -> None:
        self._model = model
        self._table = model.get_input_embeddings()
        self._device: torch.device = self._table.weight.device
        self._compiler = compiler
        self._capture = capture or (partial(_captured, device=self._device) if self._device.type == "cuda" else None)
        self._run: Work | None = None
        self._cache: Any = None
        self.length = 0

    @property
    def model(self) -> Any:
        """The language model."""
        return self._model

    @property
    def is_captured(self) -> bool:
        """Whether its last step was prepared, and is not run as it is."""
        return self._run is not None and self._run != self._one

    def begin(self, positions: int) -> None:
        """Forget everything; there is then room for so many positions."""
        if self.length < positions + _SPARE:
            self._make(-(-(positions + _SPARE) // _BLOCK) * _BLOCK)
        self._cache.reset()
        self.rewind(0)

    def rewind(self, position: int) -> None:
        """Forget what was read from this position on."""
        self._position.fill_(position)
        for layer in self._cache.layers:
            layer.cumulative_length.fill_(position)

    def read(self, embeds: Tensor, position: int) -> None:
        """Embeddings (1, T, D) from this position on; what comes next lies in `fetch` afterwards."""
        positions = torch.arange(position, position + embeds.shape[1], device=self._device)
        self._forward(embeds.to(self._device), positions)
        self._position.fill_(position + embeds.shape[1])

    def step(self, token: int | None = None) -> None:
        """One token more; without `token` the one that was likeliest."""
        if token is not None:
            self._token.fill_(token)
        if self._run is None:
            self._run = self._prepared()
        self._run()

    def fetch(self) -> Callable[[], tuple[Tensor, int]]:
        """Begin to copy what is expected next; call the result for it: logits (V,), float32, and the likeliest token.

        What is begun in between is not waited for.
        """
        if self._device.type != "cuda":
            logits, token = self._logits.clone(), int(self._token)
            return lambda: (logits, token)
        self._host_logits.copy_(self._logits, non_blocking=True)
        self._host_token.copy_(self._token, non_blocking=True)
        copied = torch.cuda.Event()
        copied.record(torch.cuda.current_stream(self._device))

        def wait() -> tuple[Tensor, int]:
            copied.synchronize()
            return self._host_logits.clone(), int(self._host_token)

        return wait

    def _make(self, length: int) -> None:
        """Everything that stays where it is, for `length` positions."""
        self._run = self._cache = None  # the old ones go first
        self._cache = StaticCache(config=self._model.config, max_cache_len=length)
        self.length = length
        on = {"device": self._device}
        words = self._model.get_output_embeddings().weight.shape[0]
        self._places = torch.arange(length, **on)
        self._position = torch.zeros(1, dtype=torch.long, **on)
        self._token = torch.zeros(1, dtype=torch.long, **on)
        self._logits = torch.zeros(words, **on)
        if self._device.type == "cuda":
            self._host_logits = torch.zeros(words, pin_memory=True)
            self._host_token = torch.zeros(1, dtype=torch.long, pin_memory=True)

    def _one(self) -> None:
        self._forward(self._table(self._token).unsqueeze(0), self._position)
        self._position.add_(1)

    def _forward(self, embeds: Tensor, positions: Tensor) -> None:
        """(1, T, D) at positions (T,); a mask hides the rest of the cache."""
        hidden = torch.full((), -torch.inf, dtype=embeds.dtype, device=embeds.device)
        mask = torch.where(self._places <= positions[:, None], torch.zeros_like(hidden), hidden)  # (T, length)
        out = self._model(
            inputs_embeds=embeds,
            position_ids=positions[None],
            attention_mask=mask[None, None],
            past_key_values=self._cache,
            use_cache=True,
            logits_to_keep=1,
        )
        last = out.logits[0, -1]
        self._logits.copy_(last)
        self._token.copy_(last.argmax(-1, keepdim=True))

    def _prepared(self) -> Work:
        """A step as quick as it gets here; nothing that was read is changed."""
        ways: list[Wrap] = [self._capture] if self._capture else []
        if self._capture and self._compiler:
            ways.insert(0, _after(self._compiler, self._capture))
        start, token = int(self._position), int(self._token)
        for wrap in ways:
            try:
                with _fused_norms(self._model):
                    run = wrap(self._one)
                if self._is_same(run, start, token + 1 if token == 0 else token - 1):
                    return run
            except Exception as error:  # of dynamo, of the C compiler, of CUDA
                if is_out_of_memory(error):
                    raise
            finally:
                self.rewind(start)
                self._token.fill_(token)
        return self._one

    def _is_same(self, run: Work, start: int, token: int) -> bool:
        """Whether it does what a step does, with another token than it was captured with: a library whose kernels go
        where nothing is captured would not be noticed otherwise."""
        found: list[Tensor] = []
        for each in (self._one, run):
            self.rewind(start)
            self._token.fill_(token)
            self._logits.zero_()
            each()
            found.append(self._logits.clone())
        return float(torch.cosine_similarity(*found, dim=0)) > _ALIKE


def compiled(work: Work) -> Work:
    """The same work, its small operations fused; takes a minute for a large model, and a C compiler."""
    return torch.compile(work, fullgraph=True, dynamic=False)


def can_step(model: Any) -> bool:
    """Whether the model is worth it, and can be captured: on one CUDA device, without what looks at its own numbers."""
    devices = {parameter.device for parameter in model.parameters()}
    if len(devices) != 1 or next(iter(devices)).type != "cuda" or getattr(model, "is_loaded_in_8bit", False):
        return False
    return _has_fixed_shapes(model.config)


def _has_fixed_shapes(config: Any) -> bool:
    rope = (getattr(config, "rope_parameters", None) or {}).get("rope_type")
    layers = StaticCache(config=config, max_cache_len=_BLOCK).layers
    return rope not in _MOVING_ROPE and all(type(layer) is StaticLayer for layer in layers)


def _after(first: Wrap, then: Wrap) -> Wrap:
    return lambda work: then(first(work))


def _captured(work: Work, device: torch.device) -> Work:
    """A CUDA graph of the work, which is run a few times before."""
    with torch.cuda.device(device):
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(_WARM_UPS):
                work()
        torch.cuda.current_stream().wait_stream(aside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, capture_error_mode="thread_local"):
            work()
    return graph.replay


@contextmanager
def _fused_norms(model: Any) -> Iterator[None]:
    """Meanwhile each norm of the model is one operation instead of eight."""
    norms = [each for each in model.modules() if type(each).__name__.endswith("RMSNorm")]
    norms = [each for each in norms if hasattr(each, "variance_epsilon")]
    for norm in norms:
        norm.forward = partial(_norm, norm)
    try:
        yield
    finally:
        for norm in norms:
            del norm.forward


def _norm(norm: Any, hidden: Tensor) -> Tensor:
    return functional.rms_norm(hidden, norm.weight.shape, norm.weight, norm.variance_epsilon)
