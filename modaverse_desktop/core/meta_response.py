r"""The meta-response: what the LLM writes, in the released spelling or the paper's; read tolerantly, written exactly.

The released spelling, as `format_meta_response` writes it, decoding is constrained to it and training aims at it::

    response   = invocation { "\n" invocation } " ###"
    invocation = "Modality: " flag " Prompt: " prompt
    flag       = "[TEXT]" | "[IMAGE]" | "[AUDIO]" | "[VIDEO]"
    prompt     = any text that `clean_prompt` leaves as it is; may be empty and may have several lines

The paper's spelling, with `string` as in JSON (non-ASCII characters stay as they are)::

    response   = [ object { "\n" object } ]
    object     = "{model: " string ", prompts: " string "}"      the model is text-to-text, text-to-image, ...

A writer that keeps prompts to one line, without ``#`` and without the word ``Modality``, needs no `clean_prompt`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from modaverse_desktop.core import paper_spelling, released_spelling
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.spelling import LONE_FLAG, Found, clean_prompt, excerpt

__all__ = ["STOP", "Reading", "Spelling", "clean_prompt", "format_meta_response", "parse_meta_response"]

STOP = released_spelling.STOP
"""Ends a response in the released spelling."""


class Spelling(Enum):
    """`RELEASED`: ``Modality: [IMAGE] Prompt: a cat ###``. `PAPER`: ``{model: "text-to-image", prompts: "a cat"}``."""

    RELEASED = "released"
    PAPER = "paper"


@dataclass(frozen=True)
class Reading:
    """What a meta-response says: `invocations` in order, `unread` what could not be understood, and the `raw` text."""

    raw: str
    invocations: tuple[Invocation, ...]
    unread: tuple[str, ...] = ()


def format_meta_response(invocations: Sequence[Invocation], spelling: Spelling) -> str:
    """The one text that `parse_meta_response` reads back as the same tasks and the same (cleaned) prompts, in order.

    Inputs, parameters and generators are not part of a meta-response and are left out.
    """
    if spelling is Spelling.RELEASED:
        lines = [f"Modality: {one.task.flag} Prompt: {clean_prompt(one.prompt)}" for one in invocations]
        return "\n".join(lines) + f" {STOP}"
    return "\n".join(
        f'{{model: "{one.task.model_name}", prompts: {json.dumps(clean_prompt(one.prompt), ensure_ascii=False)}}}'
        for one in invocations
    )


def parse_meta_response(text: str) -> Reading:
    """Read either spelling, whichever begins first. Never raises; time is linear in the length of `text`.

    A text that holds no invocation at all is taken for a text answer, and `unread` says so.
    """
    released = released_spelling.begins(text)
    paper = paper_spelling.begins(text)
    if paper is not None and (released is None or paper < released):
        found = paper_spelling.read(text, paper)
    elif released is not None:
        found = released_spelling.read(text, released)
    elif (flag := released_spelling.begins(text, LONE_FLAG)) is not None:
        found = released_spelling.read(text, flag, LONE_FLAG)
    else:
        found = _read_plain(text)
    invocations = tuple(Invocation(task, prompt) for task, prompt in found.calls)
    return Reading(text, invocations, tuple(found.unread))


_OPENERS = (STOP, "modality: [", '{model: "', '{"model": "', "{'model': '", '[["text-to-', '["text-to-')


def _read_plain(text: str) -> Found:
    """A text without any invocation: the model's plain answer, unless it is the cut-off beginning of an invocation."""
    found = Found()
    before, _, after = text.partition(STOP)
    words = before.strip() or after.strip()
    answer = clean_prompt(re.sub(r"\A\s*prompt\s*:", "", words, flags=re.IGNORECASE))
    if not answer:
        found.unread.append("the model wrote nothing that can be read")
    elif any(opener.startswith(words.lower()) for opener in _OPENERS):
        found.unread.append(f"cut off before the first invocation: {excerpt(words)}")
    else:
        found.calls.append((Modality.TEXT, answer))
        found.unread.append("no modality given: read as a text answer")
    return found
