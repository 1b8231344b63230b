"""One bar over all steps, each as wide as it usually takes, that never goes back while a step runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.outlook import Outlook, outlook

CAT = Invocation(Modality.IMAGE, "a cat")
RAIN = Invocation(Modality.AUDIO, "rain")
ANSWER = Invocation(Modality.TEXT, "a cat")
MADE = Artifact(Modality.IMAGE, 0, path=Path("/made/cat.png"))
QUEUED = Conversion("c", "make it", (), "starter")
READING = replace(QUEUED, state=State.INTERPRETING)
MAKING = replace(
    QUEUED, state=State.GENERATING, invocations=(CAT, RAIN), running=0, proposal=(CAT, RAIN), interpret_seconds=2.0
)


class Usual:
    """Reading takes 2 seconds, a picture 6, a sound 12, unless told otherwise."""

    def __init__(self, read: float | None = 2.0, make: Mapping[Modality, float] | None = None) -> None:
        self._read = read
        self._make = {Modality.IMAGE: 6.0, Modality.AUDIO: 12.0} if make is None else make

    def reading(self, conversion: Conversion) -> float | None:
        return self._read

    def making(self, conversion: Conversion, invocation: Invocation) -> float | None:
        return self._make.get(invocation.task)


USUAL = Usual()
NOTHING_KNOWN = Usual(None, {})


def test_what_waits_has_done_nothing_and_takes_its_usual_time() -> None:
    assert outlook(QUEUED, USUAL) == Outlook(0.0, 2.0)


def test_while_it_reads_the_bar_leaves_room_for_the_making() -> None:
    half = outlook(READING, USUAL, 1.0)
    assert half == Outlook(pytest.approx(1 / 8), pytest.approx(1.0))


def test_a_step_that_takes_much_longer_than_usual_is_said_to_be_late_and_never_shown_as_finished() -> None:
    late = outlook(READING, USUAL, 60.0)
    assert late.late
    assert late.seconds is None
    assert late.fraction is not None
    assert late.fraction < 2 / 8


def test_every_step_is_as_wide_as_the_time_it_takes() -> None:
    assert outlook(replace(MAKING, state=State.APPROVED, running=None), USUAL) == Outlook(2 / 20, 18.0)
    second = outlook(replace(MAKING, artifacts=(MADE,), running=1), USUAL)
    assert second == Outlook(pytest.approx(8 / 20), 12.0)


def test_how_far_the_generator_is_counts_more_than_the_clock() -> None:
    half = outlook(replace(MAKING, fraction=0.5), USUAL, 5.5)
    assert half.fraction == pytest.approx((2 + 0.55 * 6) / 20)
    assert half.seconds == pytest.approx(5.5 * 0.45 / 0.55 + 12)


def test_while_the_generator_loads_the_bar_moves_only_a_little() -> None:
    begun, loaded = outlook(MAKING, USUAL, 3.0), outlook(MAKING, USUAL, 300.0)
    assert begun.fraction == pytest.approx((2 + 0.05 * 6) / 20)
    assert loaded.fraction == pytest.approx((2 + 0.1 * 6) / 20)
    assert loaded.late


def test_an_answer_in_words_takes_no_time() -> None:
    both = replace(MAKING, invocations=(ANSWER, CAT), running=1)
    assert outlook(both, USUAL).seconds == 6.0


def test_on_a_machine_that_knows_nothing_yet_the_steps_are_alike_and_no_time_is_promised() -> None:
    assert outlook(QUEUED, NOTHING_KNOWN) == Outlook(0.0, None)
    assert outlook(READING, NOTHING_KNOWN, 9.0) == Outlook()
    assert outlook(MAKING, NOTHING_KNOWN, 9.0) == Outlook(0.0, None)
    second = outlook(replace(MAKING, artifacts=(MADE,), running=1, fraction=0.5), NOTHING_KNOWN, 9.0)
    assert second.fraction == pytest.approx(0.5 + 0.55 / 2)
    assert second.seconds == pytest.approx(9.0 * 0.45 / 0.55)


def test_what_needs_the_user_or_has_ended_has_no_outlook() -> None:
    for state in (State.PROPOSED, State.DONE, State.FAILED, State.CANCELLED):
        assert outlook(replace(MAKING, state=state), USUAL) == Outlook()


@given(
    st.lists(st.none() | st.floats(0, 1), max_size=30),
    st.sampled_from([USUAL, NOTHING_KNOWN, Usual(None), Usual(1.0, {})]),
)
def test_within_a_step_the_bar_never_goes_back_when_the_generator_does_not(
    fractions: list[float | None], times: Usual
) -> None:
    known = sorted(fraction for fraction in fractions if fraction is not None)
    shown: list[float] = []
    for second, fraction in enumerate([None] * fractions.count(None) + known):
        fraction_shown = outlook(replace(MAKING, fraction=fraction), times, float(second)).fraction
        assert fraction_shown is not None
        shown.append(fraction_shown)
    assert shown == sorted(shown)
    assert all(0 <= fraction <= 1 for fraction in shown)
