"""A conversion survives being written down."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Artifact, Invocation
from modaverse_desktop.core.media import Media, Part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.record import VERSION, from_record, to_record

FULL = Conversion(
    id="c",
    instruction="Make an icon of this",
    media=(Media(Path("/pictures/caf\udce9.png"), Modality.IMAGE), Media(Path("/a.ogg"), Modality.AUDIO, Part(1, 2.5))),
    stack="starter",
    seed=7,
    state=State.FAILED,
    meta_response="Modality: [IMAGE] Prompt: a cat ###",
    proposal=(Invocation(Modality.IMAGE, "a cat"),),
    invocations=(Invocation(Modality.IMAGE, "a red cat", (0,), {"steps": 20, "loud": True, "g": 1.5}, "painter"),),
    unread=("[POETRY]",),
    artifacts=(
        Artifact(Modality.IMAGE, 0, path=Path("/output/cat.png"), seed=7, seconds=2.5, generator="painter"),
        Artifact(Modality.TEXT, 0, text="a cat"),
    ),
    error=AppError("The disk is full", "0 bytes", "Free some.", ErrorKind.RESOURCES),
    interpret_seconds=1.5,
    generate_seconds=2.5,
    batch="b",
)
ONLY_WHILE_IT_RUNS = {"step", "fraction", "running"}

texts = st.text(st.characters(), max_size=12)
numbers = st.floats(0, 1e6)
modalities = st.sampled_from(Modality)
paths = st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=12).map(lambda name: Path("/m") / name)
parameters = st.dictionaries(texts, st.one_of(st.integers(), st.floats(allow_nan=False), texts, st.booleans()))
invocations = st.lists(
    st.builds(Invocation, modalities, texts, st.lists(st.integers(0, 9)).map(tuple), parameters, st.none() | texts),
    max_size=3,
).map(tuple)
errors = st.builds(AppError, texts, texts, texts, st.sampled_from(ErrorKind))
artifacts = st.builds(
    Artifact, modalities, st.integers(0, 9), st.none() | paths, st.none() | texts, st.none() | st.integers(), numbers,
    st.none() | texts,
)  # fmt: skip
conversions = st.builds(
    Conversion,
    id=texts,
    instruction=texts,
    media=st.lists(st.builds(Media, paths, modalities, st.none() | st.just(Part(0.5, 60))), max_size=3).map(tuple),
    stack=texts,
    seed=st.integers(),
    state=st.sampled_from(State),
    meta_response=texts,
    proposal=invocations,
    invocations=invocations,
    unread=st.lists(texts, max_size=3).map(tuple),
    artifacts=st.lists(artifacts, max_size=3).map(tuple),
    error=st.none() | errors,
    interpret_seconds=numbers,
    generate_seconds=numbers,
)


@given(conversions)
def test_any_conversion_comes_back_from_json_as_it_was(conversion: Conversion) -> None:
    written = json.dumps(to_record(conversion))
    assert written.isascii()
    assert from_record(json.loads(written)) == conversion


def test_everything_that_a_conversion_knows_is_written() -> None:
    record = to_record(FULL)
    assert set(record) == {field.name for field in fields(Conversion)} - ONLY_WHILE_IT_RUNS | {"version"}
    for name, kind in (("media", Media), ("invocations", Invocation), ("artifacts", Artifact)):
        (first, *_) = record[name]
        assert set(first) == {field.name for field in fields(kind)}
    assert record["version"] == VERSION


def test_what_matters_only_while_it_runs_is_not_kept() -> None:
    running = replace(FULL, step="Drawing", fraction=0.5, running=0)
    assert from_record(to_record(running)) == FULL


def test_a_record_needs_only_what_every_conversion_has() -> None:
    least = {"version": 1, "id": "c", "instruction": "hi", "stack": "starter", "state": "queued", "of_later": [1]}
    assert from_record(least) == Conversion("c", "hi", (), "starter")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": VERSION + 1}, "newer version"),
        ({"version": "1"}, "version is '1', not a whole number"),
        ({"id": None}, "id is missing"),
        ({"instruction": 5}, "instruction is 5, not a text"),
        ({"state": "dreaming"}, "dreaming"),
        ({"seed": True}, "seed is True, not a whole number"),
        ({"interpret_seconds": "long"}, "interpret_seconds is 'long', not a number"),
        ({"generate_seconds": False}, "not a number"),
        ({"media": "a.png"}, "media is 'a.png', not a list"),
        ({"media": ["a.png"]}, "'a.png' is not an object"),
        ({"media": [{"path": "/a.png", "modality": "smell"}]}, "smell"),
        ({"media": [{"path": "/a.ogg", "modality": "audio", "part": {"start": 2, "end": 1}}]}, "no part of anything"),
        ({"proposal": [{"task": "image"}]}, "prompt is missing"),
        ({"invocations": [{"task": "image", "prompt": "", "inputs": ["0"]}]}, "not a whole number"),
        ({"invocations": [{"task": "image", "prompt": "", "parameters": {"steps": []}}]}, "parameter steps is \\[\\]"),
        ({"invocations": [{"task": "image", "prompt": "", "parameters": 5}]}, "5 is not an object"),
        ({"unread": [1]}, "not a text"),
        ({"artifacts": [{"task": "image"}]}, "invocation is missing"),
        ({"error": {"title": "x", "kind": "odd"}}, "odd"),
        ({"error": {}}, "title is missing"),
        ({"settled": -1}, "do not fit"),
        ({"settled": 1, "left_out": 99}, "do not fit"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(change: dict[str, object], words: str) -> None:
    with pytest.raises(AppError, match=words) as refused:
        from_record({**to_record(FULL), **change})
    assert refused.value.kind is ErrorKind.INPUT
    assert refused.value.hint


@pytest.mark.parametrize("nonsense", [None, [], "conversion", 5])
def test_what_is_no_record_at_all_is_refused(nonsense: object) -> None:
    with pytest.raises(AppError, match="is not an object"):
        from_record(nonsense)
