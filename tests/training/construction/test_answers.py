"""What a chat model answered, in the shapes that models give it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.generation.answers import CUT, MISSING, NOT_JSON, Reading, read_answer
from modaverse_desktop.training.construction.generation.planning import Plan, Slot

PLAN = Plan((Slot((), ("image",)), Slot((), ("audio", "video"))), (), {})
FIRST = {"number": 1, "instruction": "Draw a {cat}", "invocations": [{"task": "image", "prompt": "a cat"}]}
SECOND: dict[str, Any] = {
    "number": 2,
    "instruction": "Let it be heard and seen",
    "invocations": [{"task": "audio", "prompt": "rain"}, {"task": "video", "prompt": "rain"}],
}
WHOLE = json.dumps({"pairs": [FIRST, SECOND]})


def read(text: str) -> Reading:
    return read_answer(text, PLAN, "pair", "test", 400)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"Sure:\n```json\n{WHOLE}\n```\nDo you like {{them}}?",
        f"{{I think}} {WHOLE}",
        WHOLE.replace('"number": 2', '"number": "2"'),
        WHOLE.replace('"task": "image"', '"task": "text-to-image"'),
        json.dumps([FIRST, SECOND]),
        f"{json.dumps(FIRST)}\n{json.dumps(SECOND)}",
    ],
)
def test_pairs_are_found_whatever_stands_around_them(text: str) -> None:
    found = read(text)
    assert sorted(found.good) == [1, 2]
    assert found.good[2].invocations == ((Modality.AUDIO, "rain"), (Modality.VIDEO, "rain"))
    assert not found.problems


def test_of_an_answer_that_breaks_off_the_whole_pairs_are_kept() -> None:
    for end in range(len(json.dumps({"pairs": [FIRST]})) - 1, len(WHOLE) - 3):
        found = read(WHOLE[:end])
        assert (sorted(found.good), found.problems, found.whole) == ([1], {2: CUT}, "")
    found = read(WHOLE[:30])
    assert found.problems == {1: CUT, 2: CUT}
    assert found.whole


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", NOT_JSON),
        ("I cannot.", NOT_JSON),
        ('{"pairs": []}', MISSING),
        ('{"pairs": [}', NOT_JSON),
        ("{" * 9999, NOT_JSON),
    ],
)
def test_an_answer_without_pairs_has_its_reason(text: str, problem: str) -> None:
    assert set(read(text).problems.values()) == {problem}
