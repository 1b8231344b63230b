"""The best precision that fits, and a sentence that says why."""

from __future__ import annotations

import pytest

from modaverse_desktop.core.precision import Precision, choose_precision

VICUNA = 13_500


@pytest.mark.parametrize(
    ("room", "can_quantise", "precision", "offload"),
    [
        (24_000, True, Precision.HALF, False),
        (24_000, False, Precision.HALF, False),
        (12_000, True, Precision.EIGHT, False),
        (8_000, True, Precision.FOUR, False),
        (12_000, False, Precision.HALF, True),
        (3_000, True, Precision.HALF, True),
    ],
)
def test_on_a_gpu_the_widest_that_fits(room: int, can_quantise: bool, precision: Precision, offload: bool) -> None:
    choice = choose_precision(VICUNA, room, on_gpu=True, can_quantise=can_quantise)
    assert (choice.precision, choice.offload) == (precision, offload)
    assert choice.mb <= room
    assert str(room) in choice.reason
    assert choice.reason.startswith(precision.value)
    assert ("quantise" in choice.reason) == (offload and not can_quantise)


def test_on_a_cpu_float32_unless_it_is_too_much() -> None:
    assert choose_precision(VICUNA, 64_000, on_gpu=False, can_quantise=True).precision is Precision.FULL
    assert choose_precision(VICUNA, 16_000, on_gpu=False, can_quantise=True).precision is Precision.HALF
    assert choose_precision(100, 50, on_gpu=False, can_quantise=False).precision is Precision.FULL
