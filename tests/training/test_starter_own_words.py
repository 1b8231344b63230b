"""Instructions written one by one: each is answered with what its line says, about the media that its section names."""

from __future__ import annotations

from collections import Counter

import pytest

from modaverse_desktop.core.meta_response import Spelling, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import pair
from modaverse_desktop.training.starter import own_words as module
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.mix import evaluated, unseen
from modaverse_desktop.training.starter.own_words import ALONE, OwnWords, Written, own_words, read_line
from modaverse_desktop.training.starter.pictured import Shown

THINGS = {
    IMAGE: Shown("key:p", "an owl", "animals-nature"),
    AUDIO: Shown("key:s", "a cow", "", AUDIO),
    VIDEO: Shown("key:c", "a boat", "", VIDEO),
}


def drawer(seed: int = 1) -> OwnWords:
    return OwnWords(Composer(seed, ["a cat", "an owl", "rain"]), THINGS.__getitem__)


def test_every_line_is_drawn_once_before_any_comes_again() -> None:
    given = [each for each in own_words() if each.section != ALONE]
    drawn = drawer()
    pairs = [drawn.given() for _ in given]
    kinds = Counter("_".join(medium.modality.value for medium in each.media) for each in pairs)
    assert kinds["audio_video"] == sum(each.section == "audio_video" for each in given)


def test_every_answer_is_a_meta_response_without_slots() -> None:
    drawn = drawer()
    pairs = [*(drawn.given() for _ in own_words()), *(drawn.alone() for _ in own_words())]
    for each in pairs:
        prompts = [one.prompt for one in each.invocations]
        assert all(prompts)
        assert not any("{" in prompt or "}" in prompt or "|" in prompt for prompt in prompts)
        text = format_meta_response(each.invocations, Spelling.PAPER)
        assert [one.task for one in parse_meta_response(text).invocations] == [one.task for one in each.invocations]


def test_all_tasks_alone_and_in_all_orders_of_two_are_asked_for_with_and_without_media() -> None:
    drawn = drawer()
    for draw in (drawn.alone, drawn.given):
        found = {tuple(one.task for one in draw().invocations) for _ in range(1500)}
        assert {(one,) for one in Modality} <= found
        assert {(one, other) for one in Modality for other in Modality if one is not other} <= found


def test_slots_and_kinds_are_about_the_medium_whose_number_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "which is it? draw the last => text: {x2}, not {x}. ++ audio: {s1}, slower ++ image2 ++ name"
    monkeypatch.setattr(module, "own_words", lambda: (read_line("audio_video", line), Written(ALONE, "x", ())))
    answers = [(one.task, one.prompt) for one in drawer().given().invocations]
    assert answers[0] == (TEXT, "A boat, not a cow.")
    assert answers[1][0] is AUDIO
    assert answers[1][1].endswith(", slower")
    assert answers[2:] == [(IMAGE, "a boat"), (TEXT, "a cow")]


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("audio", "what is it?"),
        ("audio", " => name"),
        ("audio", "what is it? => label"),
        ("audio", "what is it? => name2"),
        ("audio", "what is it? => text: {x2}"),
        (ALONE, "what is it? => name"),
        (ALONE, "draw it => image: {x}"),
        ("audio_video", "what is it? => name ++ music: a song"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(section: str, line: str) -> None:
    with pytest.raises(ValueError, match=f"^{section}: "):
        read_line(section, line)


def test_none_of_them_is_an_instruction_of_the_evaluation() -> None:
    lines = [pair(each.instruction, [(TEXT, "x")]) for each in own_words()]
    assert len(list(unseen(lines, evaluated()))) == len(lines)
