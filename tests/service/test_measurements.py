"""Medians of the last times of each kind of work, and what can be reckoned from them."""

from __future__ import annotations

import json
import math

import pytest

from modaverse_desktop.service.measurements import MOST_KINDS, Estimate, Measurements, Work, read_measurements

TWELVE = Work("cpu", "painter 1", (("size", 128.0), ("steps", 12.0)))
FIFTY = Work("cpu", "painter 1", (("size", 128.0), ("steps", 48.0)))


def measured(work: Work, *seconds: float) -> Measurements:
    made = Measurements()
    for each in seconds:
        made.add(work, each)
    return made


def test_the_median_counts_so_that_one_slow_run_does_not() -> None:
    assert measured(TWELVE, 4.0, 60.0, 4.2).estimate(TWELVE) == Estimate(4.2)


def test_old_times_are_forgotten() -> None:
    assert measured(TWELVE, *[60.0] * 9, *[4.0] * 5).estimate(TWELVE) == Estimate(4.0)


def test_other_settings_are_reckoned_in_proportion_and_said_to_be_so() -> None:
    assert measured(TWELVE, 4.0).estimate(FIFTY) == Estimate(16.0, measured=False)


@pytest.mark.parametrize(
    "other",
    [
        Work("cuda", "painter 1", FIFTY.settings),
        Work("cpu", "painter 2", FIFTY.settings),
        Work("cpu", "painter 1", (("steps", 12.0),)),
    ],
)
def test_another_device_model_or_kind_of_settings_tells_nothing(other: Work) -> None:
    assert measured(TWELVE, 4.0).estimate(other) is None


def test_a_setting_of_nothing_cannot_be_put_in_proportion() -> None:
    none = Work("cpu", "painter 1", (("steps", 0.0),))
    assert measured(none, 4.0).estimate(Work("cpu", "painter 1", (("steps", 3.0),))) is None


@pytest.mark.parametrize("seconds", [0.0, -1.0, math.inf, math.nan])
def test_a_time_that_cannot_be_true_is_passed_over(seconds: float) -> None:
    assert measured(TWELVE, seconds).estimate(TWELVE) is None


def test_the_kinds_that_were_not_seen_for_longest_are_forgotten() -> None:
    made = measured(TWELVE, 4.0)
    for number in range(MOST_KINDS):
        made.add(Work("cpu", f"model {number}"), 1.0)
    assert made.estimate(TWELVE) is None
    assert made.estimate(Work("cpu", "model 0")) is not None


def test_what_is_written_is_read_again() -> None:
    made = measured(TWELVE, 4.0, 5.0, 6.0)
    made.add(FIFTY, 20.0)
    back = read_measurements(json.loads(json.dumps(made.to_dict())))
    assert back.to_dict() == made.to_dict()
    assert back.last_device == "cpu"


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        [],
        {"kinds": 3},
        {"kinds": [7, {"device": 1}, {"device": "cpu", "model": "m", "seconds": "3"}]},
        {"kinds": [{"device": "cpu", "model": "m", "settings": [1], "seconds": [True, "x", None, -3]}]},
    ],
)
def test_nonsense_is_left_out(nonsense: object) -> None:
    assert read_measurements(nonsense).to_dict()["kinds"] == []
