"""What a meta-response may look like, in tokens: its fixed parts, and what the free text between them may not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.meta_response import STOP, Spelling, clean_prompt, format_meta_response
from modaverse_desktop.core.modality import Modality

Tokens = tuple[int, ...]
Tokenizer = Any
"""A transformers tokenizer; its classes share no useful type."""

_MARK = re.compile(r"modality\s*:", re.IGNORECASE)
_NEXT = re.compile(r"\n[ \t]*modality\s*:\s*\Z", re.IGNORECASE)
_CUT_NEXT = re.compile(r"\n[ \t]*(?:M|Mo|Mod|Moda|Modal|Modali|Modalit|Modality)\s*\Z")
_CUT_STOP = re.compile(r"\s#{1,2}\Z")
_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*"')
_PROBE = "x"


class Verdict(Enum):
    """What a text is, after one more token."""

    GOES_ON = auto()
    ENDS = auto()
    FORKS = auto()
    """The response ends here or another invocation begins: the model chooses among `Grammar.forks`."""
    REFUSED = auto()


@dataclass(frozen=True)
class Grammar:
    """The fixed parts of a meta-response in one tokenizer's tokens, as `format_meta_response` writes them.

    `openings`: from the start of the response to where the first text begins. `forks`: from where a text ended to where
    the next one begins; None is the end of the response. `banned`: tokens that no text may hold.
    """

    spelling: Spelling
    openings: Mapping[Modality, Tokens]
    forks: Mapping[Modality | None, Tokens]
    banned: frozenset[int]
    end: int | None
    """The model's own end of sequence, also accepted as the end of a text."""

    @property
    def keeps_trigger(self) -> bool:
        """Whether the token that made a text fork is part of the response; if not, the fork's tokens replace it."""
        return self.spelling is Spelling.RELEASED

    def judge(self, text: str) -> Verdict:
        """What `text`, all that was written since the prompt began, may be."""
        verdict = self._verdict(text)
        stops = verdict in (Verdict.ENDS, Verdict.FORKS)
        return Verdict.REFUSED if stops and not shown(self.prompt(text)) else verdict

    def _verdict(self, text: str) -> Verdict:
        if self.spelling is Spelling.PAPER:
            return Verdict.FORKS if _QUOTE.search(text) else Verdict.GOES_ON
        if STOP in text:
            return Verdict.ENDS
        if _MARK.search(text) is None:
            return Verdict.GOES_ON
        last = _NEXT.search(text)
        return Verdict.FORKS if last and not _MARK.search(text[: last.start()]) else Verdict.REFUSED

    def prompt(self, text: str) -> str:
        """The prompt that `text` stands for: without what ended it, half an ending, or half a character."""
        if self.spelling is Spelling.PAPER:
            quote = _QUOTE.search(text)
            return clean_prompt(_unescape((text[: quote.end() - 1] if quote else text).rstrip("\ufffd")))
        text = text.partition(STOP)[0].rstrip("\ufffd")
        for ending in (_NEXT, _CUT_NEXT, _CUT_STOP):
            text = ending.sub("", text)
        return clean_prompt(text)

    def write(self, calls: Sequence[tuple[Modality, str]], *, whole: bool = True) -> str:
        """The meta-response of (task, prompt) in order; without its end if it is not `whole`."""
        text = format_meta_response([Invocation(task, prompt) for task, prompt in calls], self.spelling)
        return text if whole else text.removesuffix(f" {STOP}").removesuffix('"}')


def grammar_of(tokenizer: Tokenizer, spelling: Spelling, tasks: Sequence[Modality] = tuple(Modality)) -> Grammar:
    """The grammar in `tokenizer`'s tokens: those that the formatted response has, which are what training shows.

    Raises:
        AppError: the tokenizer lacks something; the pack does not fit this program.
    """
    end = tokenizer.eos_token_id
    banned = frozenset(tokenizer.all_special_ids) | frozenset(tokenizer.get_added_vocab().values())
    openings = {task: _opening(tokenizer, spelling, task) for task in tasks}
    forks: dict[Modality | None, Tokens] = {task: _fork(tokenizer, spelling, task) for task in tasks}
    if spelling is Spelling.PAPER:
        if end is None:
            raise AppError(
                "This language model's tokenizer has no end of sequence",
                hint="Use a tokenizer with an `eos_token`, or the released spelling.",
                kind=ErrorKind.MODEL,
            )
        forks[None] = (*_encode(tokenizer, '"}'), end)
    return Grammar(spelling, openings, forks, banned, end)


def _opening(tokenizer: Tokenizer, spelling: Spelling, task: Modality) -> Tokens:
    whole = format_meta_response([Invocation(task, _PROBE)], spelling)
    return _encode(tokenizer, whole[: whole.rindex(_PROBE)].rstrip(" "))


def _fork(tokenizer: Tokenizer, spelling: Spelling, task: Modality) -> Tokens:
    """Released: what follows ``Modality:``, as within a response. Paper: what follows the text, with its quote."""
    if spelling is Spelling.RELEASED:
        opening = _opening(tokenizer, spelling, task)
        mark = _encode(tokenizer, "Modality:")
        return opening[_common(opening, mark) :]
    two = format_meta_response([Invocation(task, _PROBE), Invocation(task, _PROBE)], spelling)
    first = two.index(f'"{_PROBE}"') + 1 + len(_PROBE)
    return _encode(tokenizer, two[first : two.rindex(_PROBE)])


def _encode(tokenizer: Tokenizer, text: str) -> Tokens:
    return tuple(tokenizer(text, add_special_tokens=False)["input_ids"])


def _common(left: Tokens, right: Tokens) -> int:
    """How many tokens both begin with."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def shown(text: str) -> bool:
    """Whether anything of `text` is left as a prompt."""
    return bool(clean_prompt(text.strip("\ufffd")).strip("\ufffd"))


def _unescape(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:  # an escape that JSON does not know, or half of one
        return text.rstrip("\\")
