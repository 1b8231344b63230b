"""Invocations that start from what an earlier one of the same plan makes: “draw it, then animate that drawing”.

Such an invocation says the modality that it starts from (`Invocation.after`) and waits for the nearest one before it
that makes that: so a plan can be put in another order, or approved in parts, and nothing has to be counted anew. When
the file is there, its position becomes the input; `after` stays, to say how it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.motion_words import CLIP, moving

Plan = tuple[Invocation, ...]
_MADE = r"(?:drawing|picture|image|sketch|painting|photo|portrait|illustration|icon|one|result)"
_IT = rf"(?:it|(?:that|this|the|the\ssame)\s{_MADE}|that)"
_COLOUR = "(?:red|orange|yellow|green|blue|purple|pink|brown|black|white|gr[ea]y|gold|golden|silver)"
_REFERS = rf"""
(?:\bthen|\band|\bafterwards|\bafter\sthat|\bnext|\bfinally|\brồi|\bvà|\bsau\sđó|[;.,!:])\s+(?:please\s|also\s|then\s|now\s)*
(?:
    (?:restyle|recolou?r|colou?ri[sz]e|repaint|redraw)\s{_IT}\b
  | {moving(_IT)}
  | (?:make|create|film|show)\s{CLIP}\s(?:of|from|out\sof|with)\sthat\s{_MADE}\b
  | (?:paint|colou?r|dye)\s{_IT}\s\w+
  | (?:make|turn)\s{_IT}\s{_COLOUR}\b
  | (?:làm|cho)\s(?:nó|hình\s(?:đó|ấy|này))\s(?:chuyển\sđộng|cử\sđộng|động\sđậy)
  | (?:tô|đổi|biến)\s(?:nó|hình\s(?:đó|ấy|này))\b
)
"""
"""A later clause that does something to what an earlier one asks for."""


def waits(invocation: Invocation) -> bool:
    """Whether it starts from a file that is not made yet."""
    return invocation.after is not None and not invocation.inputs


def source_of(plan: Sequence[Invocation], position: int, first: int = 0) -> int | None:
    """Position, not before `first`, of the invocation that the one at `position` waits for; None if there is none."""
    if not waits(plan[position]):
        return None
    earlier = range(position - 1, first - 1, -1)
    return next((place for place in earlier if plan[place].task is plan[position].after), None)


def with_result(plan: Sequence[Invocation], made_by: int, file: int) -> Plan:
    """The plan after the invocation at `made_by` made the file at position `file` of the conversion's files."""
    return tuple(
        replace(each, inputs=(file,)) if source_of(plan, position) == made_by else each
        for position, each in enumerate(plan)
    )


def with_sources(plan: Sequence[Invocation], chosen: Iterable[int], first: int = 0) -> set[int]:
    """The chosen positions, and those of what they wait for."""
    found = set(chosen)
    for position in sorted(found, reverse=True):
        source = source_of(plan, position, first)
        while source is not None and source not in found:
            found.add(source)
            source = source_of(plan, source, first)
    return found


def without_lost(plan: Sequence[Invocation], first: int = 0) -> Plan:
    """The plan in which nothing waits for what nobody before it makes: that is made from its prompt alone."""
    return tuple(
        replace(each, after=None) if waits(each) and source_of(plan, position, first) is None else each
        for position, each in enumerate(plan)
    )


def as_planned(plan: Sequence[Invocation]) -> Plan:
    """The plan as it was before anything was made: what started from an earlier result waits for one again."""
    waiting = tuple(replace(each, inputs=()) if each.after is not None else each for each in plan)
    return tuple(
        each if source_of(waiting, position) is not None else plan[position] for position, each in enumerate(waiting)
    )


def chained(plan: Sequence[Invocation], takes: Callable[[Invocation], Sequence[Modality]]) -> Plan:
    """The plan with each invocation that has no input starting from the nearest one before it that it can start from.

    `takes` tells which modalities an invocation's generator can start from.
    """
    made: list[Invocation] = []
    for each in plan:
        usable = [one.task for one in made if each.task is not Modality.TEXT and one.task in takes(each)]
        made.append(replace(each, after=usable[-1]) if usable and not each.inputs else each)
    return tuple(made)


def as_said(
    plan: Sequence[Invocation],
    instruction: str,
    given: Sequence[Media],
    takes: Callable[[Invocation], Sequence[Modality]],
) -> Plan:
    """The plan with its last step starting from the one before it, if the words plainly say so (“draw it, then animate
    that drawing”). Nothing is concluded of a plan of more than two, nor where a file was given: “it” may be another."""
    made = [each for each in plan if each.task is not Modality.TEXT]
    if given or len(made) != 2 or plan[-1] is not made[-1] or not _refers().search(instruction):
        return tuple(plan)
    return chained(plan, takes)


@cache
def _refers() -> re.Pattern[str]:
    """Compiled when it is first needed: that takes milliseconds, which the window's start has no use for."""
    return re.compile(_REFERS, re.IGNORECASE | re.VERBOSE)
