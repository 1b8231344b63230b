"""Files are read piece by piece, and every damage has a line."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.construction import reading
from modaverse_desktop.training.construction.reading import json_lines, json_list, table

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(JSON, max_size=6), indent=st.sampled_from([None, 1]), chunk=st.integers(1, 9))
def test_a_list_is_what_json_reads_however_the_pieces_fall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, values: list[object], indent: int | None, chunk: int
) -> None:
    monkeypatch.setattr(reading, "_CHUNK", chunk)
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"first": values, "rest": [1], "data": values}, indent=indent), encoding="utf-8")
    assert [item.value for item in json_list(path, "data")] == values
    path.write_text(json.dumps(values, indent=indent, ensure_ascii=False), encoding="utf-8")
    assert [item.value for item in json_list(path)] == values


def test_items_know_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('[\n {"a":\n  1},\n\n 2,\n "x"]\n')
    assert [item.line for item in json_list(path)] == [2, 5, 6]


@pytest.mark.parametrize(
    ("text", "line"),
    [("[1,\n2", 2), ("[1\n2]", 2), ("[1,\n]", 2), ("{}", 1), ("", 1), ('[{"a": 1,\n\n b}]', 3), ("[1,\n\ntrue", 3)],
)
def test_a_damaged_list_is_one_sentence_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "list.json"
    path.write_text(text)
    with pytest.raises(AppError, match=rf"list.json, line {line}(, entry \d+)?: "):
        list(json_list(path))


def test_a_list_in_one_line_names_the_entry(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('{"rest": [1, 2], "data": [{}, {}, }]}')
    with pytest.raises(AppError, match=r"list.json, line 1, entry 3: is not JSON"):
        list(json_list(path, "data"))
    path.write_text('[{"a": 1}, {"a": "and then')
    with pytest.raises(AppError, match=r"line 1, entry 2: the file ends in the middle") as caught:
        list(json_list(path))
    assert "downloaded whole" in caught.value.hint


def test_a_file_of_another_format_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('{"videos": []}')
    for name, words in (("", "a list should begin here"), ("images", "has no list 'images'")):
        with pytest.raises(AppError, match=words) as caught:
            list(json_list(path, name))
        assert "the right file" in caught.value.hint


def test_a_list_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(('["🙂",\n' + '"b",\n' * 30_000 + '"x", "').encode() + "ü".encode("latin-1") + b'"]')
    with pytest.raises(AppError, match=r"list.json, line 30002: is not UTF-8 \(a byte 0xfc\)"):
        list(json_list(path))


def test_a_long_list_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    item = json.dumps({"id": "x" * 100, "conversations": ["y" * 400]})
    path.write_text("[" + ",\n".join([item] * 20_000) + "]")
    assert path.stat().st_size > 10_000_000
    tracemalloc.start()
    count = sum(1 for _ in json_list(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 3_000_000


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_bytes('{"a": "ü"}\n'.encode() + '{"a": "ü"}\n'.encode("latin-1"))
    with pytest.raises(AppError, match=r"mixed.jsonl, line 2: is not UTF-8 \(byte 8 is 0xfc\)"):
        list(json_lines(path))


def test_a_mark_at_the_beginning_is_no_character(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\n1,2\n")
    assert [item.value for item in table(path, ("a", "b"))] == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        (b"", "the file is empty", "must name the columns, with commas"),
        (b"a;b\n1;2\n", "lacks the columns a, b", "with commas in between"),
        (b"a,b\r1,2\r", "carriage return alone", "usual ends of lines"),
    ],
)
def test_a_table_that_another_program_saved_is_told_apart(tmp_path: Path, text: bytes, said: str, hint: str) -> None:
    path = tmp_path / "saved.csv"
    path.write_bytes(text)
    with pytest.raises(AppError, match=said) as caught:
        list(table(path, ("a", "b")))
    assert hint in caught.value.hint


def test_a_list_where_lines_are_wanted_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text("[\n1]")
    with pytest.raises(AppError, match="line 1: is not JSON: Expecting value at letter 3") as caught:
        list(json_lines(path))
    assert "a JSON object of its own" in caught.value.hint


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot be read"):
        list(json_list(tmp_path / "none.json"))
