"""`check` finds what would spoil a training, and `show` lets a person look."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.meta_response import Spelling, parse_meta_response
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction import reading
from modaverse_desktop.training.construction.checking import check_file
from modaverse_desktop.training.construction.files import read_samples, write_samples
from modaverse_desktop.training.construction.reading import Item
from modaverse_desktop.training.construction.repeated import Ids
from modaverse_desktop.training.construction.sample import Kind, Sample, from_row, targets, to_line
from modaverse_desktop.training.construction.showing import as_html, as_text, draw

GOOD = Sample("a", Kind.INPUT, "What is it?", ((Modality.IMAGE, "a.png"),), ((Modality.TEXT, "A cat."),), "own")
MADE = Sample("b", Kind.OUTPUT, "Draw <it>", (), ((Modality.IMAGE, "a cat"), (Modality.AUDIO, 'a "meow"')))
ROW = json.loads(to_line(GOOD))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "of version 2"),
        ({"version": "1"}, "whole number"),
        ({"id": ""}, "id is empty"),
        ({"kind": "picture"}, "one of input, output, reasoning"),
        ({"instruction": 3}, "must be a text"),
        ({"media": [["text", "a.txt"]]}, "modality text"),
        ({"media": ["a.png"]}, "pairs"),
        ({"invocations": []}, "must not be empty"),
        ({"invocations": [["image", " "]]}, "not a text"),
        ({"kind": "output"}, "nothing except text"),
        ({"instruction": " ", "media": []}, "neither"),
        ({"colour": "red"}, "unknown keys: colour"),
        ({"instruction": "x" * 20_001}, "are the most"),
    ],
)
def test_a_row_that_is_not_of_the_schema_is_refused_in_words(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        from_row({**ROW, **change})


@pytest.mark.parametrize("key", ["version", "id", "kind", "instruction", "media", "invocations"])
def test_a_row_must_be_whole(key: str) -> None:
    with pytest.raises(ValueError, match=f"lacks {key}"):
        from_row({name: value for name, value in ROW.items() if name != key})


def test_both_spellings_say_the_same() -> None:
    said = targets(MADE)
    assert said[Spelling.RELEASED] == 'Modality: [IMAGE] Prompt: a cat\nModality: [AUDIO] Prompt: a "meow" ###'
    assert said[Spelling.PAPER].startswith('{model: "text-to-image", prompts: "a cat"}')
    readings = [[(each.task, each.prompt) for each in parse_meta_response(text).invocations] for text in said.values()]
    assert readings == [list(MADE.invocations)] * 2


def test_a_good_file_is_counted(tmp_path: Path) -> None:
    write_samples([GOOD, MADE], tmp_path / "good.jsonl")
    found = check_file(tmp_path / "good.jsonl", None)
    assert found.good
    assert dict(found.pairs) == {"image → text": 1, "text → image+audio": 1}
    assert dict(found.kinds) == {"input": 1, "output": 1}


def test_everything_that_is_wrong_is_found_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "a.png").read_bytes()[:20])
    lines = [to_line(GOOD).encode(), b"{}\n", b"{\n", to_line(GOOD).encode(), '{"ü": 1}\n'.encode("latin-1")]
    for number, name in enumerate(["none.png", "cut.png"]):
        lines.append(
            to_line(Sample(f"m{number}", Kind.INPUT, "?", ((Modality.IMAGE, name),), GOOD.invocations)).encode()
        )
    lines.append(to_line(Sample("v", Kind.INPUT, "?", ((Modality.VIDEO, "a.png"),), GOOD.invocations)).encode())
    path.write_bytes(b"".join(lines))
    found = check_file(path, tmp_path, probe=True)
    assert dict(found.problems) == {"schema": 2, "encoding": 1, "media": 3, "id": 1}
    assert [sentence.split(":")[0] for sentence in found.said] == [f"line {n}" for n in (2, 3, 5, 6, 7, 8, 4)]
    assert "line 8: a.png is image, not video" in found.said
    assert "line 4: has the same id as line 1" in found.said


def test_an_endless_line_is_named_and_the_rest_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_ITEM", 1 << 10)
    path = tmp_path / "long.jsonl"
    path.write_bytes(to_line(GOOD).encode() + b"x" * 5000 + b"\n" + b"[" * 1025 + b"\n" + to_line(MADE).encode())
    found = check_file(path, None)
    assert found.samples == 2
    assert [sentence.split(":")[0] for sentence in found.said] == ["line 2", "line 3"]
    with pytest.raises(AppError, match="line 2: is longer than"):
        list(read_samples(path))


def test_repeated_ids_are_found_in_whichever_part_they_lie() -> None:
    with Ids(part=100) as ids:
        for line in range(1, 1001):
            ids.add(f"id {line % 990}", Item(line, None))
        found = sorted((later.line, earlier.line) for later, earlier in ids.repeated())
    assert found == [(990 + number, number) for number in range(1, 11)]
    with Ids() as none:
        assert list(none.repeated()) == []


def test_a_media_folder_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    write_samples([GOOD, MADE], tmp_path / "good.jsonl")
    with pytest.raises(AppError, match="There is no folder"):
        check_file(tmp_path / "good.jsonl", tmp_path / "none")


def test_samples_are_drawn_evenly_and_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    many = [Sample(str(number), Kind.INPUT, "?", GOOD.media, GOOD.invocations) for number in range(100)]
    write_samples(many, path)
    drawn = draw(path, 10, 3)
    assert drawn == draw(path, 10, 3)
    assert drawn != draw(path, 10, 4)
    hits = [int(sample.id) for seed in range(100) for sample in draw(path, 10, seed)]
    assert 40 < sum(hits) / len(hits) < 60
    assert len(draw(path, 500, 0)) == 100


def test_a_page_plays_media_where_they_lie_and_escapes_what_was_written(tmp_path: Path) -> None:
    sounds = Sample("s", Kind.INPUT, "?", ((Modality.AUDIO, 'a "b".wav'), (Modality.VIDEO, "c.mp4")), GOOD.invocations)
    page = as_html([GOOD, MADE, sounds], tmp_path, Spelling.RELEASED, "x.jsonl")
    assert f'<img src="{(tmp_path / "a.png").as_uri()}"' in page
    assert "Draw &lt;it&gt;" in page
    assert "<audio src=" in page
    assert "<video src=" in page
    assert "http" not in page
    assert "Human: Draw <it>" in as_text([MADE], Spelling.PAPER)


def test_a_medium_that_is_missing_is_named_with_its_folder(tmp_path: Path) -> None:
    sample = replace(GOOD, media=((Modality.IMAGE, "deep/a.png"),))
    (tmp_path / "one.jsonl").write_text(to_line(sample))
    assert check_file(tmp_path / "one.jsonl", tmp_path).said == ["line 1: “a.png” was not found (deep/a.png)"]


def test_the_first_wrong_line_is_named_when_a_file_is_used(tmp_path: Path) -> None:
    (tmp_path / "newer.jsonl").write_text('{"version": 9, "what": 1}\n')
    with pytest.raises(AppError, match=r"newer.jsonl, line 1: is of version 9; this program reads up to 1"):
        list(read_samples(tmp_path / "newer.jsonl"))
    (tmp_path / "bad.jsonl").write_text(to_line(GOOD) + '{"version": 1}\n')
    with pytest.raises(AppError, match=r"bad.jsonl, line 2: lacks id"):
        list(read_samples(tmp_path / "bad.jsonl"))
