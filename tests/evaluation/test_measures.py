from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.evaluation import heard_and_seen, object_named, right_task
from modaverse_desktop.evaluation.moving import SIDE, animated, film, moves
from modaverse_desktop.evaluation.object_named import Subject, judge
from modaverse_desktop.media.frames import read_frames
from modaverse_desktop.training.starter.sounds import read_kinds

BLANK = np.zeros((2, 2, 3), np.uint8)
CASES = """
text_only = '''
image | draw a cat
text image | name one and draw it
'''
with_media = "image | draw it"
audio_audio = "image | draw both"
"""
FILES = {Modality.IMAGE: [Path("a.png")], Modality.AUDIO: [Path("a.wav"), Path("b.wav")]}


def subject(name: str, strict: str, lenient: str | None = None) -> Subject:
    words = frozenset(strict.split())
    return Subject(name, lambda: BLANK, words, words if lenient is None else words | frozenset(lenient.split()))


@pytest.mark.parametrize("name", right_task.SETS)
def test_cases_of_the_repository_are_many_and_of_every_task(name: str) -> None:
    cases = right_task.read_set(name)
    assert len(cases) >= 130
    assert {task for case in cases for task in case.tasks} == set(Modality)
    assert len({case.instruction for case in cases}) == len(cases)


def test_right_task_counts_order_and_shows_pictures_only_where_asked() -> None:
    seen: list[list[str]] = []

    def ask(instruction: str, media: Sequence[Media]) -> str:
        seen.append([each.path.name for each in media])
        if "name" in instruction:
            return "Modality: [IMAGE] Prompt: one\nModality: [TEXT] Prompt: one ###"
        return "Modality: [IMAGE] Prompt: a cat ###"

    result = right_task.summary(right_task.measure(right_task.read_cases(CASES), ask, FILES))
    assert seen == [[], [], ["a.png"], ["b.wav", "a.wav"]]
    assert result["right"] == 0.75
    assert result["right_with_media"] == 1
    assert result["right_of_several_outputs"] == 0
    assert result["right_by_media"] == {"nothing": 0.5, "image": 1, "audio+audio": 1}
    assert result["confusion"] == {"image -> image": 3, "text+image -> image+text": 1}
    assert result["wrong"][0]["instruction"] == "name one and draw it"
    assert "| text+image |" in right_task.table(result)


@pytest.mark.parametrize(
    ("picture", "answer", "strict", "lenient"),
    [
        (subject("photo", "cat kitten"), "a tabby cat", True, True),
        (subject("photo", "cat kitten"), "a caterpillar", False, False),
        (subject("photo", "cat"), "cats", True, True),
        (subject("hot beverage", "hot beverage", "coffee tea cup"), "a cup of coffee", False, True),
        (subject("hot beverage", "hot beverage", "coffee tea cup"), "a hot beverage", True, True),
        (subject("hot beverage", "hot beverage", "coffee tea cup"), "a teapot with coffee", False, False),
        (subject("photo", "cat"), "", False, False),
    ],
)
def test_names_are_judged_by_whole_words(picture: Subject, answer: str, strict: bool, lenient: bool) -> None:
    assert judge(picture, answer) == (strict, lenient)


def test_object_named_reads_the_answer_whatever_its_task() -> None:
    def ask(question: str, images: Sequence[NDArray[np.uint8]]) -> str:
        return "Modality: [IMAGE] Prompt: a cat ###"

    result = object_named.summary(object_named.measure([subject("a", "cat"), subject("b", "dog")], ask))
    assert (result["strict"], result["answered_in_words"]) == (0.5, 0)
    assert result["confused"] == {"b": "a cat"}


def test_photographs_that_are_not_there_are_reported(tmp_path: Path) -> None:
    missing: list[str] = []
    path = tmp_path / "scikit-image/skimage/data/chelsea.png"
    path.parent.mkdir(parents=True)
    Image.new("RGB", (3, 3)).save(path)
    (found,) = object_named.photographs(tmp_path, missing.append)
    assert found.name == "scikit-image/chelsea"
    assert found.pixels().shape == (3, 3, 3)
    assert len(missing) > 50


def test_missing_font_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="font"):
        list(object_named.emoji(tmp_path, object_named.THINGS, tmp_path / "no.ttf"))


def test_spread_is_even_and_keeps_small_sets() -> None:
    all_of_them = [subject(str(number), "x") for number in range(10)]
    assert [each.name for each in object_named.spread(all_of_them, 5)] == ["0", "2", "4", "6", "8"]
    assert object_named.spread(all_of_them, 0) == all_of_them
    assert json.dumps(object_named.summary([]))


def test_no_instruction_is_in_two_sets() -> None:
    asked = [case.instruction.casefold() for name in right_task.SETS for case in right_task.read_set(name)]
    assert len(set(asked)) == len(asked)


def test_media_that_are_not_there_are_a_sentence() -> None:
    with pytest.raises(AppError, match="no image"):
        right_task.measure(right_task.read_cases(CASES), lambda *_: "", {})


def test_recordings_of_the_evaluation_are_not_trained_on() -> None:
    trained = {line for kind in read_kinds() for line in kind.train}
    table = tomllib.loads(files("modaverse_desktop.evaluation").joinpath("recordings.toml").read_text())
    assert set(table) <= {kind.name for kind in read_kinds()}
    assert not trained & {line for row in table.values() for line in row["files"]}


def test_a_moving_camera_makes_a_clip_that_changes(tmp_path: Path) -> None:
    picture = Path(__file__).parents[2] / "resources/samples/balloon.jpg"
    clip = film(picture, tmp_path / "clip.mp4")
    first, last = read_frames(clip, Excerpts())[0]
    assert first.shape == (SIDE, SIDE, 3)
    assert np.abs(first.astype(int) - last).mean() > 5


def test_an_animated_picture_becomes_a_clip(tmp_path: Path) -> None:
    frames = [Image.new("RGBA", (8, 8), colour) for colour in ("red", "blue", "green")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], duration=100, lossless=True)
    assert moves(tmp_path / "a.webp")
    first, last = read_frames(animated(tmp_path / "a.webp", tmp_path / "a.mp4"), Excerpts())[0]
    assert first[9, 9].argmax() == 0
    assert last[9, 9].argmax() == 1


def test_a_sound_is_named_by_any_of_its_words(tmp_path: Path) -> None:
    folder = tmp_path / "gcompris/animals"
    folder.mkdir(parents=True)
    (folder / "cow.ogg").touch()
    subjects = list(heard_and_seen.recordings(tmp_path))
    assert [(kind, path.name) for kind, path, _ in subjects] == [("a cow", "cow.ogg")]
    for answer, right in (("a bull", True), ("a horse", False)):
        ask = lambda *_, answer=answer: f"Modality: [TEXT] Prompt: {answer} ###"  # noqa: E731
        (found,) = heard_and_seen.named(iter(subjects), Modality.AUDIO, ask)
        assert found.lenient == right
