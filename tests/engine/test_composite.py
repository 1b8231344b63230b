"""What the model is given of files: a clip's own sound comes after its pictures, if an encoder of its own hears it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import torch
from torch import Tensor

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.composite import Composite
from modaverse_desktop.engine.encoders import Encoder
from modaverse_desktop.engine.modaverse import ModaVerse


class Ear:
    """An encoder whose embedding says what it was given."""

    dimension = 1

    def __init__(self, *modalities: Modality) -> None:
        self.modalities = frozenset(modalities)

    def embed_media(self, media: Media) -> Tensor:
        return torch.tensor([float(len(media.modality.value))])


class Model:
    """Keeps what it was asked to embed."""

    language_model = SimpleNamespace(config=SimpleNamespace(max_position_embeddings=1000))

    def takes(self, modality: Modality) -> bool:
        return True

    def embed_prompt(self, instruction: str, media: list[tuple[Modality, Tensor]]) -> Tensor:
        self.given = [modality for modality, _ in media]
        return torch.zeros(1, 5, 2)


def clip(folder: Path, *more: str) -> Media:
    path = folder / "clip.mkv"
    source = ["-f", "lavfi", "-i", "testsrc=s=32x32:d=1", *more]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-c:v", "ffv1", str(path)], check=True)
    return Media(path, Modality.VIDEO)


def given(media: Media, *encoders: Ear) -> list[Modality]:
    model = Model()
    taken = {modality: cast(Encoder, each) for each in encoders for modality in each.modalities}
    Composite(taken, cast(ModaVerse, model)).prompt("What is it?", [media])
    return model.given


def test_a_clips_sound_follows_it(tmp_path: Path) -> None:
    media = clip(tmp_path, "-f", "lavfi", "-i", "sine=d=1", "-c:a", "pcm_s16le")
    assert given(media, Ear(Modality.VIDEO), Ear(Modality.AUDIO)) == [Modality.VIDEO, Modality.AUDIO]


def test_a_silent_film_and_an_encoder_of_both_add_nothing(tmp_path: Path) -> None:
    media = clip(tmp_path)
    assert given(media, Ear(Modality.VIDEO), Ear(Modality.AUDIO)) == [Modality.VIDEO]
    media.path.unlink()
    media = clip(tmp_path, "-f", "lavfi", "-i", "sine=d=1", "-c:a", "pcm_s16le")
    assert given(media, Ear(Modality.VIDEO, Modality.AUDIO)) == [Modality.VIDEO]


def test_what_no_encoder_takes_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot take audio"):
        given(Media(tmp_path / "a.wav", Modality.AUDIO), Ear(Modality.IMAGE))
