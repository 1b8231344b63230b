"""Names of artifacts are safe on every file system."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.naming import FIELDS, file_stem, literal, safe_name, template_problem, with_moment


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"date": "2025-01-02", "prompt": "a  cat", "seed": 7}, "2025-01-02-a cat-7"),
        ({"date": "2025-01-02", "seed": 7}, "2025-01-02-7"),
        ({"prompt": "a/b\\c:d*e?f"}, "a b c d e f"),
        ({"prompt": "../../etc/passwd"}, "etc passwd"),
        ({"prompt": "-rf"}, "rf"),
        ({"prompt": "{seed}"}, "{seed}"),
        ({"prompt": "con"}, "_con"),
        ({"prompt": "猫 und 👨‍👩‍👧"}, "猫 und 👨‍👩‍👧"),
        ({"prompt": "abc\u202egnp.exe"}, "abcgnp.exe"),
        ({}, "artifact"),
        ({"prompt": " ".join(["one two three"] * 9)}, "one two three one two three one two three one two three one"),
        ({"prompt": "é" * 100}, "é" * 30),
    ],
)  # fmt: skip
def test_templates_become_readable_names(values: dict[str, object], expected: str) -> None:
    assert file_stem("{date}-{prompt}-{seed}", values) == expected


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{date}", ""),
        ("plain", ""),
        ("{colour}", "there is no {colour}"),
        ("{}", "there is no {}"),
        ("{date", "cannot be read"),
        ("{date:>10}", "must stand alone"),
        ("{date!r}", "must stand alone"),
        ("{date.__class__}", "there is no"),
        ("  ", "must not be empty"),
    ],
)
def test_a_wrong_template_is_explained(template: str, said: str) -> None:
    problem = template_problem(template)
    assert said in problem
    assert bool(said) == bool(problem)
    if problem:
        with pytest.raises(ValueError, match=re.escape(problem)):
            file_stem(template, {})


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None), max_size=200))
def test_any_text_becomes_a_safe_name(text: str, prompt: str) -> None:
    for name in (safe_name(text), file_stem("{prompt} {task}", {"prompt": prompt, "task": "image"})):
        assert name
        assert len(name.encode()) <= 121
        assert not set(name) & set('<>:"/\\|?*\0\n')
        assert name[0] not in " .-"
        assert name[-1] not in " ."
        assert safe_name(name) == name


def test_all_fields_can_be_used() -> None:
    template = "-".join(f"{{{field}}}" for field in FIELDS)
    assert file_stem(template, {field: field for field in FIELDS}) == "-".join(FIELDS)


def test_the_moment_is_filled_in_first_and_the_rest_for_each_artifact() -> None:
    template = with_moment("{date}-{{date}} {time}-{prompt}-{seed}", datetime(2026, 11, 23, 9, 5, 1))
    assert template == "20261123-{{date}} 090501-{prompt}-{seed}"
    assert file_stem(template, {"prompt": "a/cat", "seed": 7}) == "20261123-{date} 090501-a cat-7"
    assert file_stem(literal("a {cat}"), {}) == "a {cat}"
