"""The mask itself: what the brush leaves, and the way back and forth."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage

from modaverse_desktop.ui.masks.painting import LARGEST_SIDE, MaskPainting


@pytest.fixture
def painting() -> MaskPainting:
    return MaskPainting(QSize(100, 50))


def value(painting: MaskPainting, x: int, y: int) -> int:
    return painting.image.pixelColor(x, y).alpha()


def line(painting: MaskPainting, *, erase: bool = False) -> None:
    painting.draw(QPointF(20, 25), QPointF(80, 25), 10, erase=erase)
    painting.lift()


def test_a_line_marks_what_is_under_the_brush_and_erasing_takes_it_away(painting: MaskPainting) -> None:
    assert painting.is_empty()
    line(painting)
    assert (value(painting, 50, 25), value(painting, 50, 40)) == (255, 0)
    assert painting.share() == pytest.approx(0.13, abs=0.03)
    assert not painting.is_empty()
    line(painting, erase=True)
    assert painting.is_empty()


def test_a_dot_is_a_line_without_length(painting: MaskPainting) -> None:
    painting.draw(QPointF(50, 25), QPointF(50, 25), 20)
    assert value(painting, 50, 25) == 255


def test_every_step_is_taken_back_and_done_again(painting: MaskPainting) -> None:
    states = [painting.image.copy()]
    for step in (line, MaskPainting.invert, lambda it: it.fill(marked=False), lambda it: it.fill(marked=True)):
        step(painting)
        states.append(painting.image.copy())
    for state in reversed(states[:-1]):
        painting.undo()
        assert painting.image == state
    assert not painting.can_undo
    for state in states[1:]:
        painting.redo()
        assert painting.image == state
    assert not painting.can_redo


def test_after_another_step_nothing_is_done_again(painting: MaskPainting) -> None:
    line(painting)
    painting.undo()
    painting.fill(marked=True)
    assert not painting.can_redo


def test_what_changes_nothing_is_no_step(painting: MaskPainting) -> None:
    painting.fill(marked=False)
    painting.lift()
    assert not painting.can_undo


def test_only_a_limited_number_of_steps_is_kept(painting: MaskPainting) -> None:
    for _ in range(60):
        painting.invert()
    steps = 0
    while painting.can_undo:
        painting.undo()
        steps += 1
    assert steps == 50


def test_on_a_large_picture_the_mask_is_smaller_and_lies_in_the_same_place() -> None:
    painting = MaskPainting(QSize(8000, 4000))
    assert painting.image.size() == QSize(LARGEST_SIDE, LARGEST_SIDE // 2)
    painting.draw(QPointF(4000, 2000), QPointF(4000, 2000), 400)
    assert value(painting, LARGEST_SIDE // 2, LARGEST_SIDE // 4) == 255
    assert value(painting, LARGEST_SIDE // 2 + 200, LARGEST_SIDE // 4) == 0


def test_a_loaded_mask_is_scaled_to_the_size_of_this_one(painting: MaskPainting) -> None:
    whole = QImage(10, 5, QImage.Format.Format_Alpha8)
    whole.fill(255)
    painting.replace(whole)
    assert painting.image.size() == QSize(100, 50)
    assert painting.share() == 1
