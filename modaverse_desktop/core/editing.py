"""Whether an instruction asks for a change of the picture that was given (the paper's Figure 5a), or that it moves;
told by its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.motion_words import CLIP, moving

_VERBS = r"(?:sound|sing|play|move|speak)\b"
_IT = rf"(?:it|this|that|these|him|her|them|my|its|(?:the|this|that)\s(?!{_VERBS})\w+)"
_ASKS = rf"""
    \b(?:make|turn|paint|draw|render|convert|transform)\s+{_IT}\b(?!\s+(?:of\b|{_VERBS}))
    | \b(?:change|replace|remove|erase|delete|edit|modify|alter|retouch|repair|sharpen|blur|brighten|darken|swap)\b
    | \b(?:redraw|repaint|restyle|recolou?r|colou?ri[sz]e|crop)\b
    | \b(?:colou?r|dye)\s+{_IT}\b
    | \b(?:add|put|give)\b.*\b(?:it|him|her|them|picture|photo|image|head|background|sky)\b
    | ^\W*(?:as|in)\s+(?:an?\s|the\s(?:style|manner)|watercolou?r|oil|pencil|black)
    | ^\W*(?:with|without)\s
    | \b(?:đổi|thay|xóa|xoá|bỏ|thêm|sửa|chỉnh|tô|vẽ\slại|biến|làm\scho|chuyển)\b
"""
_MOVES = rf"""
    \b{moving(_IT)}
    | \b(?:film|{CLIP}\s+of)\s+(?:it|this|that|him|her|them)\b
    | \b(?:làm|cho)\s(?:nó|hình|ảnh|bức\s(?:ảnh|hình|tranh))\b.*\b(?:động|đậy|nhảy|chạy|bay|bơi|xoay|quay)\b
"""
_QUESTION = r"^\W*(?:what|who|whose|where|when|why|which|how|is|are|does|do|describe)\b|\?\s*$"


def wants_change(instruction: str) -> bool:
    """Whether it reads like “make it blue” or “as a pencil drawing”; of a hint, not of a proof."""
    return bool(_compiled(_ASKS).search(instruction)) and not re.search(_QUESTION, instruction, re.IGNORECASE)


def wants_motion(instruction: str) -> bool:
    """Whether it reads like “animate it” or “make it dance”."""
    return bool(_compiled(_MOVES).search(instruction))


def changed_by(instruction: str, *, edits: bool) -> frozenset[Modality]:
    """What an instruction asks to be made from what was given: a clip where the words plainly say so, and, with
    `edits`, a picture where they read like it."""
    asked = {Modality.IMAGE: edits and wants_change(instruction), Modality.VIDEO: wants_motion(instruction)}
    return frozenset(task for task, wanted in asked.items() if wanted)


def starting_from_given(
    plan: Sequence[Invocation],
    media: Sequence[Media],
    takes: Callable[[Invocation], Sequence[Modality]],
    tasks: Collection[Modality],
) -> tuple[Invocation, ...]:
    """The plan with what is of these `tasks` made from the one picture that was given, where a generator takes one.

    `takes` tells which modalities an invocation's generator can start from. Of several pictures none is chosen.
    """
    pictures = [place for place, each in enumerate(media) if each.modality is Modality.IMAGE]
    if len(pictures) != 1:
        return tuple(plan)
    return tuple(
        replace(each, inputs=(pictures[0],))
        if each.task in tasks and not each.inputs and Modality.IMAGE in takes(each)
        else each
        for each in plan
    )


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """When it is first needed: that takes milliseconds, which the window's start has no use for."""
    return re.compile(words, re.IGNORECASE | re.VERBOSE)
