"""Near duplicates are told from texts that only resemble each other."""

from __future__ import annotations

import random

import pytest

from modaverse_desktop.training.construction.generation.near import NearDuplicates

TEXT = "Draw the animal that can be heard in this recording as a friendly cartoon | a friendly cartoon of a cat"


def sequences(text: str) -> set[str]:
    return {text[start : start + 4] for start in range(len(text) - 3)}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (TEXT.upper() + "!!", "duplicate"),
        (TEXT.replace("friendly cartoon of", "friendly cartoon with"), "near duplicate"),
        ("Draw the animal you hear | a photo of a dog in the snow", ""),
        ("Please film what happens next on this beach | waves roll onto a beach at night", ""),
    ],
)
def test_only_what_says_almost_the_same_is_found(other: str, found: str) -> None:
    known = NearDuplicates(0.8)
    assert known.add(TEXT) == ""
    assert known.add(other) == found


def test_the_estimate_follows_the_share_of_common_sequences() -> None:
    dice = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz "
    hits = {True: [0, 0], False: [0, 0]}
    for _ in range(60):
        one = "".join(dice.choice(letters) for _ in range(120))
        cut = dice.choice([3, 40])
        two = one[:-cut] + "".join(dice.choice(letters) for _ in range(cut))
        common = len(sequences(one) & sequences(two)) / len(sequences(one) | sequences(two))
        known = NearDuplicates(0.7)
        known.add(one)
        alike = common > 0.7
        hits[alike][0] += 1
        hits[alike][1] += (known.add(two) != "") == alike
    assert all(right >= 0.95 * count > 0 for count, right in hits.values())


def test_what_is_dropped_is_not_remembered() -> None:
    known = NearDuplicates(0.8)
    known.add(TEXT)
    known.add(TEXT.replace("cat", "cats"))
    assert len(known) == 1
