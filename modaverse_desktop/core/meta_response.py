"""The meta-response: the text the LLM writes, in the released spelling or the paper's; parsed tolerantly, formatted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from modaverse_desktop.core.invocation import Invocation


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
    """The one text that `parse_meta_response` reads back as the same tasks and prompts.

    Released: ``Modality: [IMAGE] Prompt: a cat`` a line, in order, then `` ###`` after the last.
    """
    raise NotImplementedError


def parse_meta_response(text: str) -> Reading:
    """Read either spelling. Never raises; what cannot be read is named in `unread`."""
    raise NotImplementedError
