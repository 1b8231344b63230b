from __future__ import annotations

import os
import subprocess
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.media.waveform import waveform


def write_wav(path: Path, samples: NDArray[np.int16], rate: int = 8000) -> Path:
    """int16 (n,) or (n, channels) as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1 if samples.ndim == 1 else samples.shape[1], 2, rate, 0, "NONE", ""))
        file.writeframes(np.ascontiguousarray(samples).tobytes())
    return path


def test_quiet_and_loud_parts_are_where_they_are(tmp_path: Path) -> None:
    ramp = np.concatenate((np.zeros(16_000), np.tile((16_384, -8_192), 8_000))).astype(np.int16)
    outline = waveform(write_wav(tmp_path / "a b#%.wav", ramp), 100)
    assert outline.shape == (100, 2)
    assert outline.dtype == np.float32
    assert not outline[:49].any()
    assert outline[51:, 0] == pytest.approx(-0.25)
    assert outline[51:, 1] == pytest.approx(0.5)


def test_the_loudest_sample_of_a_long_sound_is_never_lost(tmp_path: Path) -> None:
    samples = np.zeros(3_000_000, np.int16)
    samples[2_290_000] = 32_767
    outline = waveform(write_wav(tmp_path / "long.wav", samples), 40)
    assert np.flatnonzero(outline[:, 1] > 0.99).tolist() == [30]


def test_opposite_channels_do_not_cancel_each_other_out(tmp_path: Path) -> None:
    left = np.tile(np.array((12_000, -12_000), np.int16), 4_000)
    outline = waveform(write_wav(tmp_path / "wide.wav", np.stack((left, -left), axis=1)), 10)
    assert outline[:, 1].min() > 0.3


def test_a_sound_of_few_samples_fills_all_columns(tmp_path: Path) -> None:
    outline = waveform(write_wav(tmp_path / "click.wav", np.full(3, 16_384, np.int16)), 50)
    assert outline.shape == (50, 2)
    assert outline == pytest.approx(0.5)


@pytest.mark.parametrize("name", ["tone.mp3", "tone.m4a", "film.mp4", "cover.mp3"])
def test_every_sound_has_an_outline_also_that_of_a_video(recording: Callable[[str], Path], name: str) -> None:
    outline = waveform(recording(name), 20)
    assert outline[5:15, 1].min() > 0.05
    assert np.abs(outline).max() <= 1


def test_a_silent_video_a_picture_and_a_folder_have_their_sentence(
    tmp_path: Path, recording: Callable[[str], Path]
) -> None:
    with pytest.raises(AppError, match="has no sound"):
        waveform(recording("silent.webm"), 10)
    with pytest.raises(AppError, match="folder"):
        waveform(tmp_path, 10)


def test_what_is_there_of_a_cut_sound_is_shown(tmp_path: Path, recording: Callable[[str], Path]) -> None:
    whole = recording("tone.mp3").read_bytes()
    (tmp_path / "cut.mp3").write_bytes(whole[: len(whole) // 2])
    assert waveform(tmp_path / "cut.mp3", 20)[2:18, 1].min() > 0.05


def test_the_whole_sound_is_never_in_memory(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "hour.wav", np.zeros(16_000_000, np.int16))
    tracemalloc.start()
    try:
        waveform(path, 100)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("program", "words"), [("exec sleep 9", "longer than"), ("exit 1", "damaged")])
def test_a_program_that_hangs_or_fails_has_its_sentence(
    tmp_path: Path, recording: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, program: str, words: str
) -> None:
    tone = recording("tone.wav")
    (tmp_path / "ffmpeg").write_text(f"#!/bin/sh\n{program}\n")
    (tmp_path / "ffmpeg").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(AppError, match=words):
        waveform(tone, 10, time_limit=0.5)


def test_without_ffmpeg_there_is_a_sentence(
    tmp_path: Path, recording: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = recording("tone.wav")
    probe = subprocess.run(["which", "ffprobe"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "ffprobe").symlink_to(probe)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AppError, match="No waveform"):
        waveform(tone, 10)
