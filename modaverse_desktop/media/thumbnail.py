"""Small previews of pictures and videos as PNG bytes, made without Qt so that any thread may make them."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any, cast

import ffmpeg
from PIL import Image

from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.decode import decode_rgba
from modaverse_desktop.media.files import bad_input, regular_file, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.probe import describe
from modaverse_desktop.media.streams import SAFE_INPUT, TIME_LIMIT, source_name


def thumbnail(path: Path, side: int) -> bytes:
    """A PNG of the picture, or of the video's first frame, no side longer than `side` pixels; transparency is kept.

    JPEG is scaled while it is read; other formats need their full size in memory, so make one at a time.
    Raises AppError(INPUT) as `probe` and `decode_image` do, and for sound, which has nothing to show.
    """
    absolute = regular_file(path)
    modality = describe(absolute).modality
    if modality is Modality.VIDEO:
        return _first_frame(absolute, side)
    if modality is Modality.AUDIO:
        raise bad_input(f"“{shown_name(absolute)}” is a sound", "It has no picture to show")
    encoded = io.BytesIO()
    Image.fromarray(decode_rgba(absolute, side)).save(encoded, "PNG", compress_level=1)
    return encoded.getvalue()


def _first_frame(path: Path, side: int) -> bytes:
    box = f"'min({side},iw)':'min({side},ih)':force_original_aspect_ratio=decrease"
    graph = cast(Any, ffmpeg).input(source_name(path), **SAFE_INPUT)
    graph = graph.output("pipe:", format="image2pipe", vcodec="png", vframes=1, vf=f"scale={box}", loglevel="error")
    try:
        with path.open("rb") as file:
            command = [*graph.compile(), "-nostdin"]
            done = subprocess.run(command, stdin=file, capture_output=True, timeout=TIME_LIMIT, check=False)
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        raise bad_input(f"No preview of “{shown_name(path)}” could be made", "ffmpeg is missing or too slow") from error
    if done.returncode != 0 or not done.stdout:
        raise damaged(path, "Its first frame could not be read")
    return done.stdout
