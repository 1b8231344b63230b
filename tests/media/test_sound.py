from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.media import Part
from modaverse_desktop.media.sound import read_sound

RATE = 16_000
CLIPS = Excerpts(clips=3, clip_seconds=2.0)


def levels(path: Path, *seconds: float, rate: int = RATE) -> Path:
    """A WAV whose every second is at another level."""
    samples = np.repeat(np.array(seconds), rate)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def test_clips_are_spread_from_the_beginning_to_the_end(tmp_path: Path) -> None:
    path = levels(tmp_path / "a #%03d.wav", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
    clips = read_sound(path, RATE, CLIPS)
    assert [len(clip) for clip in clips] == [2 * RATE] * 3
    assert [clip.dtype for clip in clips] == [np.float32] * 3
    halves = [(float(clip[:RATE].mean()), float(clip[RATE:].mean())) for clip in clips]
    assert np.allclose(halves, [(0.1, 0.2), (0.4, 0.5), (0.7, 0.8)], atol=0.01)


def test_of_a_part_nothing_else_is_heard(tmp_path: Path) -> None:
    path = levels(tmp_path / "a.wav", *(level / 10 for level in range(10)))
    clips = read_sound(path, RATE, Excerpts(clips=2, clip_seconds=2.0), Part(3, 7))
    assert np.allclose([clip.mean() for clip in clips], [0.35, 0.55], atol=0.01)
    (whole,) = read_sound(path, RATE, Excerpts(), Part(3, 6))
    assert np.allclose(whole.reshape(3, RATE).mean(1), [0.3, 0.4, 0.5], atol=0.01)


def test_a_sound_shorter_than_a_clip_is_one_whole(tmp_path: Path) -> None:
    (clip,) = read_sound(levels(tmp_path / "short.wav", 0.5, 0.2, rate=4_000), RATE, CLIPS)
    assert len(clip) == 2 * RATE
    assert clip[100 : RATE - 100].mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("name", ["tone.mp3", "tone.m4a", "film.mp4", "cover.mp3"])
def test_every_container_and_the_sound_of_a_video_can_be_heard(recording: Callable[[str], Path], name: str) -> None:
    (clip,) = read_sound(recording(name), RATE, CLIPS)
    assert 0.8 * RATE < len(clip) < 1.2 * RATE
    assert clip.std() > 0.05


def test_what_has_no_sound_is_refused(recording: Callable[[str], Path], tmp_path: Path) -> None:
    for path in (recording("silent.webm"), tmp_path / "absent.wav"):
        with pytest.raises(AppError) as caught:
            read_sound(path, RATE, CLIPS)
        assert caught.value.kind is ErrorKind.INPUT


def test_a_sound_without_a_single_sample_is_damaged(tmp_path: Path) -> None:
    path = levels(tmp_path / "cut.wav", 0.5)
    path.write_bytes(path.read_bytes()[:44])
    with pytest.raises(AppError) as caught:
        read_sound(path, RATE, CLIPS)
    assert caught.value.kind is ErrorKind.INPUT
