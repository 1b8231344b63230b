"""What reads like a wish that something moves, whatever it is called."""

from __future__ import annotations

import re

import pytest

from modaverse_desktop.core.motion_words import CLIP, moving

MOVES = re.compile(moving("the\\sfox"), re.VERBOSE)


@pytest.mark.parametrize(
    "words",
    [
        "animate the fox",
        "set the fox in motion",
        "let the fox run",
        "show me the fox dancing",
        "turn the fox into a gif",
    ],
)
def test_the_thing_is_to_move(words: str) -> None:
    assert MOVES.fullmatch(words)


@pytest.mark.parametrize(
    "words", ["animate a hare", "let the fox rest", "turn the fox into a hat", "make the fox runny"]
)
def test_other_words_are_none(words: str) -> None:
    assert not MOVES.search(words)


def test_a_clip_has_many_names() -> None:
    assert all(
        re.fullmatch(CLIP, words, re.VERBOSE) for words in ("a short film", "the gif", "video", "a looping clip")
    )
