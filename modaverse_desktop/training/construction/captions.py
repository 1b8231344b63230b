"""Caption sets in their published formats: a medium and a sentence about it. The media themselves are the user's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.training.construction.reading import Item, json_lines, json_list, table, wrong_item


@dataclass(frozen=True)
class Caption:
    """A sentence about the medium at `media` (relative to the media folder, or absolute)."""

    modality: Modality
    media: str
    text: str
    key: str
    """Unique in its set."""
    place: Item
    """Where it stands in its file."""


@dataclass(frozen=True)
class CaptionSet:
    """A published format. `name_of` is how its media files are usually called; its fields are those of a row."""

    modality: Modality
    about: str
    name_of: str
    rows: Callable[[Path], Iterator[Item]]
    """Each value has ``caption``, ``key`` and the fields of `name_of`."""


def read_captions(name: str, path: Path, name_of: str = "") -> Iterator[Caption]:
    """The captions of a file in the format of the set `name`; `name_of` overrides how media files are called.

    Raises AppError(INPUT) naming file and line, AppError(USAGE) if the pattern has an unknown field.
    """
    known = CAPTION_SETS[name]
    pattern = name_of or known.name_of
    for item in known.rows(path):
        row: Mapping[str, Any] = item.value
        text = " ".join(str(row["caption"]).split())
        if not text:
            raise wrong_item(path, item, "its caption is empty")
        yield Caption(known.modality, _file_name(pattern, row), text, str(row["key"]), item.of(None))


def _file_name(pattern: str, row: Mapping[str, Any]) -> str:
    try:
        return pattern.format_map(row)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        title = f"The pattern {pattern!r} cannot name this set's files"
        fields = ", ".join(sorted(set(row) - {"caption", "key"}))
        raise AppError(title, str(error), f"Its fields may be: {fields}.", ErrorKind.USAGE) from error


def _coco(path: Path) -> Iterator[Item]:
    names: dict[Any, str] = {}
    for item in json_list(path, "images"):
        names[field_of(path, item, "id", int)] = field_of(path, item, "file_name", str)
    for item in json_list(path, "annotations"):
        image = field_of(path, item, "image_id", int)
        if image not in names:
            raise wrong_item(path, item, f"image_id {image} is not among the images")
        row = {"caption": field_of(path, item, "caption", str), "key": field_of(path, item, "id", int)}
        yield item.of({**row, "file_name": names[image], "image_id": image})


def _audiocaps(path: Path) -> Iterator[Item]:
    for item in table(path, ("audiocap_id", "youtube_id", "start_time", "caption")):
        yield item.of({**item.value, "key": item.value["audiocap_id"]})


def _wavcaps(path: Path) -> Iterator[Item]:
    for item in json_list(path, "data"):
        name = field_of(path, item, "id", str)
        stem = name.removesuffix(".wav")
        yield item.of({"caption": field_of(path, item, "caption", str), "key": name, "id": name, "stem": stem})


def _msrvtt(path: Path) -> Iterator[Item]:
    videos = {field_of(path, item, "video_id", str) for item in json_list(path, "videos")}
    for item in json_list(path, "sentences"):
        video = field_of(path, item, "video_id", str)
        if video not in videos:
            raise wrong_item(path, item, f"video_id {video} is not among the videos")
        key = f"{video}-{field_of(path, item, 'sen_id', int)}"
        yield item.of({"caption": field_of(path, item, "caption", str), "key": key, "video_id": video})


def _webvid(path: Path) -> Iterator[Item]:
    for item in table(path, ("videoid", "contentUrl", "duration", "page_dir", "name")):
        yield item.of({**item.value, "caption": item.value["name"], "key": item.value["videoid"]})


def _conceptual(path: Path) -> Iterator[Item]:
    rows = table(path, ("caption", "url"), "\t", header=False)
    for number, item in enumerate(rows):
        place = {"number": number, "shard": number // 10_000}
        yield item.of({**item.value, **place, "key": f"{number:09d}"})


def _own(path: Path) -> Iterator[Item]:
    for item in json_lines(path):
        row = {"caption": field_of(path, item, "caption", str), "key": item.line}
        yield item.of({**row, "file": field_of(path, item, "file", str)})


def field_of(path: Path, item: Item, name: str, kind: type[Any]) -> Any:
    """A field of an item that must be an object. Raises AppError(INPUT) naming file, line and field."""
    if not isinstance(item.value, dict):
        raise wrong_item(path, item, f"an object was expected, not {item.value!r}"[:120])
    value = item.value.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        word = {int: "a whole number", str: "a text", list: "a list"}[kind]
        problem = f"{name!r} must be {word}" if name in item.value else f"{name!r} is missing"
        raise wrong_item(path, item, problem)
    return value


CAPTION_SETS: Mapping[str, CaptionSet] = {
    "coco": CaptionSet(Modality.IMAGE, "COCO captions_*.json", "{file_name}", _coco),
    "conceptual-captions": CaptionSet(
        Modality.IMAGE, "Conceptual Captions, TSV", "{shard:05d}/{number:09d}.jpg", _conceptual
    ),
    "audiocaps": CaptionSet(Modality.AUDIO, "AudioCaps, CSV", "{youtube_id}.wav", _audiocaps),
    "wavcaps": CaptionSet(Modality.AUDIO, "WavCaps, JSON", "{stem}.flac", _wavcaps),
    "msr-vtt": CaptionSet(Modality.VIDEO, "MSR-VTT *_videodatainfo.json", "{video_id}.mp4", _msrvtt),
    "webvid": CaptionSet(Modality.VIDEO, "WebVid, CSV", "{page_dir}/{videoid}.mp4", _webvid),
    "pictures": CaptionSet(Modality.IMAGE, 'your own, {"file", "caption"} a line', "{file}", _own),
    "sounds": CaptionSet(Modality.AUDIO, 'your own, {"file", "caption"} a line', "{file}", _own),
    "clips": CaptionSet(Modality.VIDEO, 'your own, {"file", "caption"} a line', "{file}", _own),
}
"""The formats that are read, by name."""
