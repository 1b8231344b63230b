"""The encoder of a pack: pictures, films and sounds from files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.manifest import Manifest, PackFile, PackKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders import PictureEncoder, load_encoder
from modaverse_desktop.engine.encoders.imagebind.encoder import fast_dtype
from tests.engine.imagebind.tiny import CONFIG, published_state

CPU = torch.device("cpu")


def imagebind_pack(folder: Path) -> Manifest:
    torch.manual_seed(0)
    save_file(published_state(lambda name, shape: torch.randn(shape) * 0.2), folder / "imagebind.safetensors")
    return Manifest(
        "tiny-imagebind",
        PackKind.ENCODER,
        "Tiny ImageBind",
        folder,
        entry_point="imagebind",
        modalities=(Modality.IMAGE, Modality.AUDIO, Modality.VIDEO),
        files=(PackFile("imagebind.safetensors", 0, "0" * 64),),
        config={"network": CONFIG},
    )


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> PictureEncoder:
    return load_encoder(imagebind_pack(tmp_path_factory.mktemp("pack")), CPU)


def made(path: Path, *source: str) -> Path:
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", *source, str(path)], check=True)
    return path


def test_every_modality_gets_an_embedding_that_depends_on_the_file(encoder: PictureEncoder, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "red").save(tmp_path / "red.png")
    Image.effect_noise((300, 200), 90).save(tmp_path / "noise.png")
    files = {
        Modality.IMAGE: (tmp_path / "red.png", tmp_path / "noise.png"),
        Modality.VIDEO: (
            made(tmp_path / "test.mp4", "testsrc=duration=3:size=320x240:rate=5"),
            made(tmp_path / "red.mp4", "color=red:duration=1:size=240x320:rate=5"),
        ),
        Modality.AUDIO: (
            made(tmp_path / "tone.wav", "sine=frequency=300:duration=5"),
            made(tmp_path / "noise.wav", "anoisesrc=duration=1"),
        ),
    }
    for modality, paths in files.items():
        first, second = (encoder.embed_media(Media(path, modality)) for path in paths)
        assert first.shape == (encoder.dimension,) == (32,)
        assert torch.isfinite(first).all()
        assert float(torch.cosine_similarity(first, second, dim=0)) < 0.999


def test_weights_that_are_cut_short_give_a_sentence(tmp_path: Path) -> None:
    manifest = imagebind_pack(tmp_path)
    path = tmp_path / "imagebind.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(AppError) as caught:
        load_encoder(manifest, CPU)
    assert caught.value.kind is ErrorKind.MODEL


def test_small_networks_stay_exact_and_large_ones_get_a_precision_that_the_machine_has() -> None:
    assert fast_dtype(CPU, 64) is torch.float32
    assert fast_dtype(CPU, 1280) in (torch.float32, torch.bfloat16, torch.int8)
