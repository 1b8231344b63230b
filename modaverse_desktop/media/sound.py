"""Samples of a sound, or of a video's sound: mono, at any rate; only the clips that are asked for are decoded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.media import Part
from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.piped import at_once, decoding
from modaverse_desktop.media.streams import Streams, find_streams

_UNKNOWN = 600.0
"""Seconds read of a sound that does not say how long it is."""
_SILENT = 2e-4
"""Range of the samples, full scale being 2, in which nobody hears anything: 80 decibels down."""
_MOST_CHANNELS = 8


def read_sound(path: Path, rate: int, excerpts: Excerpts, part: Part | None = None) -> list[NDArray[np.float32]]:
    """The clips of a sound, or of a part of it, each mono float32 (samples,) in -1..1 at `rate` Hz, in order; all of it
    without clips.

    Channels are mixed. Where nothing is left of them then (they cancel each other out, or the only one with a sound is
    that of the deep tones), the first that can be heard is taken. A video may be silent.

    Raises AppError(INPUT) when there is no sound or a silent one, it cannot be read, or reading takes too long.
    """
    absolute = regular_file(path)
    streams = find_streams(absolute)
    if streams is None or not streams.has_audio:
        raise bad_input(f"“{shown_name(absolute)}” has no sound", "", "Choose a file with sound.")
    find = partial(_clips, absolute, streams, rate, excerpts, part)
    heard = find()
    if not heard:
        raise damaged(absolute, "Its sound could not be read")
    if is_silent(heard):
        heard = _first_heard(streams, find) or heard
        if not streams.has_video and is_silent(heard):
            detail = "Nothing can be heard in it, or in the moments that are listened to"
            raise bad_input(f"“{shown_name(absolute)}” is silent", detail, "Choose a sound that can be heard.")
    return heard


def is_silent(clips: Sequence[NDArray[np.float32]]) -> bool:
    """Whether nothing can be heard in any of them: all samples are the same, if not zero."""
    return all(float(np.ptp(clip)) < _SILENT for clip in clips if len(clip))


def _first_heard(
    streams: Streams, find: Callable[[int], list[NDArray[np.float32]]]
) -> list[NDArray[np.float32]] | None:
    for channel in range(min(streams.channels, _MOST_CHANNELS) if streams.channels > 1 else 0):
        clips = find(channel)
        if clips and not is_silent(clips):
            return clips
    return None


def _clips(
    path: Path, streams: Streams, rate: int, excerpts: Excerpts, part: Part | None, channel: int | None = None
) -> list[NDArray[np.float32]]:
    """What there is of the excerpts; of one channel, or of all mixed."""
    if streams.duration is None:
        whole = _samples(path, rate, 0.0, _UNKNOWN, channel)
        clips = [whole[int(start * rate) : int(end * rate)] for start, end in excerpts.spans(len(whole) / rate, part)]
        clips = clips or [whole]
    else:
        spans = excerpts.spans(streams.duration, part) or ((0.0, streams.duration),)
        clips = at_once(lambda span: _samples(path, rate, span[0], span[1] - span[0], channel), spans)
    return [clip for clip in clips if len(clip)]


def has_sound(path: Path) -> bool:
    """Whether there is a sound in a sound or video file. Raises AppError(INPUT) when it cannot be examined."""
    streams = find_streams(regular_file(path))
    return streams is not None and streams.has_audio


def _samples(path: Path, rate: int, start: float, seconds: float, channel: int | None) -> NDArray[np.float32]:
    options: dict[str, object] = {"map": "0:a:0", "f": "f32le", "acodec": "pcm_f32le", "ac": 1, "ar": rate}
    if channel is not None:
        options["af"] = f"pan=mono|c0=c{channel}"
    most = 4 * round(seconds * rate)
    with decoding(path, start, seconds, options) as pipe:
        data = pipe.read(most)
    samples = np.frombuffer(data[: len(data) // 4 * 4], dtype="<f4")
    return np.nan_to_num(samples).astype(np.float32).clip(-1, 1)
