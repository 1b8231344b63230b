"""What reads like a wish to change the picture that was given, and what becomes of the plan then."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.editing import changed_by, starting_from_given, wants_change, wants_motion
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality

PHOTO = Media(Path("/photo.jpg"), Modality.IMAGE)
OTHER = Media(Path("/other.jpg"), Modality.IMAGE)
SOUND = Media(Path("/bark.wav"), Modality.AUDIO)
PICTURES = (Modality.IMAGE,)
CAT = Invocation(Modality.IMAGE, "a blue cat")
PURR = Invocation(Modality.AUDIO, "a purr")
DANCE = Invocation(Modality.VIDEO, "a cat dancing")


@pytest.mark.parametrize(
    "instruction",
    [
        "Make it blue",
        "make the cat blue",
        "as a pencil drawing",
        "In the style of Van Gogh",
        "Turn this into a watercolour",
        "Change the colour of this to yellow.",
        "Replace the apple with a pear",
        "Add a hat to it",
        "Give him a moustache",
        "remove the background",
        "Paint it red!",
        "without the tree",
        "Đổi màu quả táo thành xanh",
    ],
)
def test_a_wish_for_a_change_is_told_by_its_words(instruction: str) -> None:
    assert wants_change(instruction)


@pytest.mark.parametrize(
    "instruction",
    [
        "What is this?",
        "Describe it",
        "Make an icon of this",
        "Make a cat",
        "What does it sound like?",
        "Draw a house in the mountains",
        "Make this sing",
        "Is it possible to change the colour?",
        "",
    ],
)
def test_other_wishes_are_none(instruction: str) -> None:
    assert not wants_change(instruction)


def test_pictures_are_made_from_the_one_that_was_given() -> None:
    plan = starting_from_given((CAT, PURR), (SOUND, PHOTO), lambda invocation: (Modality.IMAGE,), PICTURES)
    assert plan == (Invocation(Modality.IMAGE, "a blue cat", (1,)), PURR)


@pytest.mark.parametrize("media", [(), (SOUND,), (PHOTO, OTHER)])
def test_where_it_is_not_plain_which_one_is_meant_none_is_chosen(media: tuple[Media, ...]) -> None:
    assert starting_from_given((CAT,), media, lambda invocation: (Modality.IMAGE,), PICTURES) == (CAT,)


def test_a_generator_that_takes_no_picture_is_given_none() -> None:
    assert starting_from_given((CAT,), (PHOTO,), lambda invocation: (), PICTURES) == (CAT,)


@pytest.mark.parametrize(
    "instruction",
    [
        "Animate this",
        "animate the cat, please",
        "Bring it to life",
        "Make it dance",
        "let him jump",
        "Make the picture come alive",
        "set it in motion",
        "Turn this into a short video",
        "Show it spinning",
        "show me it running",
        "a video of this jumping",
        "film her",
        "Làm nó chuyển động",
    ],
)
def test_a_wish_that_it_moves_is_told_by_its_words(instruction: str) -> None:
    assert wants_motion(instruction)


@pytest.mark.parametrize(
    "instruction", ["A video of a dog", "What is this?", "Make it blue", "Film a horse", "Film the moon", ""]
)
def test_other_wishes_do_not_say_that_it_moves(instruction: str) -> None:
    assert not wants_motion(instruction)


def test_a_clip_begins_with_the_picture_that_was_given_where_the_words_say_so() -> None:
    def planned(instruction: str, *, edits: bool = False) -> tuple[Invocation, ...]:
        tasks = changed_by(instruction, edits=edits)
        return starting_from_given((CAT, DANCE), (PHOTO,), lambda invocation: (Modality.IMAGE,), tasks)

    assert [each.inputs for each in planned("Make it dance")] == [(), (0,)]
    assert [each.inputs for each in planned("Make it blue")] == [(), ()]
    assert [each.inputs for each in planned("Make it blue", edits=True)] == [(0,), ()]
