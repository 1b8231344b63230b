"""The hand-written forms and words that instructions are composed of."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


@dataclass(frozen=True)
class Forms:
    """Tables of `instruction_forms.toml`, `instruction_words.toml` and `facts.toml`, as lists of lines."""

    around: dict[str, list[str]]
    """`frames`, `openers`, `reasons` and `closers`."""
    text_only: dict[str, list[str]]
    with_media: dict[str, list[str]]
    two: dict[str, list[str]]
    parts: dict[str, dict[str, list[str]]]
    """`verbs`, `more`, `nouns`, `more_nouns` and `media`: what several outputs are asked for with, by kind."""
    words: dict[str, list[str]]
    sound_of: dict[str, str]
    texts: dict[str, list[str]]
    """`poem`, `story` and `title`: what is answered."""
    facts: dict[str, str]
    """A sentence by the thing that it is about."""


@cache
def read_forms() -> Forms:
    """What lies beside this module."""
    forms, words, facts = (_read(f"{name}.toml") for name in ("instruction_forms", "instruction_words", "facts"))
    sound_of = words.pop("sound_of")
    tables = {name: forms["two"].pop(name) for name in ("verbs", "more", "nouns", "more_nouns")}
    tables["media"] = forms["with_media"].pop("parts")
    return Forms(
        around=_lines({name: text for name, text in forms.items() if isinstance(text, str)}),
        text_only=_lines(forms["text_only"]),
        with_media=_lines(forms["with_media"]),
        two=_lines(forms["two"]),
        parts={name: _lines(table) for name, table in tables.items()},
        words=_lines(words),
        sound_of=sound_of,
        facts=dict(split(line) for line in lines(facts.pop("facts"))),
        texts=_lines(facts),
    )


def chosen(form: str, dice: random.Random) -> str:
    """The form with one of each ``(a|b)``."""
    return _CHOICE.sub(lambda found: dice.choice(found[1].split("|")), form)


def ways(form: str) -> int:
    """How many forms a line stands for."""
    count = 1
    for found in _CHOICE.finditer(form):
        count *= found[1].count("|") + 1
    return count


def split(line: str) -> tuple[str, str]:
    """The two sides of a line ``left | right``; the bar has spaces around it."""
    left, right = line.split(" | ", 1)
    return left.strip(), right.strip()


def lines(text: str) -> list[str]:
    """Without empty ones."""
    return [line for line in text.strip().splitlines() if line]


def _lines(table: dict[str, str]) -> dict[str, list[str]]:
    return {name: lines(text) for name, text in table.items()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
