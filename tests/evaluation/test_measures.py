from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation import object_named, right_task
from modaverse_desktop.evaluation.object_named import Subject, judge

BLANK = np.zeros((2, 2, 3), np.uint8)
CASES = """
text_only = '''
image | draw a cat
text image | name one and draw it
'''
with_media = "image | draw it"
"""


def subject(name: str, strict: str, lenient: str | None = None) -> Subject:
    words = frozenset(strict.split())
    return Subject(name, lambda: BLANK, words, words if lenient is None else words | frozenset(lenient.split()))


@pytest.mark.parametrize("name", right_task.SETS)
def test_cases_of_the_repository_are_many_and_of_every_task(name: str) -> None:
    cases = right_task.read_set(name)
    assert len(cases) >= 150
    assert {task for case in cases for task in case.tasks} == set(Modality)
    assert len({case.instruction for case in cases}) == len(cases)


def test_right_task_counts_order_and_shows_pictures_only_where_asked() -> None:
    seen: list[int] = []

    def ask(instruction: str, images: Sequence[NDArray[np.uint8]]) -> str:
        seen.append(len(images))
        if "name" in instruction:
            return "Modality: [IMAGE] Prompt: one\nModality: [TEXT] Prompt: one ###"
        return "Modality: [IMAGE] Prompt: a cat ###"

    result = right_task.summary(right_task.measure(right_task.read_cases(CASES), ask, [BLANK]))
    assert seen == [0, 0, 1]
    assert result["right"] == pytest.approx(2 / 3, abs=1e-3)
    assert result["right_with_media"] == 1
    assert result["confusion"] == {"image -> image": 2, "text+image -> image+text": 1}
    assert result["wrong"][0]["instruction"] == "name one and draw it"
    assert "| text+image |" in right_task.table(result)


@pytest.mark.parametrize(
    ("picture", "answer", "strict", "lenient"),
    [
        (subject("photo", "cat kitten"), "a tabby cat", True, True),
        (subject("photo", "cat kitten"), "a caterpillar", False, False),
        (subject("photo", "cat"), "cats", True, True),
        (subject("hot beverage", "hot beverage", "coffee tea cup"), "a cup of coffee", False, True),
        (subject("hot beverage", "hot beverage", "coffee tea cup"), "a hot beverage", True, True),
        (subject("hot beverage", "hot beverage", "coffee tea cup"), "a teapot with coffee", False, False),
        (subject("photo", "cat"), "", False, False),
    ],
)
def test_names_are_judged_by_whole_words(picture: Subject, answer: str, strict: bool, lenient: bool) -> None:
    assert judge(picture, answer) == (strict, lenient)


def test_object_named_reads_the_answer_whatever_its_task() -> None:
    def ask(question: str, images: Sequence[NDArray[np.uint8]]) -> str:
        return "Modality: [IMAGE] Prompt: a cat ###"

    result = object_named.summary(object_named.measure([subject("a", "cat"), subject("b", "dog")], ask))
    assert (result["strict"], result["answered_in_words"]) == (0.5, 0)
    assert result["confused"] == {"b": "a cat"}


def test_photographs_that_are_not_there_are_reported(tmp_path: Path) -> None:
    missing: list[str] = []
    path = tmp_path / "scikit-image/skimage/data/chelsea.png"
    path.parent.mkdir(parents=True)
    Image.new("RGB", (3, 3)).save(path)
    (found,) = object_named.photographs(tmp_path, missing.append)
    assert found.name == "scikit-image/chelsea"
    assert found.pixels().shape == (3, 3, 3)
    assert len(missing) > 50


def test_missing_font_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="font"):
        list(object_named.emoji(tmp_path, object_named.THINGS, tmp_path / "no.ttf"))


def test_spread_is_even_and_keeps_small_sets() -> None:
    all_of_them = [subject(str(number), "x") for number in range(10)]
    assert [each.name for each in object_named.spread(all_of_them, 5)] == ["0", "2", "4", "6", "8"]
    assert object_named.spread(all_of_them, 0) == all_of_them
    assert json.dumps(object_named.summary([]))


def test_no_instruction_is_in_both_sets() -> None:
    first, second = ({case.instruction.casefold() for case in right_task.read_set(name)} for name in right_task.SETS)
    assert not first & second
