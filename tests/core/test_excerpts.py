"""What an encoder is given of a picture and of a sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.excerpts import Excerpts, View, read_excerpts
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality

THREE = Excerpts(clips=3, clip_seconds=2.0)


def test_a_view_without_margin_is_the_whole_picture() -> None:
    (view,) = Excerpts((0.0,)).views(300, 200)
    assert view == View()
    assert view.whole


def test_a_margin_is_a_share_of_the_square_and_the_padding_takes_its_part() -> None:
    _, middle = Excerpts((0.0, 0.1)).views(300, 200)
    assert (middle.left, middle.right) == (pytest.approx(0.1), pytest.approx(0.9))
    assert (middle.top, middle.bottom) == (0, 1)  # 30 pixels of margin, all of them padding
    assert not middle.whole


def test_a_square_picture_loses_the_same_on_each_side() -> None:
    (middle,) = Excerpts((0.25,)).views(64, 64)
    assert middle == View(0.25, 0.25, 0.75, 0.75)


def test_clips_are_spread_from_the_beginning_to_the_end() -> None:
    assert THREE.spans(10) == ((0, 2), (4, 6), (8, 10))
    assert Excerpts(clips=1, clip_seconds=2.0).spans(10) == ((0, 2),)


def test_what_is_shorter_than_a_clip_is_heard_whole() -> None:
    assert THREE.spans(1.5) == ((0, 1.5),)
    assert THREE.heard(1.5) == 1.5


def test_of_a_part_the_clips_are_spread_over_that() -> None:
    assert THREE.spans(100, Part(40, 50)) == ((40, 42), (44, 46), (48, 50))
    assert THREE.spans(100, Part(40, 41)) == ((40, 41),)
    assert THREE.spans(45, Part(40, 50)) == ((40, 42), (41.5, 43.5), (43, 45))
    assert Excerpts().spans(100, Part(40, 50)) == ((40, 50),)
    assert THREE.heard(100, Part(40, 50)) == 6


def test_nothing_has_no_clips() -> None:
    assert THREE.spans(0) == ()
    assert Excerpts().spans(10) == ()
    assert Excerpts().views(10, 10) == ()


@given(seconds=st.floats(0.01, 1e5), clips=st.integers(1, 9), long=st.floats(0.1, 30))
def test_clips_lie_within_the_sound_and_overlaps_count_once(seconds: float, clips: int, long: float) -> None:
    excerpts = Excerpts(clips=clips, clip_seconds=long)
    spans = excerpts.spans(seconds)
    assert all(0 <= start < end <= seconds * (1 + 1e-9) for start, end in spans)
    assert 0 < excerpts.heard(seconds) <= min(seconds, clips * long) * (1 + 1e-9)


def test_a_pack_says_what_its_encoder_sees_by_modality() -> None:
    config = {"sees": {"image": {"margins": [0, 0.09]}, "audio": {"clips": 3, "clip_seconds": 2}}}
    assert read_excerpts(config, Modality.IMAGE) == Excerpts((0, 0.09))
    assert read_excerpts(config, Modality.AUDIO) == Excerpts(clips=3, clip_seconds=2)
    assert read_excerpts(config, Modality.VIDEO) is None


@pytest.mark.parametrize(
    "sees",
    [
        None,
        "all",
        {"image": 1},
        {"image": {"margins": 0.1}},
        {"image": {"margins": [0.5]}},
        {"image": {"margins": [-0.1]}},
        {"image": {"margins": ["a"]}},
        {"image": {"margins": [True]}},
        {"image": {"clips": "3"}},
        {"image": {"clips": 3}},
        {"image": {"clips": -1, "clip_seconds": 1.0}},
        {"image": {"clips": 3, "clip_seconds": float("nan")}},
    ],
)
def test_what_makes_no_sense_says_nothing(sees: object) -> None:
    assert read_excerpts({"sees": sees}, Modality.IMAGE) is None
    assert read_excerpts({}, Modality.IMAGE) is None
