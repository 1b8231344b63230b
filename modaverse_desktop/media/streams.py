"""What ffprobe finds in an audio or video file, within a time limit and without ever following a playlist."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from modaverse_desktop.media.files import bad_input, shown_name
from modaverse_desktop.media.picture import damaged

CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,mp3,mpeg,mpegts,ogg,tta,w64,wav,wv"
)
"""Demuxers that read one file and nothing else: no playlists, no picture sequences, no text formats."""
SAFE_INPUT = {"protocol_whitelist": "file,pipe", "format_whitelist": CONTAINERS}
TIME_LIMIT = 20.0
_ENTRIES = (
    "format=format_name,duration:stream=codec_type,codec_name,width,height,duration,channels:stream_disposition=attached_pic:"
    "stream_side_data=rotation:stream_tags=rotate"
)


@dataclass(frozen=True)
class Streams:
    """Sizes in pixels as shown (rotation applied), duration in seconds; None where there is none or it is unknown."""

    format_name: str
    has_video: bool
    has_audio: bool
    width: int | None
    height: int | None
    duration: float | None
    channels: int = 0
    """Of the first sound."""


def find_streams(path: Path, time_limit: float = TIME_LIMIT) -> Streams | None:
    """The streams of a regular file at an absolute path, or None when it is no audio or video file we read.

    Raises AppError(INPUT) when ffprobe is missing, takes longer than `time_limit` seconds, or the file is damaged.
    """
    # ffmpeg-python's probe() has no time limit, so this calls the program itself.
    command = ["ffprobe", "-v", "error", *(part for key, value in SAFE_INPUT.items() for part in (f"-{key}", value))]
    command += ["-show_entries", _ENTRIES, "-of", "json"]
    try:
        with path.open("rb") as file:
            command.append(source_name(path))
            done = subprocess.run(command, stdin=file, capture_output=True, timeout=time_limit, check=False)
    except FileNotFoundError as error:
        if error.filename != command[0]:
            raise bad_input(f"“{shown_name(path)}” was not found", "", "Choose the file again.") from error
        raise bad_input(
            "Sound and video cannot be opened here",
            "The program ffprobe was not found",
            "Install the package ffmpeg.",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise bad_input(
            f"“{shown_name(path)}” could not be examined",
            f"It took longer than {time_limit:g} seconds",
            "Copy it to a local disk, or use another file.",
        ) from error
    return _parse(path, done)


def source_name(path: Path) -> str:
    """What to call `path` for ffmpeg when it is also its standard input.

    ffmpeg guesses from names (``%03d.png`` is a picture sequence to it, also when it is the name of a video), so where
    the system has a name for standard input it gets that; unlike a pipe, that name can be opened again and sought in.
    """
    return "/dev/stdin" if os.name == "posix" else str(path)


def _parse(path: Path, done: subprocess.CompletedProcess[bytes]) -> Streams | None:
    if done.returncode != 0:
        return None
    found = cast(dict[str, Any], json.loads(done.stdout.decode("utf-8", "replace")))
    container = cast(dict[str, Any], found.get("format", {}))
    streams = cast(list[dict[str, Any]], found.get("streams", []))
    if not container:
        return None
    pictures = [stream for stream in streams if stream.get("codec_type") == "video" and not _is_cover(stream)]
    sounds = [stream for stream in streams if stream.get("codec_type") == "audio"]
    if not pictures and not sounds:
        raise damaged(path, "No sound and no pictures were found in it")
    width, height = _shown_size(pictures[0]) if pictures else (None, None)
    return Streams(
        str(container.get("format_name", "")),
        bool(pictures),
        bool(sounds),
        width,
        height,
        _duration(container, streams),
        int(sounds[0].get("channels", 0)) if sounds else 0,
    )


def _is_cover(stream: dict[str, Any]) -> bool:
    return bool(stream.get("disposition", {}).get("attached_pic"))


def _shown_size(stream: dict[str, Any]) -> tuple[int | None, int | None]:
    width, height = stream.get("width"), stream.get("height")
    turns = [
        stream.get("tags", {}).get("rotate", 0),
        *(side.get("rotation", 0) for side in stream.get("side_data_list", [])),
    ]
    turned = any(round(float(turn)) % 180 == 90 for turn in turns)
    return (height, width) if turned else (width, height)


def _duration(container: dict[str, Any], streams: list[dict[str, Any]]) -> float | None:
    """Seconds; a container without a duration may have streams with one."""
    for value in [container.get("duration"), *(stream.get("duration") for stream in streams)]:
        try:
            seconds = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    return None
