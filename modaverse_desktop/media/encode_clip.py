"""Frames to MP4, GIF or WebP files that loop where the format can: the same frames give the same bytes."""

from __future__ import annotations

import io
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import ffmpeg
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_new
from modaverse_desktop.media.encode_sound import wav_bytes
from modaverse_desktop.media.files import bad_input

FORMS = ("mp4", "gif", "webp")
TIME_LIMIT = 600.0
"""Seconds."""
_NO_ROOM = b"No space left on device"
_BT709 = {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
_H264 = {"vcodec": "libx264", "pix_fmt": "yuv420p", "crf": 17, "preset": "medium", **_BT709}
_AAC = {"acodec": "aac", "audio_bitrate": "192k"}
_SAME_BYTES = {"fflags": "+bitexact", "flags": "+bitexact", "threads": 1, "map_metadata": -1}


@dataclass(frozen=True)
class ClipSound:
    """Samples as in `encode_sound.save_sound`, and how many a second there are."""

    samples: NDArray[np.floating]
    rate: int


def save_clip(
    frames: NDArray[np.uint8], fps: float, folder: Path, stem: str, form: str = "mp4", sound: ClipSound | None = None
) -> Path:
    """Write `frames` as ``stem.mp4`` (or ``stem-2.mp4`` and so on: the first free name) and return its path.

    MP4 is H.264, with AAC if there is `sound`; GIF and WebP loop for ever and are silent.

    Args:
        frames: uint8 (frames, height, width, 3), RGB, at least one.
        fps: frames a second.
        folder: made if need be.
        stem: a legal file name without extension: see `core.naming.safe_name`.
        form: one of `FORMS`.

    Raises:
        AppError: RESOURCES, the disk is full or the folder cannot be written to; INPUT, there is no ffmpeg.
        ValueError: an array of another type or shape, or another form.
    """
    if frames.dtype != np.uint8 or frames.ndim != 4 or frames.shape[3] != 3 or 0 in frames.shape or fps <= 0:
        raise ValueError(f"not a clip: {frames.dtype} {frames.shape}, {fps} frames a second")
    if form not in FORMS:
        raise ValueError(f"{form} is not one of {', '.join(FORMS)}")
    if form == "webp":
        return write_new(folder, stem, ".webp", _webp(frames, fps))
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, f"clip.{form}")
        if form == "gif":
            _run(_gif(frames, fps, made), frames)
        else:
            even = _even(frames)
            _run(_mp4(even, fps, sound, made), even)
        return write_new(folder, stem, made.suffix, made.read_bytes())


def _mp4(frames: NDArray[np.uint8], fps: float, sound: ClipSound | None, made: Path) -> Any:
    streams = [_raw(frames, fps).filter("scale", out_color_matrix="bt709", out_range="tv")]
    options: dict[str, object] = {**_H264}
    if sound is not None:
        heard = made.with_name("sound.wav")
        heard.write_bytes(wav_bytes(sound.samples, sound.rate))
        streams.append(cast(Any, ffmpeg).input(str(heard)))
        options |= _AAC
    return cast(Any, ffmpeg).output(*streams, str(made), movflags="+faststart", **options, **_SAME_BYTES)


def _gif(frames: NDArray[np.uint8], fps: float, made: Path) -> Any:
    """One palette for all frames, so that what stands still does not flicker."""
    halves = _raw(frames, fps).filter_multi_output("split")
    palette = halves[0].filter("palettegen", stats_mode="full")
    drawn = cast(Any, ffmpeg).filter([halves[1], palette], "paletteuse", dither="sierra2_4a")
    return drawn.output(str(made), loop=0, **_SAME_BYTES)


def _webp(frames: NDArray[np.uint8], fps: float) -> bytes:
    first, *rest = [Image.fromarray(frame) for frame in frames]
    times = _durations(len(frames), fps)
    encoded = io.BytesIO()
    first.save(encoded, "WEBP", save_all=True, append_images=rest, duration=times, loop=0, quality=90)
    return encoded.getvalue()


def _durations(count: int, fps: float) -> list[int]:
    """Whole milliseconds for each frame, so that all together take as long as they should."""
    ends = np.round(np.arange(count + 1) * 1000 / fps).astype(int)
    return np.diff(ends).tolist()


def _even(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """With even sides, as H.264 halves the resolution of the colours: the last row or column is repeated."""
    extra = ((0, 0), (0, frames.shape[1] % 2), (0, frames.shape[2] % 2), (0, 0))
    return np.pad(frames, extra, mode="edge")


def _raw(frames: NDArray[np.uint8], fps: float) -> Any:
    size = f"{frames.shape[2]}x{frames.shape[1]}"
    return cast(Any, ffmpeg).input("pipe:", format="rawvideo", pix_fmt="rgb24", s=size, framerate=f"{fps:g}")


def _run(graph: Any, frames: NDArray[np.uint8]) -> None:
    command = [*graph.global_args("-v", "error").compile(), "-y"]
    pixels = np.ascontiguousarray(frames).data.cast("B")
    try:
        done = subprocess.run(command, input=pixels, capture_output=True, timeout=TIME_LIMIT, check=False)
    except FileNotFoundError as error:
        raise bad_input(
            "The clip could not be saved", "The program ffmpeg was not found", "Install the package ffmpeg."
        ) from error
    except subprocess.TimeoutExpired as error:
        detail = f"It took longer than {TIME_LIMIT:g} seconds"
        raise AppError("The clip could not be saved", detail, kind=ErrorKind.RESOURCES) from error
    if done.returncode != 0:
        full = _NO_ROOM in done.stderr
        raise AppError(
            "The disk is full" if full else "The clip could not be saved",
            done.stderr.decode("utf-8", "replace").strip()[-300:],
            "Free some space in the folder for temporary files." if full else "",
            ErrorKind.RESOURCES,
        )
