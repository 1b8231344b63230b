"""How the user's plan differs from the model's: which invocation came from which, and which words changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from modaverse_desktop.core.invocation import Invocation

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS = 4000
"""Longer prompts are compared as a whole: the time grows with the square."""
_SAME_TASK = 0.2
_SAME_PLACE = 0.1
_ALIKE = 0.3
"""Below this, one invocation was removed and another one added: neither words, nor task and place, are the same."""


class Kind(Enum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Words that share a fate."""

    kind: Kind
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new`. Without what was added it reads `old`, without what was removed `new`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > _MOST_TOKENS:
        before, after = [old], [new]
    pieces: list[Piece] = []
    for code, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if code == "equal":
            pieces.append(Piece(Kind.KEPT, "".join(before[start:end])))
            continue
        both = ((Kind.REMOVED, before[start:end]), (Kind.ADDED, after[new_start:new_end]))
        pieces += [Piece(kind, "".join(words)) for kind, words in both if words]
    return tuple(pieces)


def origins(proposal: Sequence[Invocation], invocations: Sequence[Invocation]) -> tuple[int | None, ...]:
    """For each of `invocations` the position in `proposal` that it came from; None for one that the user added.

    Equal ones belong together; of the others those that are most alike, in words, task and place.
    """
    found: dict[int, int] = {}
    left = list(range(len(proposal)))
    for place, invocation in enumerate(invocations):
        same = next((origin for origin in left if proposal[origin] == invocation), None)
        if same is not None:
            found[place] = same
            left.remove(same)
    open_ones = [place for place in range(len(invocations)) if place not in found]
    pairs = [(_alike(proposal, origin, invocations, place), place, origin) for place in open_ones for origin in left]
    for alike, place, origin in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if alike >= _ALIKE and place not in found and origin in left:
            found[place] = origin
            left.remove(origin)
    return tuple(found.get(place) for place in range(len(invocations)))


def removed(proposal: Sequence[Invocation], invocations: Sequence[Invocation]) -> tuple[Invocation, ...]:
    """What the model proposed and none of `invocations` came from."""
    used = set(origins(proposal, invocations))
    return tuple(invocation for origin, invocation in enumerate(proposal) if origin not in used)


def _alike(proposal: Sequence[Invocation], origin: int, invocations: Sequence[Invocation], place: int) -> float:
    old, new = proposal[origin], invocations[place]
    same_task = _SAME_TASK * (old.task is new.task)
    return round(_words_alike(old.prompt, new.prompt) + same_task + _SAME_PLACE * (origin == place), 6)


def _words_alike(old: str, new: str) -> float:
    """0 to 1: the share of words, in any order, that both have."""
    before, after = Counter(old.lower().split()), Counter(new.lower().split())
    count = before.total() + after.total()
    return 2 * (before & after).total() / count if count else 1.0
