from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Callable
from contextlib import nullcontext as nothing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.media import Media, Part
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media import streams
from modaverse_desktop.media.files import shown_name
from modaverse_desktop.media.probe import describe, probe

Recording = Callable[[str], Path]
_FORMATS = ("png", "jpg", "webp", "bmp", "gif", "tiff", "ppm", "ico", "avif")
_NAMES = (
    "a b.png",
    "50%.png",
    "img%03d.png",
    "#1.png",
    "a:b.png",
    "🐱‍👤.png",
    "-rf.png",
    "--help",
    "two\nlines.png",
    "'quoted\".png",
    "日本.png",
    "?*.png",
)


def _refusal(path: Path) -> AppError:
    with pytest.raises(AppError) as caught:
        probe(path)
    error = caught.value
    assert error.kind is ErrorKind.INPUT
    assert error.kind.exit_code == 3
    assert not error.title.endswith(".")
    assert error.hint.endswith(".")
    assert str(error).isprintable()
    return error


@pytest.mark.parametrize("extension", _FORMATS)
def test_every_supported_picture_format_is_an_image(tmp_path: Path, noise: Image.Image, extension: str) -> None:
    path = tmp_path / f"picture.{extension}"
    noise.resize((32, 32)).save(path)
    info = describe(path)
    assert (info.modality, info.width, info.height) == (Modality.IMAGE, 32, 32)
    assert info.size_bytes == path.stat().st_size
    assert not info.animated


def test_the_path_of_media_is_absolute(tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    picture.save(tmp_path / "-x.png")
    monkeypatch.chdir(tmp_path)
    media = probe(Path("-x.png"))
    assert media.path == tmp_path / "-x.png"
    assert media.modality is Modality.IMAGE


@pytest.mark.parametrize("name", _NAMES)
def test_odd_names_make_no_difference_to_pictures(tmp_path: Path, picture: Image.Image, name: str) -> None:
    path = tmp_path / name
    picture.save(path, "PNG")
    assert probe(path).modality is Modality.IMAGE


@pytest.mark.parametrize("name", _NAMES)
def test_odd_names_make_no_difference_to_videos(
    tmp_path: Path, recording: Recording, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copy(recording("film.mp4"), tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert probe(Path(name)).modality is Modality.VIDEO


def test_a_name_that_is_not_unicode_works_and_can_be_shown(
    tmp_path: Path, picture: Image.Image, recording: Recording
) -> None:
    image, video, junk = (
        Path(os.fsdecode(os.fsencode(tmp_path) + name)) for name in (b"/\xff.png", b"/\xfe", b"/\xfd")
    )
    picture.save(image, "PNG")
    shutil.copy(recording("film.mp4"), video)
    junk.write_bytes(b"\0\1\2\3")
    assert probe(image).modality is Modality.IMAGE
    assert probe(video).modality is Modality.VIDEO
    str(_refusal(junk)).encode("utf-8")


def test_a_long_name_is_shortened_in_the_middle() -> None:
    shown = shown_name(Path("/folder") / ("a" * 100 + "b" * 100 + ".png"))
    assert len(shown) == 80
    assert shown.startswith("aaa")
    assert shown.endswith("bbb.png")


@pytest.mark.parametrize("turn", [5, 6, 7, 8])
def test_the_size_of_a_turned_photograph_is_the_shown_one(tmp_path: Path, picture: Image.Image, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    picture.save(tmp_path / "turned.jpg", exif=exif)
    info = describe(tmp_path / "turned.jpg")
    assert (info.width, info.height) == (32, 48)


@pytest.mark.parametrize("extension", ["gif", "png", "webp"])
def test_an_animated_picture_is_an_image(tmp_path: Path, picture: Image.Image, extension: str) -> None:
    path = tmp_path / f"moving.{extension}"
    picture.save(path, save_all=True, append_images=[Image.new("RGB", picture.size, "green")])
    info = describe(path)
    assert (info.modality, info.animated) == (Modality.IMAGE, True)


@pytest.mark.parametrize("name", ["tone.wav", "tone.mp3", "tone.m4a", "cover.mp3"])
def test_sound_is_audio_also_with_a_cover_picture(recording: Recording, name: str) -> None:
    info = describe(recording(name))
    assert (info.modality, info.has_audio, info.width) == (Modality.AUDIO, True, None)
    assert info.duration == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(("name", "has_audio"), [("film.mp4", True), ("silent.webm", False)])
def test_moving_pictures_are_video_with_or_without_sound(recording: Recording, name: str, has_audio: bool) -> None:
    info = describe(recording(name))
    assert (info.modality, info.has_audio) == (Modality.VIDEO, has_audio)
    assert (info.width, info.height) == (64, 48)
    assert info.duration == pytest.approx(1.0, abs=0.25)


def test_a_turned_video_has_the_shown_size(tmp_path: Path, recording: Recording) -> None:
    turned = tmp_path / "turned.mp4"
    arguments = ["-i", str(recording("film.mp4")), "-c", "copy", "-metadata:s:v", "rotate=90", str(turned)]
    subprocess.run(["ffmpeg", "-v", "error", *arguments], check=True)
    info = describe(turned)
    assert (info.width, info.height) == (48, 64)


def test_the_content_decides_and_not_the_name(tmp_path: Path, picture: Image.Image, recording: Recording) -> None:
    picture.save(tmp_path / "song.mp3", "PNG")
    shutil.copy(recording("tone.wav"), tmp_path / "photo.png")
    assert probe(tmp_path / "song.mp3").modality is Modality.IMAGE
    assert probe(tmp_path / "photo.png").modality is Modality.AUDIO


def test_an_ending_names_a_part_unless_a_file_is_called_so(tmp_path: Path, recording: Recording) -> None:
    sound = tmp_path / "a #1.mp3"
    shutil.copyfile(recording("tone.mp3"), sound)
    assert probe(tmp_path / "a #1.mp3#t=0.2,0.7") == Media(sound, Modality.AUDIO, Part(0.2, 0.7))
    media = probe(tmp_path / "a #1.mp3#t=0.5")
    assert media.part is not None
    assert media.part.end == describe(sound).duration
    assert probe(tmp_path / "a #1.mp3#t=0.5,99") == media
    named_so = tmp_path / "b.mp3#t=0.5"
    shutil.copyfile(sound, named_so)
    assert probe(named_so) == Media(named_so, Modality.AUDIO)


@pytest.mark.parametrize(
    ("name", "words"), [("tone.mp3#t=60,75", "is only 1.. seconds long"), ("tone.mp3#t=0.5,0.2", "nothing")]
)
def test_a_part_that_is_not_there_is_refused(recording: Recording, name: str, words: str) -> None:
    file, _, ending = name.partition("#")
    with pytest.raises(AppError, match=words) as caught:
        probe(recording(file).with_name(f"{file}#{ending}"))
    assert "talk.mp3#t=60,75" in caught.value.hint


def test_a_picture_has_no_parts(tmp_path: Path, picture: Image.Image) -> None:
    picture.save(tmp_path / "a.png")
    with pytest.raises(AppError, match="is a picture"):
        probe(tmp_path / "a.png#t=1,2")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "not found" in _refusal(tmp_path / "nowhere.png").title
    (tmp_path / "file").write_text("x")
    assert "not found" in _refusal(tmp_path / "file" / "below.png").title


def test_a_path_that_no_system_accepts_is_refused() -> None:
    assert "cannot be opened" in _refusal(Path("nul\0byte")).title
    assert "cannot be opened" in _refusal(Path("/" + "a" * 5000)).title


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in _refusal(tmp_path).title


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "cannot be opened" in _refusal(tmp_path / "a").title


def test_a_fifo_is_refused_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fifo = tmp_path / "pipe.png"
    os.mkfifo(fifo)

    def no_opening(self: Path, *_: Any, **__: Any) -> None:
        raise AssertionError(f"{self} was opened")

    monkeypatch.setattr(Path, "open", no_opening)  # without this, a mistake would hang instead of fail
    monkeypatch.setattr(subprocess, "run", no_opening)
    assert "named pipe" in _refusal(fifo).title
    (tmp_path / "link.png").symlink_to(fifo)
    assert "named pipe" in _refusal(tmp_path / "link.png").title


def test_a_socket_and_a_device_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert "a socket" in _refusal(Path("s")).title
    assert stat.S_ISCHR(Path("/dev/zero").stat().st_mode)
    assert "a device" in _refusal(Path("/dev/zero")).title


def test_an_unreadable_file_is_refused(tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.png"
    picture.save(path)
    if os.geteuid() == 0:  # nothing is unreadable for root

        def denied(*_: Any, **__: Any) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", denied)
    else:
        path.chmod(0)
    error = _refusal(path)
    assert "may not be read" in error.title
    assert "permission" in error.hint


def test_a_file_that_fails_while_it_is_read_is_refused(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture.save(tmp_path / "a.png")

    def broken(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    assert "Input/output error" in _refusal(tmp_path / "a.png").detail


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    assert "is empty" in _refusal(tmp_path / "empty.png").title


@pytest.mark.parametrize("text", ["hello", "naïve " * 2000, "\ufeffBOM", '{"a": 1}', "a,b\r\n1,2\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_file_called_png_is_refused_as_text(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "notes.png").write_bytes(text.encode(encoding))
    assert "is a text file" in _refusal(tmp_path / "notes.png").title


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXTINF:1,\nfilm.mp4\n",
        "ffconcat version 1.0\nfile film.mp4\n",
        "[playlist]\nFile1=film.mp4\n",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n",
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
    ],
)
@pytest.mark.parametrize("extension", ["mp4", "m3u8"])
def test_a_playlist_is_refused_and_not_followed(
    tmp_path: Path, recording: Recording, monkeypatch: pytest.MonkeyPatch, content: str, extension: str
) -> None:
    shutil.copy(recording("film.mp4"), tmp_path / "film.mp4")
    path = tmp_path / f"list.{extension}"
    path.write_text(content)

    def no_program(*_: Any, **__: Any) -> None:
        raise AssertionError("ffprobe saw a playlist")

    monkeypatch.setattr(subprocess, "run", no_program)
    assert "playlist" in _refusal(path).title


def test_ffprobe_itself_would_refuse_a_playlist(tmp_path: Path, recording: Recording) -> None:
    shutil.copy(recording("film.mp4"), tmp_path / "film.mp4")
    for name, content in (
        ("a.m3u8", "#EXTM3U\n#EXTINF:1,\nfilm.mp4\n"),
        ("a.ffconcat", "ffconcat version 1.0\nfile film.mp4\n"),
    ):
        (tmp_path / name).write_text(content)
        assert streams.find_streams(tmp_path / name) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (bytes(range(256)) * 20, "not known"),
        (b"\x7fELF\2\1\1\0" + b"\0" * 500, "not known"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (b"RIFF\xff\0\0\0WAVE", "damaged"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "damaged"),
    ],
)
def test_other_content_has_its_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "file.png").write_bytes(content)
    assert words in _refusal(tmp_path / "file.png").title


def test_a_video_without_its_index_is_damaged(tmp_path: Path, recording: Recording) -> None:
    content = recording("film.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(content[: len(content) // 2])
    assert "damaged" in _refusal(tmp_path / "cut.mp4").title


@pytest.mark.parametrize(("width", "height"), [(20000, 20000), (11000, 9000)])
def test_a_picture_above_the_limit_is_refused_with_its_numbers(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (width, height)).save(path)
    limit = Image.MAX_IMAGE_PIXELS
    with pytest.warns(Image.DecompressionBombWarning) if width == 11000 else nothing():
        error = _refusal(path)
    assert f"{width} × {height}" in error.detail
    assert "89 million" in error.detail
    assert limit == Image.MAX_IMAGE_PIXELS == 89478485


def test_ffprobe_that_never_ends_is_stopped(recording: Recording) -> None:
    with pytest.raises(AppError) as caught:
        streams.find_streams(recording("film.mp4"), time_limit=1e-4)
    assert "longer than" in caught.value.detail


def test_without_ffprobe_pictures_work_and_sound_has_its_sentence(
    tmp_path: Path, picture: Image.Image, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = recording("tone.wav")
    picture.save(tmp_path / "a.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert probe(tmp_path / "a.png").modality is Modality.IMAGE
    assert "ffprobe" in _refusal(tone).detail


def test_ffprobe_that_crashes_is_no_crash_of_ours(
    tmp_path: Path, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = recording("tone.wav")
    program = tmp_path / "ffprobe"
    program.write_text('#!/bin/sh\necho "{ half"\nkill -SEGV $$\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert "damaged" in _refusal(tone).title


def test_a_container_without_sound_or_pictures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nhello\n")
    arguments = ["-i", str(tmp_path / "a.srt"), "-c", "copy", str(tmp_path / "a.mkv")]
    subprocess.run(["ffmpeg", "-v", "error", *arguments], check=True)
    assert "No sound and no pictures" in _refusal(tmp_path / "a.mkv").detail


def test_a_file_that_vanishes_is_not_blamed_on_ffprobe(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not found") as caught:
        streams.find_streams(tmp_path / "gone.mp4")
    assert "ffprobe" not in str(caught.value)


def test_orientation_that_cannot_be_read_counts_as_upright(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture.save(tmp_path / "a.png")

    def unreadable(self: Image.Image) -> Image.Exif:
        raise SyntaxError("not a TIFF header")

    monkeypatch.setattr(Image.Image, "getexif", unreadable)
    info = describe(tmp_path / "a.png")
    assert (info.width, info.height) == picture.size


def test_a_file_on_a_disk_that_does_not_answer_asks_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")

    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fails)
    refusal = _refusal(tmp_path / "a.png")
    assert refusal.detail == "Input/output error"
    assert refusal.hint == "Is the disk that it lies on connected? Otherwise choose another file."
