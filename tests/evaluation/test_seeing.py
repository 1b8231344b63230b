"""What the networks are shown: pictures as CLIP's own preprocessing makes them, frames spread over a clip."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from transformers import CLIPConfig, CLIPModel
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.evaluation.frames import spread_frames
from modaverse_desktop.evaluation.networks import inception
from modaverse_desktop.evaluation.networks.clip import Clip, prepared


@pytest.mark.parametrize("size", [(300, 400), (224, 224), (90, 60)])
def test_pictures_are_prepared_for_clip_as_transformers_does(size: tuple[int, int]) -> None:
    picture = (np.random.RandomState(1).rand(*size, 3) * 255).astype(np.uint8)
    theirs = CLIPImageProcessorPil()(picture, return_tensors="np")["pixel_values"][0]
    assert np.abs(prepared(picture) - theirs).max() < 1e-6


def test_embeddings_of_pictures_are_those_of_transformers() -> None:
    small = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    torch.manual_seed(0)
    model = CLIPModel(
        CLIPConfig(vision_config={**small, "patch_size": 112}, text_config=small, projection_dim=8)
    ).eval()
    picture = (np.random.RandomState(2).rand(224, 224, 3) * 255).astype(np.uint8)
    theirs = model.get_image_features(pixel_values=torch.from_numpy(prepared(picture))[None])
    theirs = getattr(theirs, "pooler_output", theirs).detach().numpy()
    assert np.allclose(Clip(model, None).see([picture, picture])[1], theirs[0], atol=1e-6)
    assert Clip(model, None).see([]).shape == (0, 8)


def test_pictures_are_stretched_for_inception_between_minus_one_and_one() -> None:
    shown = inception.prepared(np.full((20, 30, 3), 255, np.uint8))
    assert shown.shape == (1, 3, 299, 299)
    assert torch.allclose(shown, torch.ones(()), atol=1e-6)


def test_frames_are_spread_over_a_clip_with_the_first_and_the_last(tmp_path: Path) -> None:
    for number in range(9):
        Image.new("RGB", (32, 24), (28 * number,) * 3).save(tmp_path / f"{number}.png")
    command = ["ffmpeg", "-v", "error", "-framerate", "9", "-i", str(tmp_path / "%d.png"), "-c:v", "ffv1"]
    subprocess.run([*command, str(tmp_path / "clip.mkv")], check=True)
    frames = spread_frames(tmp_path / "clip.mkv", 5)
    assert frames.shape == (5, 24, 32, 3)
    assert frames[:, 0, 0, 0].tolist() == pytest.approx([0, 56, 112, 168, 224], abs=3)
    assert len(spread_frames(tmp_path / "clip.mkv", 16)) == 16


def test_a_file_without_frames_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(b"nothing")
    with pytest.raises(AppError, match="not a video"):
        spread_frames(tmp_path / "x.mp4", 4)
