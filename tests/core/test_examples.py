"""Examples of one's own: what is one, which are kept back, and that they survive being written."""

from __future__ import annotations

from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.examples import Example, from_edit, problem_with, read_examples, split, write_examples
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media, Part
from modaverse_desktop.core.modality import Modality


def example(word: str, *media: Path) -> Example:
    files = tuple(Media(path, Modality.IMAGE) for path in media)
    return Example(word, files, (Invocation(Modality.IMAGE, f"a {word}"), Invocation(Modality.TEXT, "ü")))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    examples = [example("một"), example("b", tmp_path / "a b\udcff.png")]
    write_examples(examples, tmp_path / "x" / "examples.jsonl")
    assert read_examples(tmp_path / "x" / "examples.jsonl") == examples
    assert read_examples(tmp_path / "none.jsonl") == []


def test_a_part_of_a_sound_stays_a_part(tmp_path: Path) -> None:
    sound = Media(tmp_path / "a.ogg", Modality.AUDIO, Part(1.5, 4))
    heard = Example("what is it?", (sound,), (Invocation(Modality.TEXT, "a dog"),))
    write_examples([heard], tmp_path / "examples.jsonl")
    assert read_examples(tmp_path / "examples.jsonl") == [heard]
    assert heard.key != Example(heard.instruction, (Media(sound.path, Modality.AUDIO),), heard.wanted).key
    (tmp_path / "cut.jsonl").write_text('{"instruction": "x", "media": [["audio", "a", [1]]], "invocations": []}')
    assert read_examples(tmp_path / "cut.jsonl") == []
    row = {"instruction": "x", "media": [{"path": str(sound.path), "modality": "audio", "part": [1.5, 4]}]}
    assert from_edit(row, heard.wanted).media == (sound,)


def test_a_line_that_is_none_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "examples.jsonl"
    write_examples([example("a")], path)
    path.write_text(path.read_text(encoding="utf-8") + '{"instruction": "cut', encoding="utf-8")
    assert read_examples(path) == [example("a")]
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(AppError, match="cannot be read"):
        read_examples(path)


def test_one_of_five_is_kept_back_and_stays_so_when_more_come() -> None:
    examples = [example(str(number)) for number in range(20)]
    learned, kept_back = split([*examples, examples[3]])
    assert (len(learned), len(kept_back)) == (16, 4)
    assert split(list(reversed(examples)))[1] == list(reversed(kept_back))
    assert len(split([example(str(number)) for number in range(200)])[1]) == 12
    with pytest.raises(AppError, match="too few"):
        split([examples[0]] * 9)


def test_what_cannot_be_learned_from_is_named(tmp_path: Path) -> None:
    assert problem_with(example("a")) is None
    lacking = [
        Example(" ", (), (Invocation(Modality.TEXT, "x"),)),
        Example("x", (), (Invocation(Modality.TEXT, " "),)),
        example("x", tmp_path / "gone.png"),
    ]
    said = [problem_with(each) for each in lacking]
    assert [error.title.split()[-1] for error in said if error] == ["instruction", "answer", "there"]


def test_a_correction_of_the_history_is_an_example() -> None:
    row = {"instruction": "x", "media": [{"path": "/a.png", "modality": "image", "sha256": None}]}
    wanted = (Invocation(Modality.TEXT, "y"),)
    assert from_edit(row, wanted) == Example("x", (Media(Path("/a.png"), Modality.IMAGE),), wanted)
