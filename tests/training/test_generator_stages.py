"""Both stages on tiny data: from a configuration file to a pipeline folder that diffusers loads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL, DiffusionPipeline, PixArtTransformer2DModel
from transformers import BertConfig, BertModel, BertTokenizer

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.training.autoencoder import to_model_range, to_pictures
from modaverse_desktop.training.denoiser import CaptionBank
from modaverse_desktop.training.export import make_pipeline, make_scheduler, save_pipeline
from modaverse_desktop.training.patches import (
    PatchBasis,
    encode_by_autoencoder,
    encode_with_mirrors,
    fit_patches,
)
from modaverse_desktop.training.starter.captions import Caption, encode_texts, save_captions
from modaverse_desktop.training.train import train

COLOURS = ("red", "green", "blue", "white")

STAGE_ONE = """
kind = "autoencoder"
output = "{folder}/one"
[loop]
steps = 3
learning_rate = 1e-3
ema = 0.9
log_every = 1
[autoencoder]
pictures = "{folder}/pictures.npy"
patches = "{folder}/patches.safetensors"
channels = [8, 8]
batch = 2
crop_steps = 2
"""

STAGE_TWO = """
kind = "denoiser"
output = "{folder}/two"
[loop]
steps = 3
learning_rate = 1e-3
muon_learning_rate = 1e-3
log_every = 1
[denoiser]
latents = "{folder}/latents.npy"
captions = "{folder}/captions.safetensors"
width = 16
head_width = 8
layers = 1
batch = 4
mirrored = 0.5
text_drop = 0.5
"""


@pytest.fixture
def pictures() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (4, 16, 16, 3), dtype=np.uint8)


@pytest.fixture
def text(tmp_path: Path) -> tuple[BertModel, BertTokenizer]:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", *COLOURS]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    size = {"hidden_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 12}
    encoder = BertModel(BertConfig(vocab_size=len(words), **size)).eval()
    return encoder, BertTokenizer(str(tmp_path / "vocab.txt"))


def captions_file(folder: Path, text: tuple[BertModel, BertTokenizer]) -> Path:
    captions = [Caption(colour, index, 1.0) for index, colour in enumerate(COLOURS)] + [Caption("a red", 0, 3.0)]
    states = encode_texts(*text, [caption.text for caption in captions])
    save_captions(captions, states, encode_texts(*text, [""])[0], folder / "captions.safetensors")
    return folder / "captions.safetensors"


def write(path: Path, template: str) -> Path:
    path.write_text(template.format(folder=path.parent.as_posix()))
    return path


def test_two_trainings_give_a_folder_that_diffusers_loads_and_that_repeats_itself(
    tmp_path: Path, pictures: np.ndarray, text: tuple[BertModel, BertTokenizer]
) -> None:
    np.save(tmp_path / "pictures.npy", pictures)
    basis = fit_patches(pictures, 2, 4)
    basis.save(tmp_path / "patches.safetensors")
    np.save(tmp_path / "latents.npy", encode_with_mirrors(basis, pictures).numpy())
    assert train(write(tmp_path / "one.toml", STAGE_ONE), False, lambda progress: None).finished
    autoencoder = AutoencoderKL.from_pretrained(tmp_path / "one/export")
    captions_file(tmp_path, text)
    assert train(write(tmp_path / "two.toml", STAGE_TWO), False, lambda progress: None).finished
    denoiser = PixArtTransformer2DModel.from_pretrained(tmp_path / "two/export")
    save_pipeline(make_pipeline(autoencoder, denoiser, *text, make_scheduler()), tmp_path / "pack")
    assert {path.name for path in (tmp_path / "pack").iterdir() if path.is_dir()} == {"vae", "transformer", "scheduler"}

    loaded = DiffusionPipeline.from_pretrained(tmp_path / "pack", text_encoder=text[0], tokenizer=text[1])
    call = {"num_inference_steps": 2, "use_resolution_binning": False, "clean_caption": False, "output_type": "np"}
    first, again, other = (
        loaded("a red", max_sequence_length=6, generator=torch.Generator().manual_seed(seed), **call).images[0]
        for seed in (1, 1, 2)
    )
    assert first.shape == (16, 16, 3)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_trained_autoencoder_gives_latents_too(tmp_path: Path, pictures: np.ndarray) -> None:
    np.save(tmp_path / "pictures.npy", pictures)
    basis = fit_patches(pictures, 2, 4)
    basis.save(tmp_path / "patches.safetensors")
    train(write(tmp_path / "one.toml", STAGE_ONE), False, lambda progress: None)
    autoencoder = AutoencoderKL.from_pretrained(tmp_path / "one/export")
    latents = encode_by_autoencoder(autoencoder, pictures)
    assert latents.shape == (2, 4, 4, 8, 8)
    turned = np.ascontiguousarray(pictures[:, :, ::-1])
    assert torch.allclose(latents[1], encode_by_autoencoder(autoencoder, turned)[0], atol=1e-5)


def test_a_denoiser_begins_with_the_weights_of_another(
    tmp_path: Path, pictures: np.ndarray, text: tuple[BertModel, BertTokenizer]
) -> None:
    np.save(tmp_path / "latents.npy", encode_with_mirrors(fit_patches(pictures, 2, 4), pictures).numpy())
    captions_file(tmp_path, text)
    train(write(tmp_path / "two.toml", STAGE_TWO), False, lambda progress: None)
    still = STAGE_TWO.replace("/two", "/still").replace("learning_rate = 1e-3", "learning_rate = 1e-9")
    train(write(tmp_path / "still.toml", f'{still}start = "{{folder}}/two/export"\n'), False, lambda progress: None)
    before, after = (
        PixArtTransformer2DModel.from_pretrained(tmp_path / name / "export").proj_out.weight
        for name in ("two", "still")
    )
    assert before.abs().max() > 1e-4
    assert torch.allclose(before, after, atol=1e-6)


def test_latents_are_centred_and_their_spread_falls(pictures: np.ndarray) -> None:
    basis = fit_patches(pictures, 2, 4)
    latents = encode_with_mirrors(basis, pictures)
    spread = latents.std((0, 1, 3, 4))
    assert latents.shape == (2, 4, 4, 8, 8)
    assert torch.allclose(latents.mean((0, 1, 3, 4)), torch.zeros(4), atol=1e-4)
    assert spread.tolist() == sorted(spread.tolist(), reverse=True)
    assert latents.square().mean().item() == pytest.approx(1, abs=0.01)


def test_all_components_together_lose_nothing(pictures: np.ndarray) -> None:
    basis = fit_patches(pictures, 2, 12)
    latents = encode_with_mirrors(basis, pictures)[0]
    matrix = torch.linalg.inv(basis.kernel.flatten(1))
    flat = torch.einsum("pc,nchw->nhwp", matrix, latents - basis.bias[:, None, None])
    again = flat.unflatten(-1, (3, 2, 2)).permute(0, 3, 1, 4, 2, 5).reshape(4, 3, 16, 16)
    assert np.array_equal(to_pictures(again), pictures)


def test_a_basis_is_read_back_as_saved(tmp_path: Path, pictures: np.ndarray) -> None:
    basis = fit_patches(pictures, 2, 4)
    basis.save(tmp_path / "basis.safetensors")
    assert torch.equal(PatchBasis.load(tmp_path / "basis.safetensors").kernel, basis.kernel)


def test_pictures_survive_the_models_range(pictures: np.ndarray) -> None:
    assert np.array_equal(to_pictures(to_model_range(pictures)), pictures)


def test_captions_are_drawn_by_picture_and_weight(tmp_path: Path, text: tuple[BertModel, BertTokenizer]) -> None:
    bank = CaptionBank(captions_file(tmp_path, text))
    np.random.seed(5)
    assert set(bank.draw(np.full(50, 2))) == {2}
    red = bank.draw(np.zeros(4000, dtype=np.int64))
    assert set(red) == {0, 4}
    assert np.mean(red == 4) == pytest.approx(0.75, abs=0.03)


def test_a_dropped_text_is_the_empty_one(tmp_path: Path, text: tuple[BertModel, BertTokenizer]) -> None:
    bank = CaptionBank(captions_file(tmp_path, text))
    states, mask = bank.states(np.array([4, 4]), np.array([False, True]))
    assert mask.sum(1).tolist() == [4, 2]
    assert torch.equal(states[1, :2], bank.empty.float())
    assert not states[1, 2:].any()


def test_the_encoder_sees_the_same_with_and_without_padding(text: tuple[BertModel, BertTokenizer]) -> None:
    alone = encode_texts(*text, ["red"])[0]
    beside = encode_texts(*text, ["red", "a blue white green"])[0]
    assert torch.allclose(alone.float(), beside.float(), atol=2e-3)


@pytest.mark.parametrize(
    ("old", "new"), [("[loop]", "[lop]"), ("steps = 3", "steps = 0"), ("steps = 3", "stps = 3"), ("= 1e-3", '= "x"')]
)
def test_a_wrong_configuration_is_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    path = write(tmp_path / "wrong.toml", STAGE_ONE.replace(old, new, 1))
    with pytest.raises(AppError, match=r"wrong\.toml"):
        train(path, False, lambda progress: None)
