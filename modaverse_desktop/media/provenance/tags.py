"""FLAC, MP3, MP4 and WebM: the record as `comment`, which every program that copies streams keeps; by ffmpeg."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import threading
from pathlib import Path
from typing import Any, cast

from modaverse_desktop.core.provenance import MADE_BY_AI, Provenance, to_text
from modaverse_desktop.media.files import bad_input, shown_name
from modaverse_desktop.media.picture import damaged
from modaverse_desktop.media.provenance import xmp
from modaverse_desktop.media.provenance.pieces import LONGEST_TEXT
from modaverse_desktop.media.streams import SAFE_INPUT, TIME_LIMIT, source_name

_COPY_LIMIT = 600.0
"""Seconds: a film is copied at the speed of the disk."""
_BOXES = ("mp4", "mov")
_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_SAFE = [part for key, value in SAFE_INPUT.items() for part in (f"-{key}", value)]


def muxer_of(start: bytes) -> str:
    """Ffmpeg's name for the kind of file that begins so; empty if it holds no record."""
    if start.startswith(b"fLaC"):
        return "flac"
    if start.startswith(b"ID3") or (len(start) > 1 and start[0] == 0xFF and start[1] & 0xE6 == 0xE2):
        return "mp3"
    if start[4:8] == b"ftyp":
        return "mov" if start[8:12] == b"qt  " else "mp4"
    if start.startswith(b"\x1aE\xdf\xa3"):
        return "webm" if b"webm" in start else "matroska"
    return ""


def find(path: Path) -> str:
    """The comment of a sound or a film; nothing if there is none or no end to it.

    Raises:
        AppError: INPUT, ffprobe is missing or takes too long.
    """
    command = ["ffprobe", "-v", "quiet", *_SAFE, "-show_entries", "format_tags", "-of", "json", source_name(path)]
    try:
        with path.open("rb") as file:
            data = _output(command, file, path)
        found = cast("dict[str, Any]", json.loads(data.decode("utf-8", "replace")))
        tags = cast("dict[str, str]", found.get("format", {}).get("tags", {}))
    except (ValueError, AttributeError, RecursionError):
        return ""
    return next((value for name, value in tags.items() if name.lower() == "comment"), "")


def rewrite(path: Path, target: Path, muxer: str, record: Provenance | None) -> None:
    """Copy the streams, with `record` in place of what the file says about itself.

    Raises:
        AppError: INPUT, it is damaged, or ffmpeg is missing or takes too long.
        OSError: the target cannot be written.
    """
    words = _words(record, muxer) if record else {}
    command = ["ffmpeg", "-v", "error", "-y", *_SAFE, "-i", f"file:{path}", "-f", "ffmetadata", "-i", "pipe:0"]
    command += ["-map", "0:v?", "-map", "0:a?", "-map", "0:s?", "-map_metadata", "1", "-map_chapters", "-1"]
    command += ["-c", "copy", "-fflags", "+bitexact", "-flags", "+bitexact"]
    command += ["-movflags", "+faststart+use_metadata_tags"] if muxer in _BOXES else []
    command += ["-f", muxer, f"file:{target}"]
    try:
        done = subprocess.run(command, input=_ffmetadata(words), capture_output=True, timeout=_COPY_LIMIT, check=False)
    except FileNotFoundError as error:
        raise _missing("ffmpeg") from error
    except subprocess.TimeoutExpired as error:
        raise _too_long(path, _COPY_LIMIT) from error
    if done.returncode != 0:
        raise damaged(path, done.stderr.decode("utf-8", "replace").strip()[-300:])
    if record is not None and muxer in _BOXES:
        _append_xmp(target, record)


def _words(record: Provenance, muxer: str) -> dict[str, str]:
    words = {"comment": to_text(record), "digital_source_type": MADE_BY_AI, "software": record.application}
    return {**words, "id3v2_priv.XMP": xmp.ascii_packet(record)} if muxer == "mp3" else words


def _ffmetadata(words: dict[str, str]) -> bytes:
    lines = (name + "=" + re.sub(r"([=;#\\])", r"\\\1", value) for name, value in words.items())
    return "\n".join([";FFMETADATA1", *lines, ""]).encode()


def _append_xmp(path: Path, record: Provenance) -> None:
    """As the last box of the file, where nothing else moves: XMP specification, part 3, 1.2.7."""
    packet = xmp.ascii_packet(record).encode()
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 24 + len(packet), b"uuid") + _XMP_BOX + packet)


def _output(command: list[str], file: Any, path: Path) -> bytes:
    """What the program says, `LONGEST_TEXT` bytes at most, within the time limit."""
    try:
        program = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise _missing(command[0]) from error
    late = threading.Event()

    def stop() -> None:
        late.set()
        program.kill()

    timer = threading.Timer(TIME_LIMIT, stop)
    timer.start()
    try:
        with program:
            assert program.stdout is not None
            data = program.stdout.read(LONGEST_TEXT)
            program.kill()
    finally:
        timer.cancel()
    if late.is_set():
        raise _too_long(path, TIME_LIMIT)
    return data


def _missing(program: str) -> Exception:
    return bad_input(f"The program {program} was not found", "Metadata of sound and video needs it", "Install ffmpeg.")


def _too_long(path: Path, seconds: float) -> Exception:
    return bad_input(f"“{shown_name(path)}” could not be examined", f"It took longer than {seconds:g} seconds")
