"""Whisper's ear: equal to what CTranslate2 and transformers compute, and sensible about short and silent sounds."""

from __future__ import annotations

import math
import wave
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers.audio_utils import mel_filter_bank

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import read_excerpts
from modaverse_desktop.core.manifest import locate, read_manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders import load_encoder, load_picture_encoder
from modaverse_desktop.engine.encoders.whisper.encoder import (
    FEATURES,
    HEARD,
    SoundNames,
    WhisperSoundEncoder,
    load_head,
    load_network,
)
from modaverse_desktop.engine.encoders.whisper.melspectrogram import BANDS, RATE, log_mel, mel_filters
from modaverse_desktop.engine.encoders.whisper.network import WhisperEncoder
from modaverse_desktop.engine.encoders.whisper.published import read_encoder

CPU = torch.device("cpu")
PACK = Path(__file__).parents[3] / "resources/starter/sound-encoder"


@pytest.fixture(scope="module")
def network() -> WhisperEncoder:
    manifest = read_manifest(PACK)
    return load_network(locate(manifest, manifest.files[0])).eval()


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound(10).numpy() * 30000).astype("<i2").tobytes())
    return path


def sound(seconds: float) -> Tensor:
    time = torch.arange(int(RATE * seconds)) / RATE
    tone = 0.5 * torch.sin(2 * math.pi * 440 * time) * torch.exp(-time / 3)
    return (tone + 0.1 * torch.sin(2 * math.pi * 97 * time * time / 30)).float()


def test_bands_are_slaneys() -> None:
    expected = mel_filter_bank(201, BANDS, 0.0, RATE / 2, RATE, norm="slaney", mel_scale="slaney")
    assert np.allclose(mel_filters().numpy(), expected.T, atol=1e-6)


@torch.inference_mode()
def test_the_network_gives_what_ctranslate2_gives(network: WhisperEncoder) -> None:
    """Recorded of ctranslate2 4.x on the same 30 seconds; all 1500 x 384 numbers differed by 3e-4 at most."""
    hidden = network(log_mel(sound(30)).unsqueeze(0))[0]
    assert hidden.shape == (1500, 384)
    assert hidden[0, :4].tolist() == pytest.approx([-0.1597, -0.0531, 0.9108, -1.3164], abs=2e-3)
    assert hidden[700, :4].tolist() == pytest.approx([0.6591, -0.2908, -0.6544, -0.5266], abs=2e-3)


def test_a_pause_after_a_sound_changes_little(network: WhisperEncoder) -> None:
    encoder = WhisperSoundEncoder(network, CPU)
    alone, paused = encoder.features(sound(1)), encoder.features(torch.cat((sound(1), torch.zeros(RATE))))
    noise = encoder.features(torch.randn(RATE, generator=torch.Generator().manual_seed(0)) / 10)
    assert alone.shape == (FEATURES,)
    assert torch.dist(alone, paused) < 0.4 * torch.dist(alone, noise)


@pytest.mark.parametrize("samples", [1, 400, RATE])
def test_silence_and_the_shortest_sounds_have_an_embedding(network: WhisperEncoder, samples: int) -> None:
    encoder = WhisperSoundEncoder(network, CPU, SoundNames(3))
    found = encoder.embed_clips([np.zeros(samples, np.float32)])
    assert found.shape == (4,) == (encoder.dimension,)
    assert torch.isfinite(found).all()


def test_names_are_the_mean_over_the_clips_and_a_videos_sound_is_marked(network: WhisperEncoder) -> None:
    torch.manual_seed(0)
    head = SoundNames(3)
    torch.nn.init.normal_(head.weight, std=0.1)
    encoder = WhisperSoundEncoder(network, CPU, head)
    one, other = sound(1).numpy(), sound(2)[RATE:].numpy()
    both = encoder.embed_clips([one, other], of_video=True)
    apart = (encoder.embed_clips([one]) + encoder.embed_clips([other])) / 2
    assert torch.allclose(both[:3], apart[:3], atol=1e-5)
    assert float(both[:3].sum()) == pytest.approx(1, abs=1e-5)
    assert (float(both[3]), float(apart[3])) == (1, 0)


def test_the_shipped_pack_hears_a_file_and_says_which_parts_of_it(tmp_path: Path, tone: Path) -> None:
    manifest = read_manifest(PACK)
    encoder = load_encoder(manifest, CPU)
    found = encoder.embed_media(Media(tone, Modality.AUDIO))
    assert found.shape == (encoder.dimension,) == (int(str(manifest.config["dimension"])),)
    assert read_excerpts(manifest.config, Modality.AUDIO) == HEARD
    with pytest.raises(AppError, match="no pictures"):
        load_picture_encoder(manifest, CPU)


@pytest.mark.parametrize("damage", [b"", b"\x06\0\0\0", b"\x05\0\0\0\x0c\0WhisperSpec\0\3\0\0\0\1\0\0\0"])
def test_damaged_weights_give_a_sentence(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "model.bin").write_bytes(damage)
    with pytest.raises(AppError) as caught:
        read_encoder(tmp_path / "model.bin")
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.hint


def test_weights_of_another_shape_and_names_of_another_width_are_refused(tmp_path: Path) -> None:
    header = b"\x06\0\0\0\x0c\0WhisperSpec\0\3\0\0\0\1\0\0\0"
    variable = b"\x13\0encoder/conv1/bias\0\1\2\0\0\0\0\x08\0\0\0" + bytes(8)
    (tmp_path / "model.bin").write_bytes(header + variable)
    with pytest.raises(AppError, match="do not fit") as caught:
        load_network(tmp_path / "model.bin")
    assert "conv1.weight" in caught.value.detail
    save_file({"weight": torch.zeros(3, 7), "bias": torch.zeros(3)}, tmp_path / "names.safetensors")
    with pytest.raises(AppError, match="names"):
        load_head(tmp_path / "names.safetensors")
