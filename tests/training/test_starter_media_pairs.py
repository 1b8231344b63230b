"""Pairs about sounds, clips and several media: what is answered belongs to what is given, in the order asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from modaverse_desktop.core.meta_response import Spelling, format_meta_response, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.instructions import Pair
from modaverse_desktop.training.starter.heard import Heard, sentence
from modaverse_desktop.training.starter.instructions import AUDIO, IMAGE, TEXT, VIDEO, Composer
from modaverse_desktop.training.starter.mix import COUNTS, Given, mixed
from modaverse_desktop.training.starter.pictured import Shown
from modaverse_desktop.training.starter.together import Called, Together, described
from modaverse_desktop.training.starter.wishes import Wishes

THINGS = ["a cat", "an owl", "rain"]
KNOWN = [("Why is the sky blue?", "Air scatters blue light.")]
GIVEN = {
    IMAGE: Shown("key:p", "an owl", "animals-nature"),
    AUDIO: Shown("key:s", "a cow", "", AUDIO),
    VIDEO: Shown("key:c", "a boat", "", VIDEO),
}


def together(seed: int, count: int) -> list[Pair]:
    composer = Composer(seed, THINGS)
    drawer = Together(composer, GIVEN.__getitem__, Wishes(composer, KNOWN))
    return [drawer.about() for _ in range(count)]


def heard(kind: Modality, count: int = 400) -> list[Pair]:
    drawer = Heard(Composer(1, THINGS))
    return [drawer.about(GIVEN[kind]) for _ in range(count)]


def test_every_task_is_asked_for_with_a_sound_and_with_a_clip() -> None:
    for kind in (AUDIO, VIDEO):
        pairs = heard(kind)
        assert {one.task for each in pairs for one in each.invocations} == set(Modality)
        assert {medium.modality for each in pairs for medium in each.media} == {kind}
        assert any(len(each.invocations) == 2 for each in pairs)


def test_answers_are_about_what_is_heard() -> None:
    texts = Counter(one.prompt for each in heard(AUDIO) for one in each.invocations if one.task is TEXT)
    assert texts["a cow"] > 50
    assert texts["You can hear a cow."] > 5
    assert texts["It was probably recorded on a farm."] > 1
    assert texts["Yes, it is a cow."] > 1
    assert texts["No, it is a cow."] > 1
    assert sentence(GIVEN[VIDEO]) == "This clip shows a boat."


def test_every_answer_survives_the_meta_response() -> None:
    for each in (*together(2, 400), *heard(AUDIO, 100), *heard(VIDEO, 100)):
        read = parse_meta_response(format_meta_response(each.invocations, Spelling.RELEASED))
        assert read.invocations == each.invocations
        assert not set(each.instruction + each.invocations[0].prompt) & set("{}|"), each


def test_several_media_come_in_every_combination() -> None:
    pairs = together(3, 600)
    given = Counter(tuple(medium.modality for medium in each.media) for each in pairs)
    assert all(2 <= len(kinds) <= 4 for kinds in given)
    assert {frozenset(kinds) for kinds in given} >= {frozenset(two) for two in ((IMAGE, AUDIO), (AUDIO, VIDEO))}
    assert any(len(set(kinds)) < len(kinds) for kinds in given)
    assert {one.task for each in pairs for one in each.invocations} == set(Modality)


def test_media_are_called_by_number_only_where_there_are_several_of_a_kind() -> None:
    composer = Composer(1, THINGS)
    drawer = Together(composer, GIVEN.__getitem__, Wishes(composer, KNOWN))
    two = drawer.called([GIVEN[IMAGE], GIVEN[AUDIO], GIVEN[IMAGE]])
    first, sound, second = (each.words for each in two)
    assert first.startswith("the first ")
    assert second == first.replace("first", "second")
    assert "first" not in sound


def test_a_description_keeps_the_order() -> None:
    picture, sound = Called(GIVEN[IMAGE], "the photo"), Called(GIVEN[AUDIO], "the noise")
    assert described([sound, picture]) == "The noise is a cow. The photo shows an owl."
    assert described([picture, sound]) == "The photo shows an owl. The noise is a cow."


def test_a_mix_has_all_kinds_of_pairs() -> None:
    given = Given([GIVEN[IMAGE]], [replace(GIVEN[IMAGE], source="key:q")], [GIVEN[AUDIO]], [GIVEN[VIDEO]])
    before = dict(COUNTS)
    try:
        COUNTS.update(dict.fromkeys(COUNTS, 5))
        pairs = list(mixed(Composer(4, THINGS), {"who are you?": "I am a model."}, given))
    finally:
        COUNTS.update(before)
    assert len(pairs) == 5 * len(COUNTS)
    assert {medium.source for each in pairs for medium in each.media} == {"key:p", "key:q", "key:s", "key:c"}
