"""Training of a sound generator on tiny data: from a configuration file to a pack that the application loads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import StableAudioDiTModel, StableAudioProjectionModel
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel, BertTokenizer

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.manifest import Manifest, Option
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.device import pick_device
from modaverse_desktop.engine.generators import Generator, load_generator
from modaverse_desktop.engine.generators.spectrogram_codec import SpectrogramCodec
from modaverse_desktop.media.probe import describe
from modaverse_desktop.training.sound_denoiser import SoundTask
from modaverse_desktop.training.sound_export import make_sound_pipeline, save_sound_pipeline
from modaverse_desktop.training.sound_patches import encode_clips, fit_components
from modaverse_desktop.training.starter.captions import Caption, encode_texts, save_captions
from modaverse_desktop.training.train import train
from tests.engine.tiny_packs import STEPS, generator_manifest

KINDS = ("bell", "rain", "cat")
SAMPLES = 8192
CONFIG = """
kind = "sound"
output = "{folder}/run"
[loop]
steps = 3
learning_rate = 1e-3
muon_learning_rate = 1e-3
log_every = 1
[sound]
latents = "{folder}/latents.safetensors"
captions = "{folder}/captions.safetensors"
width = 16
head_width = 8
layers = 1
text_length = 8
batch = 4
text_drop = 0.5
"""
OPTIONS = (
    STEPS,
    Option("audio_end_in_s", 0.5, minimum=0.1, maximum=0.5),
    Option("format", "wav", choices=("wav", "flac")),
)


def say_nothing(step: str, fraction: float | None) -> None:
    """A user who lets it run."""


def text_parts(folder: Path) -> tuple[BertModel, BertTokenizer]:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", *KINDS]
    (folder / "vocab.txt").write_text("\n".join(words))
    config = BertConfig(
        vocab_size=len(words), hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=12
    )
    return BertModel(config).eval(), BertTokenizer(str(folder / "vocab.txt"))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """Three steps of training, exported and described."""
    folder = tmp_path_factory.mktemp("sounds")
    torch.manual_seed(5)
    encoder, tokenizer = text_parts(folder)
    clips = np.random.default_rng(4).integers(-9000, 9000, (len(KINDS), 2, SAMPLES), dtype=np.int16)
    codec = SpectrogramCodec(channels=6, mels=16, frames=4, window=512, hop=128, rounds=4)
    fit_components(codec, clips)
    latents = {"latents": encode_clips(codec, clips).contiguous(), "seconds": torch.full((len(KINDS), 2), 0.5)}
    save_file(latents, folder / "latents.safetensors")
    captions = [Caption(name, index, 1.0) for index, name in enumerate(KINDS)]
    states = encode_texts(encoder, tokenizer, KINDS)
    save_captions(captions, states, encode_texts(encoder, tokenizer, [""])[0], folder / "captions.safetensors")
    (folder / "sound.toml").write_text(CONFIG.format(folder=folder.as_posix()))
    assert train(folder / "sound.toml", resume=False, report=lambda progress: None).finished
    made = folder / "run/export"
    pipeline = make_sound_pipeline(
        StableAudioDiTModel.from_pretrained(made / "transformer"),
        StableAudioProjectionModel.from_pretrained(made / "projection_model"),
        codec,
        encoder,
        tokenizer,
    )
    save_sound_pipeline(pipeline, folder / "pack")
    encoder.save_pretrained(folder / "pack/text_encoder")
    tokenizer.save_pretrained(folder / "pack/tokenizer")
    return replace(generator_manifest(folder / "pack", {}, OPTIONS), task=Modality.AUDIO, config={"text_length": 8})


@pytest.fixture(scope="module")
def generator(pack: Manifest) -> Generator:
    return load_generator(pack, pick_device("cpu"))


def test_what_was_trained_makes_sounds_of_the_length_and_form_that_are_asked_for(
    generator: Generator, tmp_path: Path
) -> None:
    whole = generator.generate(Invocation(Modality.AUDIO, "a cat"), (), 7, say_nothing, tmp_path, "cat")
    asked = Invocation(Modality.AUDIO, "a cat", parameters={"audio_end_in_s": 0.25, "format": "flac"})
    short = generator.generate(asked, (), 7, say_nothing, tmp_path, "cat")
    assert (whole.suffix, short.suffix) == (".wav", ".flac")
    assert describe(whole).duration == pytest.approx(0.5, abs=0.02)
    assert describe(short).duration == pytest.approx(0.25, abs=0.02)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(generator: Generator, tmp_path: Path) -> None:
    invocation = Invocation(Modality.AUDIO, "rain")
    first, again, other = (
        generator.generate(invocation, (), seed, say_nothing, tmp_path, "rain").read_bytes() for seed in (7, 7, 8)
    )
    assert first == again != other


def test_a_prompt_that_is_longer_than_the_model_reads_is_refused_in_a_sentence(
    generator: Generator, tmp_path: Path
) -> None:
    with pytest.raises(AppError, match="too long") as caught:
        generator.generate(Invocation(Modality.AUDIO, "a cat " * 9), (), 1, say_nothing, tmp_path, "cat")
    assert caught.value.kind is ErrorKind.INPUT
    assert not list(tmp_path.iterdir())


def test_a_training_starts_from_the_weights_that_it_is_given(pack: Manifest) -> None:
    folder = pack.folder.parent
    table = {"latents": str(folder / "latents.safetensors"), "captions": str(folder / "captions.safetensors")}
    table |= {"width": 16, "head_width": 8, "layers": 1, "text_length": 8, "start": str(folder / "run/export")}
    made = StableAudioDiTModel.from_pretrained(folder / "run/export/transformer").state_dict()
    started = SoundTask.from_config(table, 3).model.get_submodule("transformer").state_dict()
    assert all(torch.equal(started[name], tensor) for name, tensor in made.items())
    with pytest.raises(AppError, match="cannot start"):
        SoundTask.from_config({**table, "layers": 2}, 3)


@pytest.mark.parametrize("seconds", [0.0, 60.0, "long"])
def test_seconds_out_of_range_are_refused_in_a_sentence(
    generator: Generator, tmp_path: Path, seconds: float | str
) -> None:
    invocation = Invocation(Modality.AUDIO, "a cat", parameters={"audio_end_in_s": seconds})
    with pytest.raises(AppError, match="audio_end_in_s"):
        generator.generate(invocation, (), 1, say_nothing, tmp_path, "cat")


@pytest.mark.parametrize("spoilt", ["vae", "transformer"])
def test_a_part_that_lacks_a_tensor_is_not_loaded(pack: Manifest, tmp_path: Path, spoilt: str) -> None:
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for path in pack.folder.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / spoilt).unlink()
    (folder / spoilt).mkdir()
    for path in (pack.folder / spoilt).iterdir():
        if path.suffix == ".safetensors":
            tensors = load_file(path)
            tensors.pop(sorted(tensors)[0])
            save_file(tensors, folder / spoilt / path.name, {"format": "pt"})
        else:
            (folder / spoilt / path.name).symlink_to(path)
    with pytest.raises(AppError, match="cannot be loaded") as caught:
        load_generator(replace(pack, folder=folder), pick_device("cpu"))
    assert "missing" in caught.value.detail
