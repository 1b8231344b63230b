"""Data sets are read in their published formats; what is wrong or missing is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.evaluation.pairs import read_wanted
from modaverse_desktop.evaluation.sets import audiocaps, coco, msrvtt
from tests.evaluation.data_sets import make_karpathy


def test_of_karpathys_split_only_the_test_images_are_read(tmp_path: Path) -> None:
    found = coco(make_karpathy(tmp_path)).media
    assert [each.id for each in found] == ["100", "101", "102", "103", "104"]
    assert found[0].captions == ("A cat.", "A picture of a cat")
    assert found[0].path == tmp_path / "val2014/cat.jpg"
    assert found[3].path is None


def test_an_image_without_captions_is_passed_over(tmp_path: Path) -> None:
    path = make_karpathy(tmp_path) / "dataset_coco.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["images"][1]["sentences"] = []
    path.write_text(json.dumps(data), encoding="utf-8-sig")
    assert [each.id for each in coco(tmp_path).media] == ["100", "102", "103", "104"]


def test_cocos_own_annotations_are_read_as_well(tmp_path: Path) -> None:
    data = {
        "images": [{"id": 7, "file_name": "a.jpg"}, {"id": 8, "file_name": "b.jpg"}],
        "annotations": [{"image_id": 7, "caption": "One "}, {"image_id": 7, "caption": "Two"}],
    }
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations/captions_val2014.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "a.jpg").touch()
    (only,) = coco(tmp_path).media
    assert (only.id, only.captions, only.path) == ("7", ("One", "Two"), tmp_path / "a.jpg")


def test_a_clip_of_audiocaps_has_the_captions_of_all_its_lines(tmp_path: Path) -> None:
    rows = [
        "audiocap_id,youtube_id,start_time,caption",
        "1,abc,30,A dog barks",
        '2,abc,30,"A dog, and a man"',
        "3,x,0,y",
    ]
    (tmp_path / "test.csv").write_text("\r\n".join(rows), encoding="utf-8-sig")  # as spreadsheets write it
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio/Yabc.wav").touch()
    found = audiocaps(tmp_path).media
    assert (found[0].id, found[0].captions) == ("abc_30", ("A dog barks", "A dog, and a man"))
    assert [each.path for each in found] == [tmp_path / "audio/Yabc.wav", None]


def test_of_msr_vtt_only_the_test_videos_are_read(tmp_path: Path) -> None:
    data = {
        "videos": [{"video_id": "video1", "split": "test"}, {"video_id": "video2", "split": "train"}],
        "sentences": [{"video_id": "video1", "caption": "a"}, {"video_id": "video2", "caption": "b"}],
    }
    (tmp_path / "MSRVTT_data.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "video").mkdir()
    (tmp_path / "video/video1.mp4").touch()
    (only,) = msrvtt(tmp_path).media
    assert (only.id, only.captions, only.path) == ("video1", ("a",), tmp_path / "video/video1.mp4")


@pytest.mark.parametrize(
    ("name", "text", "read", "said"),
    [
        ("dataset_coco.json", "{", coco, "dataset_coco.json"),
        ("dataset_coco.json", "[]", coco, "no object"),
        ("dataset_coco.json", '{"images": [{"split": "test"}]}', coco, "lacks"),
        ("test.csv", "audiocap_id,youtube_id\n1,abc", audiocaps, "line 2"),
        ("MSRVTT_data.json", '{"videos": []}', msrvtt, "lacks 'sentences'"),
    ],
)
def test_a_file_in_another_format_is_refused_by_name(tmp_path: Path, name: str, text: str, read, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(AppError) as refused:
        read(tmp_path)
    assert said in str(refused.value)
    assert refused.value.kind is ErrorKind.INPUT


def test_a_folder_without_annotations_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="dataset_coco.json"):
        coco(tmp_path)


def test_pairs_are_samples_with_what_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    rows = [
        {"instruction": "draw it", "media": [["image", "a.png"]], "invocations": [["image", "a cat"]]},
        {"instruction": "x", "media": [["image", "gone.png"]], "invocations": [["text", "y"]]},
    ]
    path = tmp_path / "held-out.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    samples = read_wanted(path)
    assert [sample.media for sample in samples.found] == [(tmp_path / "a.png",)]
    assert samples.missing == ("held-out-000002",)
    path.write_text(path.read_text(encoding="utf-8") + '{"instruction": "z", "invocations": []}\n', encoding="utf-8")
    with pytest.raises(AppError, match="wrong line 3"):
        read_wanted(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\xff\n", "not UTF-8"),
        (b"a cat\n", "not JSON: Expecting value"),
        (b"[1]\n", "no JSON object"),
        (b'{"instruction": "x"}\n', "lacks 'invocations'"),
    ],
)
def test_pairs_that_windows_saved_are_read_and_a_wrong_line_is_named(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "own.jsonl"
    good = b'\xef\xbb\xbf{"instruction": "x", "invocations": [["text", "y"]]}\r\n\r\n'
    path.write_bytes(good)
    assert [sample.id for sample in read_wanted(path).found] == ["own-000001"]
    path.write_bytes(good + line)
    with pytest.raises(AppError, match="wrong line 3") as refused:
        read_wanted(path)
    assert said in refused.value.detail


def test_pairs_that_are_not_there_are_said_with_the_place(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="Cannot read") as refused:
        read_wanted(tmp_path / "secnd")
    assert str(tmp_path) in refused.value.hint
