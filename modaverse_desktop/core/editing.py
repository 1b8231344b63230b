"""Whether an instruction asks for a change of the picture that was given (the paper's Figure 5a), or that it moves;
told by its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality

_VERBS = r"(?:sound|sing|play|move|speak)\b"
_IT = rf"(?:it|this|that|these|him|her|them|my|its|(?:the|this|that)\s(?!{_VERBS})\w+)"
_ASKS = re.compile(
    rf"""
    \b(?:make|turn|paint|draw|render|convert|transform)\s+{_IT}\b(?!\s+(?:of\b|{_VERBS}))
    | \b(?:change|replace|remove|erase|delete|edit|modify|alter|retouch|repair|sharpen|blur|brighten|darken|swap)\b
    | \b(?:redraw|repaint|restyle|recolou?r|colou?ri[sz]e|crop)\b
    | \b(?:colou?r|dye)\s+{_IT}\b
    | \b(?:add|put|give)\b.*\b(?:it|him|her|them|picture|photo|image|head|background|sky)\b
    | ^\W*(?:as|in)\s+(?:an?\s|the\s(?:style|manner)|watercolou?r|oil|pencil|black)
    | ^\W*(?:with|without)\s
    | \b(?:đổi|thay|xóa|xoá|bỏ|thêm|sửa|chỉnh|tô|vẽ\slại|biến|làm\scho|chuyển)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MOVES = re.compile(
    rf"""
    \b(?:animate|film)\s+{_IT}\b
    | \b(?:bring|get|set|put)\s+{_IT}\s(?:to\slife|moving|to\smove|in\smotion|into\smotion)\b
    | \b(?:video|clip|film|movie|animation|gif|loop)\s+of\s+(?:it|this|that|him|her|them)\b
    | \b(?:make|let|have|show|watch|see)\s+(?:me\s+)?{_IT}\s(?:come\s(?:to\slife|alive)|in\smotion
        | (?:mov|danc|wav|bounc|shak)(?:e|ing)|(?:jump|walk|fly|spinn?|roll|runn?|swimm?|swing|sway)(?:ing)?
        | grow|shrink|explode|float|fall|disappear|vanish|blink|glow|melt)\b
    | \b(?:make|turn|transform|convert)\s+{_IT}\s(?:into|to)\s(?:an?\s)?(?:short\s|looping\s)?
        (?:clip|video|film|movie|animation|gif|loop)\b
    | \b(?:làm|cho)\s(?:nó|hình|ảnh|bức\s(?:ảnh|hình|tranh))\b.*\b(?:động|đậy|nhảy|chạy|bay|bơi|xoay|quay)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUESTION = re.compile(
    r"^\W*(?:what|who|whose|where|when|why|which|how|is|are|does|do|describe)\b|\?\s*$", re.IGNORECASE
)


def wants_change(instruction: str) -> bool:
    """Whether it reads like “make it blue” or “as a pencil drawing”; of a hint, not of a proof."""
    return bool(_ASKS.search(instruction)) and not _QUESTION.search(instruction)


def wants_motion(instruction: str) -> bool:
    """Whether it reads like “animate it” or “make it dance”."""
    return bool(_MOVES.search(instruction))


def changed_by(instruction: str, *, edits: bool) -> frozenset[Modality]:
    """What an instruction asks to be made from what was given: a clip where the words plainly say so, and, with
    `edits`, a picture where they read like it."""
    asked = {Modality.IMAGE: edits and wants_change(instruction), Modality.VIDEO: wants_motion(instruction)}
    return frozenset(task for task, wanted in asked.items() if wanted)


def starting_from_given(
    plan: Sequence[Invocation],
    media: Sequence[Media],
    takes: Callable[[Invocation], Sequence[Modality]],
    tasks: Collection[Modality] = (Modality.IMAGE,),
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
