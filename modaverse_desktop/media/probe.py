"""What a file is, by its content and never by its name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import SHORTEST_PART, Media, Part, split_part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media.files import bad_input, read_start, regular_file, shown_name
from modaverse_desktop.media.picture import damaged, open_picture
from modaverse_desktop.media.streams import find_streams

_ORIENTATION = 0x0112
_ANIMATED_FORMATS = ("GIF", "PNG", "WEBP", "AVIF")
_SUPPORTED = "Pictures (PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF), sound and video files can be used"
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_STREAM_STARTS = (b"RIFF", b"OggS", b"fLaC", b"ID3", b"\x1aE\xdf\xa3", b"FORM", b"caff")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx")
_PLAYLIST_STARTS = ("#extm3u", "[playlist]", "ffconcat", "v=0", "[reference]", "<asx", "<smil", "#extinf")
_PLAYLIST_MARKS = ("<mpd", "xspf.org", "<playlist")


@dataclass(frozen=True)
class MediaInfo:
    """What is known of a file without decoding it. Pixels as shown (after rotation), seconds, bytes."""

    modality: Modality
    format_name: str
    size_bytes: int
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    animated: bool = False
    has_audio: bool = False


def probe(path: Path) -> Media:
    """The media at `path`: absolute, with the modality that its content shows; ``talk.mp3#t=60,75`` is a part of it.

    Raises AppError(INPUT) when it cannot be used, or has no such part. Whether a picture decodes to its end shows when
    it is decoded.
    """
    return examine(path)[0]


def examine(path: Path) -> tuple[Media, MediaInfo]:
    """`probe`, and what the headers say of the whole file."""
    named = None if os.path.lexists(path) else split_part(path)
    absolute = regular_file(named[0] if named is not None else path)
    info = describe(absolute)
    part = _part(shown_name(absolute), info, named[1], named[2]) if named is not None else None
    return Media(absolute, info.modality, part), info


def describe(path: Path) -> MediaInfo:
    """What the headers of a media file say. Raises AppError(INPUT) as `probe` does; takes 20 seconds at most."""
    absolute = regular_file(path)
    start = read_start(absolute)
    try:
        return _describe_picture(absolute)
    except UnidentifiedImageError:
        pass
    _refuse_known(absolute, start)
    streams = find_streams(absolute)
    if streams is None:
        raise _unknown(absolute, start)
    return MediaInfo(
        Modality.VIDEO if streams.has_video else Modality.AUDIO,
        streams.format_name,
        absolute.stat().st_size,
        streams.width,
        streams.height,
        streams.duration,
        streams.has_video,
        streams.has_audio,
    )


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 when there is none or it is damaged (the pixels may still be fine)."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # Pillow's EXIF reader raises many things, and none of them matters here
        return 1
    return value if value in range(1, 9) else 1


def _part(name: str, info: MediaInfo, start: float, end: float | None) -> Part:
    """What is meant of a file that takes so long. Raises AppError(INPUT) if that is nothing."""
    hint = "Give start and end in seconds, as in talk.mp3#t=60,75."
    if info.modality is Modality.IMAGE:
        raise bad_input(f"“{name}” is a picture: it has no part from {start:g} seconds on", "", "Give it as a whole.")
    if info.duration is not None and start >= info.duration:
        raise bad_input(f"“{name}” is only {info.duration:.1f} seconds long", "", hint)
    end = info.duration if end is None else end if info.duration is None else min(end, info.duration)
    if end is None:
        raise bad_input(f"“{name}” does not say how long it is", "So the part of it needs an end", hint)
    if end - start < SHORTEST_PART:
        raise bad_input(f"“{name}” has nothing from {start:g} to {end:g} seconds", "", hint)
    return Part(start, end)


def _describe_picture(path: Path) -> MediaInfo:
    with open_picture(path) as image:
        width, height = image.size if orientation(image) < 5 else image.size[::-1]
        animated = image.format in _ANIMATED_FORMATS and bool(getattr(image, "is_animated", False))
        return MediaInfo(Modality.IMAGE, image.format or "", path.stat().st_size, width, height, None, animated)


def _refuse_known(path: Path, start: bytes) -> None:
    """Raise for what must not, or need not, go to ffprobe: playlists, text, and formats with a better sentence."""
    name = shown_name(path)
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        raise bad_input(f"“{name}” is a HEIC picture, which cannot be opened", "", "Save or export it as JPEG first.")
    if start.startswith(b"%PDF"):
        raise bad_input(f"“{name}” is a PDF document", _SUPPORTED, "Save the page that you mean as a PNG picture.")
    text = _as_text(start)
    if text is None:
        return
    head = text.lstrip("\ufeff \t\r\n").lower()
    if head.startswith(_PLAYLIST_STARTS) or any(mark in head for mark in _PLAYLIST_MARKS):
        raise bad_input(
            f"“{name}” is a playlist", "It only names other files, which are not opened", "Choose one of those files."
        )
    if "<svg" in head:
        raise bad_input(f"“{name}” is an SVG drawing, which cannot be opened", "", "Save or export it as PNG first.")
    raise bad_input(f"“{name}” is a text file, whatever its name says", _SUPPORTED, "Choose a media file.")


def _as_text(start: bytes) -> str | None:
    """The beginning of a text file (a character may be cut at the end), or None when it is not text."""
    for encoding in ("utf-8", "utf-16") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            text = start.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(start) - 4:
                continue
            text = start[: error.start].decode(encoding)
        if text and not any(char < " " and char not in "\t\n\r\f\x1b" for char in text):
            return text
    return None


def _unknown(path: Path, start: bytes) -> AppError:
    if start.startswith((*_PICTURE_STARTS, *_STREAM_STARTS)) or start[4:8] == b"ftyp":
        return damaged(path)
    return bad_input(f"“{shown_name(path)}” is of a kind that is not known here", _SUPPORTED, "Choose another file.")
