from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.media import Part
from modaverse_desktop.media.frames import read_frames


def brightening(path: Path, seconds: int, *more: str) -> Path:
    """64 x 48 pixels, ten frames a second, each two shades brighter than the one before."""
    source = f"color=black:size=64x48:rate=10:duration={seconds},format=gray,geq=lum='2*N'"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, *more, "-c:v", "ffv1", str(path)]
    subprocess.run(command, check=True)
    return path


def test_first_and_last_frame_of_every_clip(tmp_path: Path) -> None:
    path = brightening(tmp_path / "a #%03d.mkv", 10)
    clips = read_frames(path, Excerpts(clips=5, clip_seconds=2.0))
    assert [clip.shape for clip in clips] == [(2, 48, 64, 3)] * 5
    shades = np.array([[frame.mean() / 2 for frame in clip] for clip in clips])
    assert np.allclose(shades, [(start, start + 19) for start in (0, 20, 40, 60, 80)], atol=1.5)


def test_of_a_part_nothing_else_is_seen(tmp_path: Path) -> None:
    path = brightening(tmp_path / "a.mkv", 10)
    clips = read_frames(path, Excerpts(clips=2, clip_seconds=1.0), Part(4, 7))
    shades = np.array([[frame.mean() / 2 for frame in clip] for clip in clips])
    assert np.allclose(shades, [(40, 49), (60, 69)], atol=1.5)
    with pytest.raises(AppError, match="This part"):
        read_frames(path, Excerpts(clips=2, clip_seconds=1.0), Part(20, 21))


def test_a_video_shorter_than_a_clip_is_one_whole(recording: Callable[[str], Path]) -> None:
    for name in ("film.mp4", "silent.webm"):
        (clip,) = read_frames(recording(name), Excerpts(clips=5, clip_seconds=2.0))
        assert clip.shape == (2, 48, 64, 3)
        assert (clip[0] != clip[1]).any()


def test_large_videos_are_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.mp4"
    source = ["-f", "lavfi", "-i", "color=red:size=2000x1500:rate=2:duration=1"]
    subprocess.run(["ffmpeg", "-v", "error", *source, str(path)], check=True)
    assert read_frames(path, Excerpts())[0].shape == (2, 720, 960, 3)


def test_sound_and_damaged_files_are_refused(recording: Callable[[str], Path], tmp_path: Path) -> None:
    film = recording("film.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(film[: len(film) // 2])
    for path in (recording("tone.wav"), tmp_path / "cut.mp4", tmp_path / "absent.mp4"):
        with pytest.raises(AppError) as caught:
            read_frames(path, Excerpts(clips=5, clip_seconds=2.0))
        assert caught.value.kind is ErrorKind.INPUT
