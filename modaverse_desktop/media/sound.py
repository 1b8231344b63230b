"""Samples of a sound, or of a video's sound: only the clips that are asked for are decoded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.piped import decoding
from modaverse_desktop.media.streams import find_streams

_UNKNOWN = 600.0
"""Seconds read of a sound that does not say how long it is."""


def read_sound(path: Path, rate: int, excerpts: Excerpts) -> list[NDArray[np.float32]]:
    """The clips of a sound, each mono float32 (samples,) in -1..1 at `rate` Hz, in order; all of it without clips.

    Raises AppError(INPUT) when there is no sound, it cannot be read, or reading takes too long.
    """
    absolute = regular_file(path)
    streams = find_streams(absolute)
    if streams is None or not streams.has_audio:
        raise bad_input(f"“{shown_name(absolute)}” has no sound", "", "Choose a file with sound.")
    if streams.duration is None:
        whole = _samples(absolute, rate, 0.0, _UNKNOWN)
        clips = [whole[int(start * rate) : int(end * rate)] for start, end in excerpts.spans(len(whole) / rate)]
        clips = clips or [whole]
    else:
        spans = excerpts.spans(streams.duration) or ((0.0, streams.duration),)
        clips = [_samples(absolute, rate, start, end - start) for start, end in spans]
    heard = [clip for clip in clips if len(clip)]
    if not heard:
        raise damaged(absolute, "Its sound could not be read")
    return heard


def _samples(path: Path, rate: int, start: float, seconds: float) -> NDArray[np.float32]:
    options = {"map": "0:a:0", "f": "f32le", "acodec": "pcm_f32le", "ac": 1, "ar": rate}
    most = 4 * round(seconds * rate)
    with decoding(path, start, seconds, options) as pipe:
        data = pipe.read(most)
    samples = np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4")
    return np.nan_to_num(samples).astype(np.float32).clip(-1, 1)
