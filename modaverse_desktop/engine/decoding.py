"""Constrained decoding: whatever the model is, what comes out is a meta-response that parses and formats back.

The fixed parts are never sampled: they go through the model in one forward together with what follows. In the free
text one token is drawn at a time and drawn again if the grammar refuses it, so nothing is computed per vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import torch
from torch import Tensor

from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.request import Sampling
from modaverse_desktop.engine.grammar import Grammar, Tokenizer, Tokens, Verdict, grammar_of, shown
from modaverse_desktop.engine.reading import PlainReader, Reader
from modaverse_desktop.engine.static_reading import StaticReader
from modaverse_desktop.engine.static_steps import StaticSteps

Key = TypeVar("Key")

MOST_INVOCATIONS = 4
_BLANK_TOKENS = 4
"""How many tokens a text may begin with that show nothing: a space, half a character."""
_LONGEST_LOOP = 24
_LOOP_TOKENS = 12
_NEARLY_GREEDY = 0.05
"""With a nucleus so small, the likeliest token is nearly always drawn."""


def decode(
    model: Any,
    inputs_embeds: Tensor,
    tokenizer: Tokenizer,
    sampling: Sampling,
    tasks: Sequence[Modality] = tuple(Modality),
    on_text: Callable[[str], None] = lambda text: None,
    check: Callable[[], None] = lambda: None,
    spelling: Spelling = Spelling.RELEASED,
    steps: StaticSteps | None = None,
) -> str:
    """The meta-response to the prompt `inputs_embeds` (1, T, D); at most `sampling.max_tokens` tokens of free text.

    `on_text` gets the whole text so far after every token; `check` is called before every forward and may raise.
    `tasks` are those the model may choose from. A text that reaches the limit is closed there. `steps` are the model's,
    if it is quicker with them.
    """
    grammar = grammar_of(tokenizer, spelling, tasks)
    with torch.inference_mode():
        if steps is None:
            reader: Reader = PlainReader(model, inputs_embeds, check)
        else:
            greedy = sampling.temperature <= 0 or sampling.top_p <= _NEARLY_GREEDY
            room = sampling.max_tokens + _fixed_tokens(grammar)
            reader = StaticReader(steps, inputs_embeds, check, room, foresees=greedy)
        return _Writer(reader, tokenizer, grammar, sampling, on_text).write()


def _fixed_tokens(grammar: Grammar) -> int:
    """At most so many tokens of a response are no free text, or free text that shows nothing."""
    longest = max(len(tokens) for tokens in (*grammar.openings.values(), *grammar.forks.values()))
    return MOST_INVOCATIONS * (longest + _BLANK_TOKENS + 1)


class _Writer:
    """One response while it is being written: the calls that are complete, and the one whose text is being drawn."""

    def __init__(
        self,
        reader: Reader,
        tokenizer: Tokenizer,
        grammar: Grammar,
        sampling: Sampling,
        on_text: Callable[[str], None],
    ) -> None:
        self._reader = reader
        self._draw = _Draw(sampling)
        self._tokenizer = tokenizer
        self._grammar = grammar
        self._budget = sampling.max_tokens
        self._on_text = on_text
        self._calls: list[tuple[Modality, str]] = []

    def write(self) -> str:
        task: Modality | None = self._choose(self._grammar.openings)
        while task is not None:
            task = self._write_call(task)
        return self._grammar.write(self._calls)

    def _choose(self, options: Mapping[Key, Tokens]) -> Key:
        """Let the model choose one of the token sequences; its tokens are then the model's last ones."""
        left = dict(options)
        at = 0
        while len(left) > 1:
            heads = {tokens[at] for tokens in left.values()}
            token = heads.pop() if len(heads) == 1 else self._draw.among(self._reader.logits(), heads)
            self._reader.put(token)
            left = {key: tokens for key, tokens in left.items() if tokens[at] == token}
            at += 1
        key, tokens = next(iter(left.items()))
        self._reader.put(*tokens[at:])
        return key

    def _write_call(self, task: Modality) -> Modality | None:
        """Write one text; returns the task of the next invocation, or None at the end of the response."""
        ids: list[int] = []
        text = ""
        verdict = Verdict.GOES_ON
        while verdict is Verdict.GOES_ON and (self._budget > 0 or not self._says_something(text)):
            token, text, verdict = self._next(ids, text)
            self._budget -= 1
            ids.append(token)
            loop = _loop(ids)
            if loop:
                once, verdict = self._tokenizer.decode(ids[:-loop]), Verdict.ENDS
                text = once if self._says_something(once) else text
            elif verdict is Verdict.GOES_ON or (verdict is Verdict.FORKS and self._grammar.keeps_trigger):
                self._reader.put(token)
            self._on_text(self._grammar.write([*self._calls, (task, self._grammar.prompt(text))], whole=False))
        self._calls.append((task, self._grammar.prompt(text)))
        goes_on = verdict is Verdict.FORKS and len(self._calls) < MOST_INVOCATIONS and self._budget > 0
        return self._choose(self._grammar.forks) if goes_on else None

    def _says_something(self, text: str) -> bool:
        """Whether a prompt is left of it: half an ending, " #", is none."""
        return shown(self._grammar.prompt(text))

    def _next(self, ids: list[int], text: str) -> tuple[int, str, Verdict]:
        """The next token of a text that is `text` now, the text with it, and what that is."""
        blank = not self._says_something(text)
        for token in self._draw.candidates(self._reader.logits()):
            if token == self._grammar.end and not blank:
                return token, text, Verdict.ENDS
            if token in self._grammar.banned or token >= len(self._tokenizer):
                continue
            longer = self._tokenizer.decode([*ids, token])
            verdict = self._grammar.judge(longer)
            if verdict is Verdict.REFUSED or (blank and len(ids) >= _BLANK_TOKENS and not self._says_something(longer)):
                continue
            return token, longer, verdict
        raise RuntimeError("no token of the vocabulary can go on with the text")


class _Draw:
    """Draws tokens: greedily at temperature 0, else at random from the seed, on the CPU whatever the device."""

    def __init__(self, sampling: Sampling) -> None:
        self._temperature = sampling.temperature
        self._top_p = sampling.top_p
        self._generator = torch.Generator("cpu").manual_seed(sampling.seed)

    def among(self, logits: Tensor, tokens: set[int]) -> int:
        """One of `tokens`."""
        allowed = torch.tensor(sorted(tokens))
        return int(allowed[next(self._positions(logits[allowed]))])

    def candidates(self, logits: Tensor) -> Iterator[int]:
        """All tokens, without replacement: each as if those before it had been impossible."""
        return self._positions(logits)

    def _positions(self, logits: Tensor) -> Iterator[int]:
        left = logits.clone()
        for _ in range(len(left)):
            position = self._draw(left)
            yield position
            left[position] = -torch.inf

    def _draw(self, logits: Tensor) -> int:
        if self._temperature <= 0:
            return int(logits.argmax())
        weights = torch.softmax(logits / self._temperature, dim=-1)
        if self._top_p < 1:
            weights = _nucleus(weights, self._top_p)
        return int(torch.multinomial(weights, 1, generator=self._generator))


def _nucleus(weights: Tensor, top_p: float) -> Tensor:
    """`weights` (V,) without the tail: the fewest tokens that make up `top_p` stay, at least one."""
    ordered, order = weights.sort(descending=True)
    before = ordered.cumsum(0) - ordered
    ordered[before >= top_p] = 0
    ordered[0] = ordered[0].clamp_min(torch.finfo(ordered.dtype).tiny)
    return torch.zeros_like(weights).scatter_(0, order, ordered)


def _loop(ids: Sequence[int]) -> int:
    """How many tokens at the end repeat what stands before them (twice, over at least `_LOOP_TOKENS`); 0 if none do."""
    for period in range(1, _LONGEST_LOOP + 1):
        repeats = max(2, -(-_LOOP_TOKENS // period))
        span = period * (repeats + 1)
        if len(ids) >= span and all(ids[-i] == ids[-i - period] for i in range(1, span - period + 1)):
            return period * repeats
    return 0
