"""Which part of a file is meant, after its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.media import Media, Part, split_part
from modaverse_desktop.core.modality import Modality

names = st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=12).filter(lambda name: name[0] != ".")
parts = st.integers(0, 10**9).flatmap(
    lambda start: st.integers(start + 1, 2 * 10**9).map(lambda end: Part(start / 1000, end / 1000))
)


def test_a_file_that_is_meant_whole_is_its_path() -> None:
    assert Media(Path("/a#t=.mp3"), Modality.AUDIO).spelled == Path("/a#t=.mp3")


@given(names, parts)
def test_a_part_is_read_as_it_was_spelled(name: str, part: Part) -> None:
    spelled = Media(Path("/a") / name, Modality.AUDIO, part).spelled
    assert split_part(spelled) == (Path("/a") / name, part.start, part.end)


@pytest.mark.parametrize(
    ("ending", "start", "end"),
    [
        ("#t=60,75", 60, 75),
        ("#t=60", 60, None),
        ("#t=,7.5", 0, 7.5),
        ("#t=1:00,1:15.5", 60, 75.5),
        ("#t=1:02:03,1:02:04", 3723, 3724),
        ("#t=5#t=1,2", 1, 2),
    ],
)
def test_seconds_minutes_and_hours_are_read(ending: str, start: float, end: float | None) -> None:
    found = split_part(Path(f"talk.mp3{ending}"))
    assert found is not None
    assert found[1:] == (start, end)


@pytest.mark.parametrize(
    "name", ["a.mp3", "a#b.mp3", "a#t=", "a#t=,", "a#t=x", "a#t=1,x", "#t=1,2", "a#t=1:75", "a#t=.", "a#t=1,."]
)
def test_other_names_name_no_part(name: str) -> None:
    assert split_part(Path("/m") / name) is None
