"""Whatever a file holds, reading it ends soon with a record, with nothing, or with an error in words."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.provenance import Provenance, to_text
from modaverse_desktop.media.provenance import png, read, strip, tags, write, xmp
from modaverse_desktop.media.provenance.pieces import LONGEST_TEXT

RECORD = Provenance("ModaVerse", Modality.IMAGE, "a cat", instruction="draw a cat " * 20)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};">' for n in range(1, 40))
    + "]><x>&a39;</x>"
)


def encoded(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(target, kind)
    return target.getvalue()


def with_record(tmp_path: Path, kind: str) -> bytes:
    path = tmp_path / f"whole.{kind}"
    if kind == "WAV":
        command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=0.01", "-f", "wav", str(path)]
        subprocess.run(command, check=True)
    else:
        path.write_bytes(encoded(kind))
    write(path, RECORD)
    data = path.read_bytes()
    path.unlink()
    return data


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(*chunks: bytes) -> bytes:
    whole = encoded("PNG")
    return whole[:33] + b"".join(chunks) + whole[33:]


def xmp_chunk(text: bytes, compressed: int = 0) -> bytes:
    return chunk(b"iTXt", b"XML:com.adobe.xmp\0" + bytes([compressed]) + b"\0\0\0" + text)


def outcome(path: Path) -> object:
    try:
        return read(path)
    except AppError as error:
        return error


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "WAV"])
def test_a_file_that_is_cut_off_anywhere_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    whole = with_record(tmp_path, kind)
    path, target = tmp_path / "cut", tmp_path / "target"
    for size in {*range(1, 64, 3), *range(64, len(whole), 203)}:
        path.write_bytes(whole[:size])
        assert outcome(path) in (None, RECORD)
        try:
            strip(path, target)
        except AppError:
            assert not target.exists()
        else:
            target.unlink()
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "WAV"])
def test_a_file_with_wrong_bytes_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    whole = with_record(tmp_path, kind)
    chance = random.Random(5)
    path = tmp_path / "wrong"
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice((0, 0xFF, chance.randrange(256)))
        path.write_bytes(data)
        assert isinstance(outcome(path), Provenance | AppError | None)
        try:
            write(path, RECORD)
        except AppError:
            assert path.read_bytes() == data
        else:
            assert read(path) == RECORD
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "start", [b"fLaC", b"ID3\4\0\0", b"\0\0\0\x18ftypmp42", b"\x1aE\xdf\xa3webm", b"RIFF\xff\xff\xff\xffWAVE"]
)
def test_noise_with_a_known_beginning_is_no_record(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "noise"
    path.write_bytes(start + random.Random(1).randbytes(5000))
    assert read(path) is None
    with pytest.raises(AppError):
        write(path, RECORD)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe<\0x\0",
        b"<x>" * 100_000,
        BOMB.encode(),
        b"<x>\0</x>",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".encode("utf-16"),
        b"<r:Record xmlns:r='urn:modaverse:provenance:1'/>",
        b"<r:Record xmlns:r='urn:modaverse:provenance:1'>[[[[</r:Record>",
    ],
)
def test_strange_xmp_is_no_record(tmp_path: Path, text: bytes) -> None:
    assert xmp.text_in(text) in ("", "[[[[")
    path = tmp_path / "a.png"
    path.write_bytes(png_with(xmp_chunk(text)))
    assert read(path) is None


def test_the_record_is_found_as_an_attribute_too() -> None:
    assert xmp.text_in(b"<x xmlns:r='urn:modaverse:provenance:1' r:Record='{}'/>") == "{}"


def test_compressed_xmp_is_read_and_a_bomb_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_with(xmp_chunk(zlib.compress(xmp.packet(RECORD)), 1)))
    assert read(path) == RECORD
    path.write_bytes(png_with(xmp_chunk(zlib.compress(b" " * (200 << 20)), 1)))
    assert read(path) is None
    with path.open("rb") as file:
        assert all(len(packet) <= LONGEST_TEXT for packet in png.find(file))


def test_metadata_without_end_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_with(xmp_chunk(b" " * (LONGEST_TEXT + 1)), xmp_chunk(xmp.packet(RECORD))))
    assert read(path) == RECORD


def test_a_record_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    text = json.dumps({**json.loads(to_text(RECORD)), "version": 99})
    packet = f"<r:Record xmlns:r='urn:modaverse:provenance:1'>{text}</r:Record>".encode()
    path = tmp_path / "a.png"
    path.write_bytes(png_with(xmp_chunk(packet)))
    with pytest.raises(AppError, match="99"):
        read(path)


def test_a_tag_without_end_is_no_record(tmp_path: Path) -> None:
    path, words = tmp_path / "a.flac", tmp_path / "words"
    words.write_text(";FFMETADATA1\ncomment=" + "x" * (LONGEST_TEXT + 10) + "\n")
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=0.1", "-i", str(words)]
    subprocess.run([*command, "-map_metadata", "1", str(path)], check=True)
    assert read(path) is None


def test_a_pipe_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", ".", "missing"):
        with pytest.raises(AppError):
            read(tmp_path / name)


def test_without_ffmpeg_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"fLaC" + bytes(100))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AppError, match="ffprobe was not found"):
        read(path)
    with pytest.raises(AppError, match="ffmpeg was not found"):
        write(path, RECORD)


def test_a_program_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"fLaC" + bytes(100))
    for name in ("ffprobe", "ffmpeg"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexec sleep 60\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(tags, "TIME_LIMIT", 0.2)
    monkeypatch.setattr(tags, "_COPY_LIMIT", 0.2)
    with pytest.raises(AppError, match="longer than"):
        read(path)
    with pytest.raises(AppError, match="longer than"):
        write(path, RECORD)
