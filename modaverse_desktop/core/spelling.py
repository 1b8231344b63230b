"""What both spellings of the meta-response share: the normal form of a prompt, and what a reader has found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from modaverse_desktop.core.modality import Modality

MARK = re.compile(
    r"(?:^[ \t]*|\b(?=Modality\s*:[\s:]*(?:\[|Prompt\s*:|\Z)))(Modality)\s*:[\s:]*", re.IGNORECASE | re.MULTILINE
)
"""Begins an invocation in the released spelling: at the start of a line, or anywhere before a flag."""

LONE_FLAG = re.compile(r"^[ \t]*(?=\[\s*(?:text|image|audio|video)\s*\])", re.IGNORECASE | re.MULTILINE)
"""Begins an invocation that lost its ``Modality:``: a line that starts with a flag."""

_MODEL = re.compile(r"(?:text[\s_-]*(?:to|2)[\s_-]*)?(text|image|audio|video)", re.IGNORECASE | re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_EXCERPT = 80


@dataclass
class Found:
    """What a reader collects: (task, prompt) in order, and sentences about what it could not read."""

    calls: list[tuple[Modality, str]] = field(default_factory=list[tuple[Modality, str]])
    unread: list[str] = field(default_factory=list[str])


def clean_prompt(prompt: str) -> str:
    r"""The prompt as both spellings can carry it; a cleaned prompt stays as it is.

    Line ends become ``\n``, other control characters but the tab a space, surrogates that are not a pair U+FFFD;
    three or more ``#`` become two (three end a response); ``Modality:`` where it would begin an invocation loses its
    colon; white space around the whole is dropped.
    """
    text = prompt.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub("#{3,}", "##", text).strip()
    return MARK.sub(r"\1 ", text).strip()


def task_named(name: str) -> Modality | None:
    """The task that a flag (``IMAGE``) or a generator's name (``text-to-image``, ``text2image``) stands for."""
    match = _MODEL.fullmatch(name.strip())
    return Modality(match[1].lower()) if match else None


def excerpt(text: str) -> str:
    """The beginning of `text` in quotes, on one line, to show what is meant."""
    start = " ".join(clean_prompt(text[: 4 * _EXCERPT]).split())
    return f"“{start[:_EXCERPT]}…”" if len(start) > _EXCERPT or len(text) > 4 * _EXCERPT else f"“{start}”"
