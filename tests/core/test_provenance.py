"""One record: what is written comes back, and nothing strange gets through."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.media import Part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import (
    LONGEST,
    MADE_BY_AI,
    SCHEMA,
    Provenance,
    UsedInput,
    UsedPack,
    a1111_text,
    from_text,
    to_text,
)

HASH = "ab" * 32
RECORD = Provenance(
    application="ModaVerse 0.1.0",
    task=Modality.IMAGE,
    prompt="một quả táo đỏ, 🍎 “red”",
    seed=7,
    generator="tiny",
    parameters={"num_inference_steps": 20, "guidance_scale": 2.5, "tiled": True, "negative_prompt": "blue, green"},
    instruction="Vẽ nó",
    meta_response="Modality: [IMAGE] Prompt: x ###",
    edited=True,
    packs=(UsedPack("tiny", "1", HASH), UsedPack("smol", "2")),
    inputs=(UsedInput(Modality.AUDIO, HASH), UsedInput(Modality.VIDEO, HASH, Part(1, 2.5))),
    device="CPU, 2 threads",
    dtype="float32",
    torch="2.13.0",
)
texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


def data_of(record: Provenance) -> dict[str, Any]:
    return json.loads(to_text(record))


@pytest.mark.parametrize("record", [RECORD, Provenance("", Modality.VIDEO, "")])
def test_a_record_comes_back_as_it_was(record: Provenance) -> None:
    assert from_text(to_text(record)) == record


@hypothesis_settings(max_examples=60)
@given(texts, texts)
def test_every_text_fits_into_one_line_of_xml_and_comes_back(prompt: str, instruction: str) -> None:
    record = Provenance("x", Modality.IMAGE, prompt, instruction=instruction)
    text = to_text(record)
    text.encode("utf-8")
    assert len(text.splitlines()) == 1
    assert all(char.isprintable() or ord(char) > 0x9F for char in text)
    assert from_text(text) == record


def test_the_same_record_is_the_same_text_and_says_that_a_model_made_it() -> None:
    turned = Provenance("a", Modality.IMAGE, "p", parameters={"b": 1, "a": 2})
    same = Provenance("a", Modality.IMAGE, "p", parameters={"a": 2, "b": 1})
    assert to_text(turned) == to_text(same)
    assert data_of(turned)["digital_source_type"] == MADE_BY_AI


@pytest.mark.parametrize("text", ["", "a comment", "{", "[]", f'"{SCHEMA}"', f"[{SCHEMA}", f'{{"x": "{SCHEMA}"}}'])
def test_what_is_no_record_is_none(text: str) -> None:
    assert from_text(text) is None


def test_a_text_that_is_nested_without_end_is_none() -> None:
    assert from_text('{"schema":"' + SCHEMA + '","x":' + "[" * 200_000) is None
    assert from_text('{"schema":"' + SCHEMA + '","version":' + "1" * 10_000 + "}") is None
    assert from_text('{"schema":"' + SCHEMA + '","seed":NaN}') is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", 2),
        ("version", True),
        ("version", "1"),
        ("application", 3),
        ("task", "smell"),
        ("prompt", None),
        ("seed", -1),
        ("seed", 2**63),
        ("seed", "7"),
        ("parameters", []),
        ("parameters", {"a": None}),
        ("parameters", {"a": [1]}),
        ("parameters", {str(number): 0 for number in range(300)}),
        ("packs", {}),
        ("packs", [3]),
        ("packs", [{"id": "a"}]),
        ("packs", [{"id": "a", "version": "1", "sha256": "../x"}]),
        ("packs", [{}] * 300),
        ("inputs", [{"modality": "x", "sha256": ""}]),
    ],
)
def test_a_record_with_a_wrong_value_is_refused_in_words(key: str, value: object) -> None:
    with pytest.raises(AppError) as caught:
        from_text(json.dumps({**data_of(RECORD), key: value}))
    assert caught.value.kind is ErrorKind.INPUT
    assert caught.value.detail


def test_a_record_that_lacks_something_says_what() -> None:
    data = data_of(RECORD)
    del data["prompt"]
    with pytest.raises(AppError, match="prompt is missing"):
        from_text(json.dumps(data))


def test_an_infinite_parameter_is_refused() -> None:
    with pytest.raises(AppError):
        from_text(to_text(RECORD).replace("2.5", "1e999"))


def test_a_record_without_end_is_refused() -> None:
    with pytest.raises(AppError, match="characters"):
        from_text(to_text(RECORD) + " " * LONGEST)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(data_of(RECORD))), json_values))
def test_whatever_stands_in_a_record_only_an_apperror_is_raised(changes: dict[str, object]) -> None:
    try:
        read = from_text(json.dumps({**data_of(RECORD), **changes, "schema": SCHEMA}))
    except AppError:
        return
    assert read is None or from_text(to_text(read)) == read


def test_other_programs_find_their_own_words() -> None:
    assert a1111_text(RECORD, 128, 64) == (
        "một quả táo đỏ, 🍎 “red”\nNegative prompt: blue, green\n"
        "Steps: 20, CFG scale: 2.5, Seed: 7, Size: 128x64, Model: tiny, tiled: True, Version: ModaVerse 0.1.0"
    )
    assert a1111_text(Provenance("", Modality.IMAGE, "a", parameters={"style": 'a, "b"'})) == 'a\nstyle: "a, \\"b\\""'
