from __future__ import annotations

import zlib

import numpy as np
import pytest
import torch

from modaverse_desktop.engine.encoders.imagebind import mel_clips
from modaverse_desktop.engine.encoders.imagebind.melspectrogram import FRAMES, RATE, resample

SILENCE = 4.268 / 9.138
"""What padding is, normalised."""


def sweep() -> np.ndarray:
    time = np.arange(2 * RATE) / RATE
    tone = zlib.crc32(b"public") % 3000 + 100
    return 0.3 * np.sin(2 * np.pi * (200 * time + 900 * time**2)) + 0.1 * np.sin(2 * np.pi * tone * time)


def test_numbers_are_those_of_the_published_code() -> None:
    clips = mel_clips(sweep().astype(np.float32), RATE)
    assert clips.shape == (3, 1, 128, FRAMES)
    assert torch.equal(clips[0], clips[2])
    mel = clips[0, 0]
    means = [-0.457178, -0.85693, -0.989239, -0.915623, -0.853794, -0.775066, -1.087013, -1.226252]
    assert mel.mean(1)[::16].tolist() == pytest.approx(means, abs=1e-4)
    first = [-0.155897, -0.474183, -0.097361, -1.277565, 0.226771, -0.0992]
    assert mel[:6, 0].tolist() == pytest.approx(first, abs=1e-4)
    later = [-0.595395, -0.529716, -0.152893, -1.277565, 0.227638, -0.098333]
    assert mel[:6, 100].tolist() == pytest.approx(later, abs=1e-4)
    assert mel[:, 198:].unique().tolist() == pytest.approx([SILENCE])


PUBLISHED = {  # every 16th bin's mean over the middle clip, by torchaudio 2.8
    22_050: [-0.902799, -1.226252, -1.209977, -1.02831, -0.855695, -0.766394, -0.705945, -1.195988],
    44_100: [-0.902801, -1.226252, -1.209978, -1.02825, -0.855798, -0.7675, -0.728097, -1.206133],
}


@pytest.mark.parametrize("rate", PUBLISHED)
def test_numbers_of_another_rate_are_those_of_the_published_preparation(rate: int) -> None:
    time = np.arange(3 * rate) / rate
    clips = mel_clips((0.3 * np.sin(2 * np.pi * (200 * time + 900 * time**2))).astype(np.float32), rate)
    assert clips[1, 0].mean(1)[::16].tolist() == pytest.approx(PUBLISHED[rate], abs=1e-4)


def test_clips_of_a_long_sound_are_its_beginning_middle_and_end() -> None:
    parts = [torch.randn(2 * RATE, generator=torch.Generator().manual_seed(seed)) for seed in range(3)]
    gap = torch.zeros(RATE)
    clips = mel_clips(torch.cat((parts[0], gap, parts[1], gap, parts[2])), RATE)
    for clip, part in zip(clips, parts, strict=True):
        assert torch.allclose(clip, mel_clips(part, RATE)[0], atol=1e-5)


@pytest.mark.parametrize("samples", [0, 100, 399, 400, 20_000])
def test_a_short_sound_is_padded_with_silence(samples: int) -> None:
    mel = mel_clips(torch.randn(samples), RATE)
    assert mel.shape == (3, 1, 128, FRAMES)
    frames = max(0, (samples - 400) // 160 + 1)
    assert mel[0, 0, :, frames:].unique().tolist() == pytest.approx([SILENCE])


def test_channels_are_mixed() -> None:
    left, right = torch.randn(2, RATE)
    assert torch.allclose(mel_clips(torch.stack((left, right)), RATE), mel_clips((left + right) / 2, RATE), atol=1e-4)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_other_rates_are_resampled_without_a_shift(rate: int) -> None:
    def tone(at: int) -> torch.Tensor:
        return torch.sin(2 * torch.pi * 440 * torch.arange(at, dtype=torch.float64) / at).float()

    got = resample(tone(rate), rate)
    assert len(got) == RATE
    assert torch.allclose(got[200:-200], tone(RATE)[200:-200], atol=5e-3)


def test_what_is_above_the_new_limit_is_filtered_out() -> None:
    time = torch.arange(48_000) / 48_000
    assert float(resample(torch.sin(2 * torch.pi * 15_000 * time), 48_000)[200:-200].abs().max()) < 0.02
