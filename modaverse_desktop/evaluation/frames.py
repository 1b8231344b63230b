"""Frames of a clip, spread evenly over it, as video metrics want them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.piped import decoding
from modaverse_desktop.media.streams import find_streams

LONGEST_SIDE = 448
"""Pixels; no network here sees more than 299."""


def spread_frames(path: Path, count: int) -> NDArray[np.uint8]:
    """RGB (count, height, width, 3): `count` frames, the first and the last among them; repeated if there are fewer.

    Raises AppError(INPUT) when there are no pictures or they cannot be decoded.
    """
    absolute = regular_file(path)
    streams = find_streams(absolute)
    if streams is None or not streams.has_video or not streams.width or not streams.height:
        raise bad_input(f"“{shown_name(absolute)}” is not a video", "It has no pictures", "Choose a video.")
    scale = min(1.0, LONGEST_SIDE / max(streams.width, streams.height))
    width, height = max(1, round(streams.width * scale)), max(1, round(streams.height * scale))
    options = {"map": "0:v:0", "f": "rawvideo", "pix_fmt": "rgb24", "s": f"{width}x{height}", "fps_mode": "passthrough"}
    length = 3 * width * height
    frames: list[bytes] = []
    with decoding(absolute, 0.0, None, options) as pipe:
        while len(frame := pipe.read(length)) == length:
            frames.append(frame)
    if not frames:
        raise damaged(absolute, "Its pictures could not be decoded")
    chosen = np.linspace(0, len(frames) - 1, count).round().astype(int)
    return np.stack([np.frombuffer(frames[index], np.uint8).reshape(height, width, 3) for index in chosen])
