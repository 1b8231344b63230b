"""Published formats, each with a tiny made-up file of exactly that form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from modaverse_desktop.cli.instruction_arguments import SETS
from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.captions import read_captions
from modaverse_desktop.training.construction.converters import CONVERTERS, Options, convert_files
from modaverse_desktop.training.construction.files import read_samples, write_samples
from modaverse_desktop.training.construction.sample import Kind, Sample
from modaverse_desktop.training.instructions import read_pairs

PUBLISHED = Path(__file__).parent / "published"
FILES = {
    "llava": "llava_instruct.json",
    "videochat": "videochat_instruct.json",
    "instructblip-vqa": "instructblip_vqa.json",
    "instructblip-caption": "instructblip_caption.json",
    "paper": "pairs.jsonl",
    "edits": "edits.jsonl",
    "coco": "captions_train2017.json",
    "conceptual-captions": "Train_GCC-training.tsv",
    "audiocaps": "audiocaps_train.csv",
    "wavcaps": "as_final.json",
    "msr-vtt": "train_val_videodatainfo.json",
    "webvid": "results_2M_train.csv",
    "pictures": "own.jsonl",
    "sounds": "own.jsonl",
    "clips": "own.jsonl",
}


PLAIN = Options()


def converted(name: str, options: Options = PLAIN) -> list[Sample]:
    return [sample for _, sample in CONVERTERS[name](PUBLISHED / FILES[name], options)]


@pytest.mark.parametrize("name", FILES)
def test_a_published_file_becomes_samples_that_survive_their_file_and_can_be_trained_on(
    name: str, tmp_path: Path
) -> None:
    samples = converted(name)
    path = tmp_path / "samples.jsonl"
    assert write_samples(samples, path) == len(samples) > 0
    assert [sample for _, sample in read_samples(path)] == samples
    assert len({sample.id for sample in samples}) == len(samples)
    assert [each.instruction for each in read_pairs(path)] == [sample.instruction for sample in samples]


def test_parts_of_a_set_that_have_ids_in_common_make_one_file_without(tmp_path: Path) -> None:
    part = tmp_path / "detail_23k.json"
    (entry, *_) = json.loads((PUBLISHED / FILES["llava"]).read_text(encoding="utf-8"))
    part.write_text(json.dumps([entry, entry]), encoding="utf-8")
    found = list(convert_files("llava", [PUBLISHED / FILES["llava"], part], PLAIN))
    assert {path for path, _ in found} == {PUBLISHED / FILES["llava"], part}
    assert len({sample.id for _, sample in found}) == len(found)
    alone = [sample for _, sample in convert_files("llava", [part], PLAIN)]
    assert alone == [sample for _, sample in CONVERTERS["llava"](part, PLAIN)]


@pytest.mark.parametrize(
    ("name", "good", "bad", "said"),
    [
        ("coco", '"id": 771687', '"id": 770337', "line 8, entry 2: has the same id as line 7, entry 1 (coco-770337)"),
        ("instructblip-vqa", "458752001,", "458752000,", "line 2, entry 2: has the same id as line 1, entry 1 (vqa-"),
        ("audiocaps", "58146,", "91139,", "line 3: has the same id as line 2 (audiocaps-91139)"),
        ("edits", "\n", "\n" + (PUBLISHED / FILES["edits"]).read_text(), "line 2: has the same id as line 1 (c1)"),
    ],
)
def test_an_id_that_stands_twice_is_named_with_both_places(
    tmp_path: Path, name: str, good: str, bad: str, said: str
) -> None:
    path = tmp_path / FILES[name]
    path.write_text((PUBLISHED / FILES[name]).read_text(encoding="utf-8").replace(good, bad, 1), encoding="utf-8")
    made = tmp_path / "made.jsonl"
    with pytest.raises(AppError) as caught:
        write_samples((sample for _, sample in convert_files(name, [path], PLAIN)), made)
    assert caught.value.title.startswith(f"{path.name}, {said}")
    assert not made.exists()


def test_questions_without_ids_on_one_long_line_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "vqa.json"
    rows = [{"question": f"Why {number}?", "answer": "So.", "image": "a.jpg"} for number in range(3)]
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert len({sample.id for _, sample in convert_files("instructblip-vqa", [path], PLAIN)}) == 3


def test_every_format_can_be_typed_and_has_a_sample_here() -> None:
    assert set(SETS) == set(CONVERTERS) == set(FILES)


def test_llava_gives_a_sample_a_turn_without_the_place_of_the_picture() -> None:
    first, second, third = converted("llava")
    assert first.instruction == "What is the boy holding?"
    assert first.invocations == ((Modality.TEXT, "The boy is holding a kite."),)
    assert second.media == ((Modality.IMAGE, "000000100001.jpg"),)
    assert third.instruction == "Why might the street be wet?"


def test_llava_is_reasoning_where_its_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "complex_reasoning_77k.json"
    path.write_text((PUBLISHED / FILES["llava"]).read_text())
    assert {sample.kind for _, sample in CONVERTERS["llava"](path, Options())} == {Kind.REASONING}


def test_videochat_asks_with_its_instruction_where_there_is_no_question() -> None:
    assert [sample.instruction for sample in converted("videochat")] == [
        "Describe the video in detail.",
        "What does the dog do?",
        "And then?",
    ]


def test_of_several_answers_the_most_frequent_is_learnt() -> None:
    assert [sample.invocations[0][1] for sample in converted("instructblip-vqa")] == ["a cup", "1"]


def test_the_paper_s_pairs_keep_their_media_and_tasks() -> None:
    (sample,) = converted("paper")
    assert sample.media == ((Modality.AUDIO, "cat_meowing.wav"),)
    assert sample.invocations == ((Modality.IMAGE, "A photo of a cat"),)
    assert sample.kind is Kind.OUTPUT


def test_corrections_from_the_window_teach_what_was_wanted() -> None:
    (sample,) = converted("edits")
    assert (sample.instruction, sample.invocations) == ("Draw it", ((Modality.IMAGE, "a cat"),))


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("coco", ["000000391895.jpg", "000000391895.jpg"]),
        ("conceptual-captions", ["00000/000000000.jpg", "00000/000000001.jpg"]),
        ("audiocaps", ["r1nicOVtvkQ.wav", "UDGBjjwyaqE.wav"]),
        ("wavcaps", ["Yb0RFKhbpFJA.flac", "180913.flac"]),
        ("msr-vtt", ["video0.mp4", "video0.mp4"]),
        ("webvid", ["006001_006050/21179416.mp4"]),
    ],
)
def test_media_are_named_as_they_usually_are(name: str, media: list[str]) -> None:
    assert [caption.media for caption in read_captions(name, PUBLISHED / FILES[name])] == media


def test_media_can_be_named_otherwise() -> None:
    options = Options(name_of="{youtube_id}_{start_time}.opus")
    assert converted("audiocaps", options)[0].media[0][1] == "r1nicOVtvkQ_130.opus"
    with pytest.raises(AppError, match="cannot name") as caught:
        converted("audiocaps", Options(name_of="{video}.mp4"))
    assert "youtube_id" in caught.value.hint


def test_a_caption_is_asked_for_in_wordings_that_the_seed_chooses() -> None:
    samples = converted("coco")
    assert samples[0].invocations[0][1] == "A man rides a motor scooter on a dirt road."
    assert samples == converted("coco")
    wordings = {converted("coco", Options(seed=seed))[0].instruction for seed in range(30)}
    assert len(wordings) > 10


WRONG = [
    ("llava", '"human", "value": "Is', '"gpt", "value": "Is', 2, "in turns"),
    ("llava", '"image": "000000100002.jpg"', '"picture": "000000100002.jpg"', 12, "'image' is missing"),
    ("llava", '"from": "gpt", "value": "It may', '"from": "gpt", "text": "It may', 12, "'value' is missing"),
    ("videochat", '"a": "It runs after a ball."', '"a": 3', 4, "'a' must be a text"),
    ("videochat", '"QA": [\n    {"i": "Describe', '"qa": [\n    {"i": "Describe', 2, "'QA' is missing"),
    ("instructblip-vqa", '"answer": "1"', '"answer": []', 2, "'answer'"),
    ("instructblip-caption", '"caption": "A cup stands on a table."', '"caption": null', 1, "'caption'"),
    ("coco", '{"image_id": 391895, "id": 771687', '{"image_id": 1, "id": 771687', 8, "not among the images"),
    ("coco", '"id": 770337', '"id": "770337"', 7, "'id' must be a whole number"),
    ("coco", '"annotations"', '"captions"', 9, "no list 'annotations'"),
    ("wavcaps", '"caption": "Rain falls on leaves.", ', "", 4, "'caption' is missing"),
    ("msr-vtt", '"video_id": "video0", "sen_id": 1', '"video_id": "video9", "sen_id": 1', 4, "not among the videos"),
    ("audiocaps", "audiocap_id,", "", 1, "lacks the columns audiocap_id"),
    ("audiocaps", ",20,Multiple", ",Multiple", 3, "has 3 columns instead of 4"),
    ("webvid", ',"Aerial shot, winter forest"', "", 2, "has 4 columns"),
    ("conceptual-captions", "caption\thttp", "caption http", 2, "has 1 columns"),
    ("paper", '"text-to-image"', '"text-to-smell"', 1, "an invocation must be like"),
    ("paper", "cat_meowing.wav", "cat_meowing", 1, "cannot be told"),
    ("edits", '"modality": "image"', '"modality": "smell"', 1, "media cannot be read"),
    ("llava", "The boy is holding", 'The "boy is holding', 7, "is not JSON"),
]


@pytest.mark.parametrize(("name", "good", "bad", "line", "words"), WRONG)
def test_what_is_wrong_is_said_with_file_and_line(
    tmp_path: Path, name: str, good: str, bad: str, line: int, words: str
) -> None:
    text = (PUBLISHED / FILES[name]).read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / FILES[name]
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(AppError) as caught:
        list(CONVERTERS[name](path, Options()))
    assert re.match(rf"{re.escape(path.name)}, line {line}(, entry \d+)?: ", caught.value.title)
    assert words in caught.value.title
