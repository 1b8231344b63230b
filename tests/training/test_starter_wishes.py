"""Wishes put together from parts: what is answered is what was asked for, in its order."""

from __future__ import annotations

from collections import Counter

import pytest

from modaverse_desktop.core.meta_response import Spelling, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.pictured import Shown
from modaverse_desktop.training.starter.wishes import MEDIA_TEXTS, Part, Wishes, wish_forms

KNOWN = [("Why is the sky blue?", "Air scatters blue light.")]
GIVEN = [
    Shown("key:p", "an owl", "animals-nature"),
    Shown("key:s", "a cow", "", AUDIO),
    Shown("key:c", "a boat", "", VIDEO),
]


def wishes(seed: int = 1) -> Wishes:
    return Wishes(Composer(seed, ["a cat", "an owl", "rain"]), KNOWN)


def tasks(each: Pair) -> tuple[Modality, ...]:
    return tuple(one.task for one in each.invocations)


def test_words_alone_ask_for_two_or_three_different_things_in_any_order() -> None:
    drawer = wishes()
    found = Counter(tasks(drawer.composed()) for _ in range(800))
    assert all(2 <= len(wanted) <= 3 and len(set(wanted)) == len(wanted) for wanted in found)
    assert {wanted for wanted in found if len(wanted) == 2} == {
        (one, other) for one in Modality for other in Modality if one is not other
    }


def test_every_medium_is_asked_for_several_things_and_for_more_of_itself() -> None:
    for shown in GIVEN:
        drawer = wishes()
        pairs = [drawer.about(shown) for _ in range(400)]
        assert all([medium.modality for medium in each.media] == [shown.modality] for each in pairs)
        assert sum(len(each.invocations) > 1 for each in pairs) > 200
        assert {task for each in pairs for task in tasks(each)} == set(Modality)
        assert {(shown.modality,), (TEXT,)} <= {tasks(each) for each in pairs}


def test_a_wish_about_something_else_says_nothing_of_the_medium() -> None:
    drawer = wishes()
    pairs = [drawer.elsewhere(GIVEN[1]) for _ in range(200)]
    assert all(each.media[0].modality is AUDIO for each in pairs)
    assert not any("a cow" in one.prompt for each in pairs for one in each.invocations)
    assert {tasks(each) for each in pairs} >= {(TEXT,), (IMAGE,), (AUDIO,), (VIDEO,)}


def test_of_several_media_the_one_that_is_meant_is_named() -> None:
    drawer = wishes()
    for _ in range(300):
        assert "the second clip" in drawer.part("image", GIVEN[2], "the second clip").text


@pytest.mark.parametrize(("first", "second"), [(False, False), (True, True), (False, True), (True, False)])
def test_parts_are_joined_in_the_order_of_their_answers(first: bool, second: bool) -> None:
    drawer = wishes()
    one, other = Part("FIRST", (IMAGE, "a cat"), first), Part("SECOND", (AUDIO, "a cow"), second)
    turned = 0
    for _ in range(200):
        said = drawer._joined([one, other])
        assert said.count("FIRST") == said.count("SECOND") == 1
        turned += said.index("FIRST") > said.index("SECOND")
    assert turned == 0 or not (first or second)  # "before you do the second, do the first"


def test_a_question_keeps_its_mark_and_begins_no_command() -> None:
    drawer = wishes()
    asked, told = Part("what is it?", (TEXT, "a cow")), Part("draw it", (IMAGE, "a cow"))
    assert all("what is it?" in drawer._joined([asked, told]) for _ in range(50))
    assert all(drawer._joined([told, asked]).endswith("what is it?") for _ in range(50))


def test_no_slot_is_left_open_and_every_answer_survives_the_meta_response() -> None:
    drawer = wishes(2)
    pairs = [drawer.composed() for _ in range(400)] + [drawer.about(each) for each in GIVEN for _ in range(300)]
    for each in pairs:
        assert not set(each.instruction) & set("{}|"), each
        read = parse_meta_response(format_meta_response(each.invocations, Spelling.RELEASED))
        assert read.invocations == each.invocations


def test_the_tables_have_what_is_drawn_from_them() -> None:
    forms = wish_forms()
    kinds = {*MEDIA_TEXTS, "image", "audio", "video"}
    assert set(forms["asks"]) == set(forms["nouns"]) == kinds
    assert {f"again.{kind.value}" for kind in (IMAGE, AUDIO, VIDEO)} <= set(forms)
