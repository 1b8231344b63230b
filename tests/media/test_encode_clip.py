"""Clips out: MP4, GIF and WebP show what was made, loop where they can, and are the same bytes each time."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.media import encode_clip
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.media.encode_clip import ClipSound, save_clip
from modaverse_desktop.media.frames import read_frames
from modaverse_desktop.media.probe import describe
from modaverse_desktop.media.sound import read_sound
from modaverse_desktop.media.thumbnail import thumbnail

COLOURS = [(200, 40, 30), (40, 160, 60), (30, 60, 190), (220, 200, 60)]
FRAMES = np.stack([np.full((31, 45, 3), colour, np.uint8) for colour in COLOURS])
RATE = 16_000
TONE = ClipSound(0.5 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE), RATE)


def streams(path: Path) -> list[dict[str, Any]]:
    words = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", str(path)]
    return json.loads(subprocess.run(words, capture_output=True, check=True).stdout)["streams"]


def test_an_mp4_has_every_frame_in_its_colours(tmp_path: Path) -> None:
    path = save_clip(FRAMES, 8, tmp_path, "clip")
    (film,) = streams(path)
    assert (film["codec_name"], film["pix_fmt"], film["nb_read_frames"]) == ("h264", "yuv420p", "4")
    assert (film["width"], film["height"], film["r_frame_rate"]) == (46, 32, "8/1")
    ((first, last),) = read_frames(path, Excerpts())
    assert np.abs(first.astype(int) - COLOURS[0]).max() < 8
    assert np.abs(last.astype(int) - COLOURS[-1]).max() < 8
    info = describe(path)
    assert (info.modality, info.width, info.has_audio) == (Modality.VIDEO, 46, False)
    assert info.duration == pytest.approx(0.5)
    assert thumbnail(path, 16).startswith(b"\x89PNG")


def test_an_mp4_has_the_sound_as_aac(tmp_path: Path) -> None:
    path = save_clip(FRAMES, 4, tmp_path, "clip", sound=TONE)
    assert [each["codec_name"] for each in streams(path) if each["codec_type"] == "audio"] == ["aac"]
    (heard,) = read_sound(path, RATE, Excerpts())
    assert np.abs(np.fft.rfft(heard[:RATE])).argmax() == pytest.approx(440, abs=2)


@pytest.mark.parametrize("form", ["gif", "webp"])
def test_gif_and_webp_loop_for_ever_at_the_right_pace(tmp_path: Path, form: str) -> None:
    path = save_clip(FRAMES, 8, tmp_path, "clip", form)
    with Image.open(path) as image:
        assert (image.format, image.n_frames, image.info["loop"]) == (form.upper(), 4, 0)
        lengths = []
        for number, colour in enumerate(COLOURS):
            image.seek(number)
            image.load()  # WebP says its times only then
            lengths.append(image.info["duration"])
            assert np.abs(np.asarray(image.convert("RGB")).astype(int) - colour).max() < 8
    assert sum(lengths) == pytest.approx(500, abs=20)
    assert decode_image(path).shape == (31, 45, 3)


@pytest.mark.parametrize("form", ["mp4", "gif", "webp"])
def test_the_same_frames_give_the_same_bytes_and_no_file_is_written_over(tmp_path: Path, form: str) -> None:
    sound = TONE if form == "mp4" else None
    first, second = (save_clip(FRAMES, 8, tmp_path, "clip", form, sound) for _ in range(2))
    assert [first.name, second.name] == [f"clip.{form}", f"clip-2.{form}"]
    assert first.read_bytes() == second.read_bytes()


def test_one_frame_is_a_clip_too(tmp_path: Path) -> None:
    for form in encode_clip.FORMS:
        assert describe(save_clip(FRAMES[:1], 8, tmp_path, "clip", form)).width in (45, 46)


@pytest.mark.parametrize(
    ("frames", "fps", "form"),
    [
        (FRAMES.astype(float), 8, "mp4"),
        (FRAMES[0], 8, "mp4"),
        (FRAMES[:0], 8, "mp4"),
        (FRAMES, 0, "mp4"),
        (FRAMES, 8, "avi"),
    ],
)
def test_what_is_no_clip_is_refused(tmp_path: Path, frames: np.ndarray, fps: float, form: str) -> None:
    with pytest.raises(ValueError, match=r"not a clip|not one of"):
        save_clip(frames, fps, tmp_path, "clip", form)
    assert not list(tmp_path.iterdir())


def test_without_ffmpeg_there_is_a_sentence_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AppError, match="could not be saved") as caught:
        save_clip(FRAMES, 8, tmp_path, "clip")
    assert caught.value.kind is ErrorKind.INPUT
    assert not list(tmp_path.iterdir())
