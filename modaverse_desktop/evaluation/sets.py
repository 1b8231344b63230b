"""Captioned media on a disk, in the formats that COCO, AudioCaps and MSR-VTT are published in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind

_SOUNDS = (".wav", ".flac", ".mp3", ".m4a", ".ogg")
_VIDEO_FOLDERS = ("videos", "video", "TestVideo", "videos/test", ".")


@dataclass(frozen=True)
class Captioned:
    """One medium; `path` is None if its file is not there."""

    id: str
    path: Path | None
    captions: tuple[str, ...]


@dataclass(frozen=True)
class CaptionSet:
    """A set, in the order of its annotation file."""

    annotations: Path
    media: tuple[Captioned, ...]


def coco(folder: Path) -> CaptionSet:
    """COCO: the test images of ``dataset_coco.json`` (Karpathy's split), else ``annotations/captions_val2014.json``."""
    path = _first(folder, ("dataset_coco.json", "annotations/captions_val2014.json", "captions_val2014.json"))
    data = _read_json(path)
    with _Reading(path):
        media = _karpathy(data, folder) if "annotations" not in data else _official(data, folder)
        return CaptionSet(path, tuple(media))


def audiocaps(folder: Path) -> CaptionSet:
    """AudioCaps: ``test.csv`` (audiocap_id, youtube_id, start_time, caption); sounds below ``audio`` or beside it."""
    path = _first(folder, ("test.csv", "dataset/test.csv"))
    captions: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            for number, row in enumerate(rows, 2):
                with _Reading(path, f"line {number}"):
                    clip = f"{row['youtube_id']}_{row['start_time']}"
                    captions.setdefault(clip, []).append(row["caption"].strip())
                    names.setdefault(clip, []).extend((row["youtube_id"], "Y" + row["youtube_id"], clip))
                    names[clip].append(row["audiocap_id"])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from error
    folders = (folder / "audio", folder / "test", folder)
    media = (Captioned(clip, _sound(folders, names[clip]), tuple(texts)) for clip, texts in captions.items())
    return CaptionSet(path, tuple(media))


def msrvtt(folder: Path) -> CaptionSet:
    """MSR-VTT: the test videos of ``test_videodatainfo.json`` or ``MSRVTT_data.json``; clips as ``videos/ID.mp4``."""
    path = _first(folder, ("test_videodatainfo.json", "MSRVTT_data.json", "annotation/MSR_VTT.json"))
    data = _read_json(path)
    with _Reading(path):
        captions: dict[str, list[str]] = {
            video["video_id"]: [] for video in data["videos"] if video.get("split", "test") == "test"
        }
        for sentence in data["sentences"]:
            if sentence["video_id"] in captions:
                captions[sentence["video_id"]].append(sentence["caption"].strip())
        media = (Captioned(name, _video(folder, name), tuple(texts)) for name, texts in captions.items() if texts)
        return CaptionSet(path, tuple(media))


def _karpathy(data: Mapping[str, Any], folder: Path) -> Iterator[Captioned]:
    for image in data["images"]:
        if image["split"] == "test":
            texts = tuple(sentence["raw"].strip() for sentence in image["sentences"])
            if not texts:
                continue
            places = (folder / image.get("filepath", "") / image["filename"], folder / image["filename"])
            yield Captioned(str(image.get("cocoid", image["imgid"])), _there(places), texts)


def _official(data: Mapping[str, Any], folder: Path) -> Iterator[Captioned]:
    captions: dict[int, list[str]] = {}
    for annotation in data["annotations"]:
        captions.setdefault(annotation["image_id"], []).append(annotation["caption"].strip())
    for image in data["images"]:
        name = image["file_name"]
        if texts := captions.get(image["id"]):
            places = (folder / "val2014" / name, folder / "images" / name, folder / name)
            yield Captioned(str(image["id"]), _there(places), tuple(texts))


def _sound(folders: Iterable[Path], names: Iterable[str]) -> Path | None:
    stems = list(dict.fromkeys(names))
    return _there(folder / (stem + suffix) for folder in folders for stem in stems for suffix in _SOUNDS)


def _video(folder: Path, name: str) -> Path | None:
    return _there(folder / place / f"{name}.mp4" for place in _VIDEO_FOLDERS)


def _there(places: Iterable[Path]) -> Path | None:
    return next((place for place in places if place.is_file()), None)


def _first(folder: Path, names: Iterable[str]) -> Path:
    wanted = tuple(names)
    if found := _there(folder / name for name in wanted):
        return found
    hint = "Give the folder that the data set was unpacked to; see docs/evaluation.md."
    raise AppError(f"{folder} holds no annotations", f"None of {', '.join(wanted)} is there", hint, ErrorKind.INPUT)


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not isinstance(data, dict):
        raise AppError(f"{path.name} is not in the published format", "It holds no object", str(path), ErrorKind.INPUT)
    return data


def _unreadable(path: Path, error: Exception) -> AppError:
    return AppError(f"Cannot read {path}", str(error), "Fetch the file again.", ErrorKind.INPUT)


class _Reading:
    """Turns a missing or wrong entry inside its block into a sentence with the file's name."""

    def __init__(self, path: Path, where: str = "") -> None:
        self._path, self._where = path, where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, KeyError | TypeError | AttributeError):
            place = f", {self._where}" if self._where else ""
            detail = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
            title = f"{self._path.name}{place} is not in the published format"
            raise AppError(title, detail, "Fetch the file again.", ErrorKind.INPUT) from error
