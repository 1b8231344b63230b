"""WAV and FLAC out: what is heard is what was made, without offset and without clipping."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.media.encode_sound import CEILING, save_sound, wav_bytes
from modaverse_desktop.media.sound import read_sound

RATE = 16_000
TONE = 0.5 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE).astype(np.float32)


def test_what_is_read_again_is_what_was_written(tmp_path: Path) -> None:
    path = save_sound(TONE, RATE, tmp_path, "tone")
    (heard,) = read_sound(path, RATE, Excerpts())
    assert path.name == "tone.wav"
    assert np.abs(heard - TONE).max() < 1e-4


def test_the_same_samples_give_the_same_bytes_and_no_file_is_written_over(tmp_path: Path) -> None:
    first, second = (save_sound(TONE, RATE, tmp_path, "tone") for _ in range(2))
    assert first != second
    assert first.read_bytes() == second.read_bytes()


def pcm(samples: np.ndarray) -> np.ndarray:
    with wave.open(io.BytesIO(wav_bytes(samples, RATE))) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return data.reshape(-1, file.getnchannels()) / 32767


def test_what_is_too_loud_gets_quieter_as_a_whole_and_is_not_clipped() -> None:
    written = pcm(TONE * 10)[:, 0]
    assert np.abs(written).max() == pytest.approx(CEILING, abs=1e-4)
    assert np.corrcoef(written, TONE)[0, 1] > 0.9999


def test_a_constant_offset_is_taken_away_from_each_channel() -> None:
    written = pcm(np.stack([TONE + 0.4, TONE * 0.1 - 0.2], axis=1))
    assert np.abs(written.mean(axis=0)).max() < 1e-4
    assert np.abs(written[:, 1]).max() < 0.06


def test_flac_holds_the_same_samples_as_wav_in_less_room_and_the_same_bytes_every_time(tmp_path: Path) -> None:
    wav, flac, again = (save_sound(TONE, RATE, tmp_path, "tone", form) for form in ("wav", "flac", "flac"))
    (from_wav,), (from_flac,) = (read_sound(path, RATE, Excerpts()) for path in (wav, flac))
    assert flac.suffix == ".flac"
    assert flac.read_bytes()[:4] == b"fLaC"
    assert np.array_equal(from_wav, from_flac)
    assert flac.stat().st_size < 0.8 * wav.stat().st_size
    assert flac.read_bytes() == again.read_bytes()


def test_a_form_that_is_not_known_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mp3"):
        save_sound(TONE, RATE, tmp_path, "tone", "mp3")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros((2, 2, 2)), np.array([0.1, np.nan])])
def test_what_is_no_sound_is_refused(samples: np.ndarray) -> None:
    with pytest.raises(ValueError, match="not a sound"):
        wav_bytes(samples, RATE)
