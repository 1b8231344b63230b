"""What of a plan is the model's and what the user's."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.changes import Kind, Piece, origins, removed, word_changes
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.modality import Modality

CAT = Invocation(Modality.IMAGE, "a black cat on a roof")
DOG = Invocation(Modality.IMAGE, "a dog in the garden")
BARK = Invocation(Modality.AUDIO, "barking, far away")


def test_only_the_words_that_changed_are_marked() -> None:
    assert word_changes("a black cat", "a white cat") == (
        Piece(Kind.KEPT, "a "),
        Piece(Kind.REMOVED, "black"),
        Piece(Kind.ADDED, "white"),
        Piece(Kind.KEPT, " cat"),
    )
    assert word_changes("same", "same") == (Piece(Kind.KEPT, "same"),)
    assert word_changes("", "new") == (Piece(Kind.ADDED, "new"),)
    assert word_changes("", "") == ()


def test_a_very_long_prompt_is_compared_as_a_whole() -> None:
    old, new = "word " * 3000, "word " * 3000 + "more"
    assert word_changes(old, new) == (Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new))


@given(st.text("ab ,\n", max_size=30), st.text("ab ,\n", max_size=30))
def test_the_pieces_tell_both_texts(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == new


def test_each_finds_its_origin_however_they_were_moved_and_changed() -> None:
    plan = (CAT, DOG, BARK)
    assert origins(plan, plan) == (0, 1, 2)
    assert origins(plan, (BARK, CAT, DOG)) == (2, 0, 1)
    assert origins(plan, (replace(DOG, prompt="a big dog in the garden"), CAT)) == (1, 0)
    assert removed(plan, (DOG,)) == (CAT, BARK)


def test_what_was_rewritten_in_its_place_is_changed_and_not_another_one() -> None:
    assert origins((CAT,), (replace(CAT, prompt="something else entirely"),)) == (0,)
    assert origins((CAT,), (replace(CAT, task=Modality.AUDIO),)) == (0,)


def test_what_has_nothing_in_common_was_added() -> None:
    assert origins((CAT,), (CAT, BARK)) == (0, None)
    assert origins((CAT,), (Invocation(Modality.VIDEO, "waves"),)) == (None,)
    assert removed((CAT,), (Invocation(Modality.VIDEO, "waves"),)) == (CAT,)


def test_a_copy_has_no_origin_when_the_first_one_is_still_there() -> None:
    assert origins((CAT,), (CAT, CAT)) == (0, None)


def test_two_empty_prompts_are_alike() -> None:
    empty = Invocation(Modality.IMAGE, "")
    assert origins((empty,), (BARK, replace(empty, parameters={"seed": 3}))) == (None, 0)


PLANS = st.lists(st.builds(Invocation, st.sampled_from(Modality), st.sampled_from(["a", "a b", "c"])), max_size=5)


@given(PLANS, PLANS)
def test_no_origin_is_given_twice_and_the_rest_is_removed(proposal: list[Invocation], plan: list[Invocation]) -> None:
    found = [origin for origin in origins(proposal, plan) if origin is not None]
    assert len(found) == len(set(found))
    assert len(found) + len(removed(proposal, plan)) == len(proposal)
