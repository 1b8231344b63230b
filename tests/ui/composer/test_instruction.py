"""The instruction: suggestions that fit, and what was sent before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer.instruction_box import MOST_SENT, InstructionBox
from modaverse_desktop.ui.composer.suggestions import MOST, suggestions_for

IMAGE, AUDIO, VIDEO, TEXT = Modality.IMAGE, Modality.AUDIO, Modality.VIDEO, Modality.TEXT
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.fixture
def box(qtbot: QtBot) -> InstructionBox:
    made = InstructionBox()
    qtbot.addWidget(made)
    made.resize(300, 80)
    made.show()
    return made


def test_the_arrows_walk_through_what_was_sent_and_back_to_what_was_not(qtbot: QtBot, box: InstructionBox) -> None:
    box.show_history(("one", "two"))
    box.remember("three")
    qtbot.keyClicks(box, "unsent")
    seen = []
    for key in (UP, UP, UP, UP, DOWN, DOWN, DOWN, DOWN):
        qtbot.keyClick(box, key)
        seen.append(box.toPlainText())
    assert seen == ["three", "two", "one", "one", "two", "three", "unsent", "unsent"]


def test_the_same_again_is_kept_once_and_as_the_latest(box: InstructionBox) -> None:
    for text in ("one", "two", "one", ""):
        box.remember(text)
    assert box.history() == ("two", "one")


def test_history_of_earlier_runs_comes_before_that_of_this_one_and_is_limited(box: InstructionBox) -> None:
    box.remember("new")
    box.show_history([str(number) for number in range(MOST_SENT)])
    assert len(box.history()) == MOST_SENT
    assert box.history()[-1] == "new"


def test_within_several_lines_the_arrows_move_the_caret(qtbot: QtBot, box: InstructionBox) -> None:
    box.remember("sent")
    qtbot.keyClicks(box, "first")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(box, "second")
    qtbot.keyClick(box, UP)
    assert box.toPlainText() == "first\nsecond"
    qtbot.keyClick(box, UP)
    assert box.toPlainText() == "sent"


def test_what_the_arrow_replaced_is_undone(qtbot: QtBot, box: InstructionBox) -> None:
    box.remember("sent")
    qtbot.keyClicks(box, "unsent")
    qtbot.keyClick(box, UP)
    box.undo()
    assert box.toPlainText() == "unsent"


def every_drop() -> list[tuple[Modality, ...]]:
    kinds = (IMAGE, AUDIO, VIDEO)
    return [drop for count in range(4) for drop in itertools.product(kinds, repeat=count)]


@pytest.mark.parametrize("drop", every_drop())
@pytest.mark.parametrize("each", [False, True])
def test_every_drop_has_a_few_different_suggestions(drop: Sequence[Modality], each: bool) -> None:
    offered = suggestions_for(drop, each=each)
    assert 2 <= len(offered) <= MOST
    assert len(set(offered)) == len(offered)


def test_suggestions_speak_of_what_was_dropped() -> None:
    assert suggestions_for([IMAGE])[0] == "What is this?"
    assert suggestions_for([AUDIO])[0] == "What do I hear?"
    assert suggestions_for([VIDEO])[0] == "What happens here?"
    assert "Does the sound fit the picture?" in suggestions_for([AUDIO, IMAGE])
    assert suggestions_for([IMAGE, IMAGE]) != suggestions_for([IMAGE, IMAGE], each=True) == suggestions_for([IMAGE])


def test_nothing_is_offered_that_no_model_makes() -> None:
    assert "What does it sound like?" in suggestions_for([IMAGE], {TEXT, IMAGE, AUDIO})
    assert "What does it sound like?" not in suggestions_for([IMAGE], {TEXT, IMAGE})
    assert suggestions_for([IMAGE], {TEXT}) == ("What is this?", "Describe it")
    assert suggestions_for([], {TEXT, IMAGE}) == ("Draw a red apple", "Make a picture of a cat", "Draw a sailing boat")
