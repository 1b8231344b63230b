"""Frames of a video: the first and the last of each clip that is asked for, at full size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.media import Part
from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.piped import at_once, decoding
from modaverse_desktop.media.streams import find_streams

_SHORT_SIDE = 720
"""Pixels; larger videos are made smaller as they are decoded: no encoder sees more."""
_LONG, _ENDS = 30.0, 3.0
"""Seconds: of a longer video only so much is decoded at each end."""


def read_frames(path: Path, excerpts: Excerpts, part: Part | None = None) -> list[NDArray[np.uint8]]:
    """For each clip its first and its last frame, RGB (2, height, width, 3); without clips, of the whole or the `part`.

    Raises AppError(INPUT) when there are no pictures, they cannot be decoded, or it takes too long.
    """
    absolute = regular_file(path)
    streams = find_streams(absolute)
    if streams is None or not streams.has_video or not streams.width or not streams.height:
        raise bad_input(f"“{shown_name(absolute)}” is not a video", "It has no pictures", "Choose a video.")
    size = _fitted(streams.width, streams.height)
    spans = excerpts.spans(streams.duration or (part.end if part is not None else 0.0), part)
    found = at_once(lambda span: _ends(absolute, size, *span), spans)
    clips = [clip for clip in found if clip is not None]
    if not clips and part is not None:
        raise damaged(absolute, "This part of it holds no picture that can be decoded")
    return clips or [_whole(absolute, size, streams.duration)]


def _whole(path: Path, size: tuple[int, int], duration: float | None) -> NDArray[np.uint8]:
    """The first and the last frame; what lies between them is not decoded if it is much."""
    end = None if duration is None or duration <= _LONG else _ENDS
    first = _ends(path, size, 0.0, end)
    if first is None:
        detail = "Its pictures could not be decoded: the file is damaged, or no decoder for them is installed"
        raise damaged(path, detail)
    last = None if end is None or duration is None else _ends(path, size, duration - _ENDS, None)
    return first if last is None else np.stack([first[0], last[1]])


def _ends(path: Path, size: tuple[int, int], start: float, end: float | None) -> NDArray[np.uint8] | None:
    """The first and the last frame between `start` and `end` (seconds); None if there is no frame."""
    width, height = size
    options = {"map": "0:v:0", "f": "rawvideo", "pix_fmt": "rgb24", "s": f"{width}x{height}", "fps_mode": "passthrough"}
    length = 3 * width * height
    first = last = b""
    with decoding(path, start, None if end is None else end - start, options) as pipe:
        while len(frame := pipe.read(length)) == length:
            first, last = first or frame, frame
    if not first:
        return None
    return np.stack([np.frombuffer(frame, np.uint8).reshape(height, width, 3) for frame in (first, last)])


def _fitted(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, _SHORT_SIDE / min(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
