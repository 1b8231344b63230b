"""The outline of a sound: its least and greatest values over time, read as a stream and never whole."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.streams import SAFE_INPUT, find_streams, source_name

TIME_LIMIT = 60.0
"""Seconds; an hour of music takes about five."""
_BLOCK = 1 << 16
"""Samples that are in memory at a time."""
_FINEST = 1 << 6
_BINS_PER_COLUMN = 16


def waveform(path: Path, columns: int, time_limit: float = TIME_LIMIT) -> NDArray[np.float32]:
    """The sound's outline as float32 (columns, 2): least and greatest value in -1..1, over all channels.

    Works for the sound of a video, too. What is readable of a sound that is cut short is shown.
    Raises AppError(INPUT) when there is no sound, it cannot be read, or it takes longer than `time_limit` seconds.
    """
    absolute = regular_file(path)
    streams = find_streams(absolute)
    if streams is None or not streams.has_audio:
        raise bad_input(f"“{shown_name(absolute)}” has no sound")
    bins = _Bins(columns * _BINS_PER_COLUMN)
    for block in _samples(absolute, time_limit):
        bins.add(block)
    if not len(bins.values):
        raise damaged(absolute, "Its sound could not be read")
    return _resampled(bins.values, columns).astype(np.float32) / np.float32(32768)


class _Bins:
    """Least and greatest value of equally many samples each; the more there are, the more samples each stands for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._step = _FINEST
        self.values = np.empty((0, 2), np.int16)

    def add(self, block: NDArray[np.int16]) -> None:
        """The next samples (n,); all blocks but the last one are of the same size, a power of two."""
        padded = np.pad(block, (0, -len(block) % self._step), mode="edge").reshape(-1, self._step)
        self.values = np.concatenate((self.values, np.stack((padded.min(1), padded.max(1)), axis=1)))
        while len(self.values) > self._most and len(block) == _BLOCK > self._step:
            pairs = self.values.reshape(-1, 2, 2)
            self.values = np.stack((pairs[:, :, 0].min(1), pairs[:, :, 1].max(1)), axis=1)
            self._step *= 2


def _resampled(bins: NDArray[np.int16], columns: int) -> NDArray[np.int16]:
    """(n, 2) to (columns, 2): each column takes in every bin that it touches."""
    first = np.arange(columns) * len(bins) // columns
    last = np.maximum(first + 1, -(-np.arange(1, columns + 1) * len(bins) // columns))
    parts = [bins[start:stop] for start, stop in zip(first, last, strict=True)]
    return np.array([(part[:, 0].min(), part[:, 1].max()) for part in parts], dtype=np.int16)


def _samples(path: Path, time_limit: float) -> Iterator[NDArray[np.int16]]:
    """Blocks of interleaved samples; the channels are not mixed, since opposite ones would cancel each other out."""
    graph = cast(Any, ffmpeg).input(source_name(path), **SAFE_INPUT)
    graph = graph.output("pipe:", map="0:a:0", format="s16le", acodec="pcm_s16le", loglevel="error")
    try:
        with path.open("rb") as file:
            process = subprocess.Popen(
                [*graph.compile(), "-nostdin"], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
    except FileNotFoundError as error:
        raise bad_input(f"No waveform of “{shown_name(path)}” could be drawn", "ffmpeg is missing") from error
    late = threading.Event()
    watch = threading.Timer(time_limit, _stop, (process, late))
    watch.start()
    with process:  # which closes its pipe and waits for its end
        try:
            yield from _blocks(cast("IO[bytes]", process.stdout))
        finally:
            watch.cancel()
            process.kill()
    if late.is_set():
        raise bad_input(
            f"No waveform of “{shown_name(path)}” could be drawn", f"It took longer than {time_limit:g} seconds"
        )


def _blocks(pipe: IO[bytes]) -> Iterator[NDArray[np.int16]]:
    while data := pipe.read(2 * _BLOCK):
        yield np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()
