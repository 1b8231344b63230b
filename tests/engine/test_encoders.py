from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import save_file

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import read_excerpts
from modaverse_desktop.core.manifest import Manifest, PackKind, locate, read_manifest
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders import load_encoder
from modaverse_desktop.engine.encoders.efficientnet_lite import (
    DIMENSION,
    MOMENTS,
    POOLED,
    SIZE,
    EfficientNetLite2,
    EfficientNetLiteEncoder,
    NamesHead,
    SameConv,
    load_head,
    load_network,
    square,
    views,
)
from tests.engine.tiny_packs import encoder_manifest

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> EfficientNetLiteEncoder:
    manifest = encoder_manifest(tmp_path_factory.mktemp("encoder"))
    return EfficientNetLiteEncoder(load_network(locate(manifest, manifest.files[0])), CPU)


def pattern() -> NDArray[np.uint8]:
    y, x = np.mgrid[0:200, 0:300]
    waves = [127 + 120 * np.sin(x / 17), 127 + 120 * np.cos(y / 11), (x + y) % 256]
    return np.stack(waves, -1).astype(np.uint8)


def test_weights_of_the_wheel_load_strictly_and_give_the_recorded_classes(encoder: EfficientNetLiteEncoder) -> None:
    embedding = encoder.embed(pattern())
    assert embedding.shape == (DIMENSION,) == (encoder.dimension,)
    values, classes = embedding[POOLED:].topk(2)
    assert classes.tolist() == [906, 772]  # a Windsor tie, a safety pin: recorded when photographs were named right
    assert values.tolist() == pytest.approx([0.4799, 0.1089], abs=5e-3)  # sharpened
    assert float(embedding[POOLED:].sum()) == pytest.approx(1, abs=1e-4)


def test_sample_photograph_of_a_balloon_is_named(encoder: EfficientNetLiteEncoder) -> None:
    path = Path(__file__).parents[2] / "resources/samples/balloon.jpg"
    image = np.asarray(Image.open(path).convert("RGB"))
    assert int(encoder.embed(image)[POOLED:].argmax()) == 417


@pytest.mark.parametrize(("size", "kernel", "stride"), [(9, 3, 2), (8, 3, 2), (10, 5, 2), (7, 5, 1), (1, 3, 2)])
def test_padding_is_tensorflows(size: int, kernel: int, stride: int) -> None:
    conv = SameConv(1, 1, kernel, stride, bias=False)
    torch.nn.init.ones_(conv.weight)
    image = torch.arange(1.0, size + 1).repeat(1, 1, 1, 1) * torch.ones(1, 1, 1, 1)
    got = conv(image)
    outputs = -(-size // stride)
    total = max((outputs - 1) * stride + kernel - size, 0)
    padded = np.pad(np.arange(1.0, size + 1), (total // 2, total - total // 2))
    expected = [padded[start * stride : start * stride + kernel].sum() for start in range(outputs)]
    assert got.shape[-1] == outputs
    assert got[0, 0, 0].tolist() == pytest.approx(expected)


def test_picture_of_any_shape_gets_two_views() -> None:
    for shape in ((1, 1, 3), (3, 400, 3), (400, 3, 3), (136, 128, 3)):
        assert views(np.zeros(shape, np.uint8)).shape == (2, 3, SIZE, SIZE)


def test_square_is_filled_with_the_border_colour() -> None:
    red = Image.new("RGB", (40, 10), (200, 10, 20))
    assert square(red).size == (40, 40)
    assert square(red).getpixel((0, 0)) == (200, 10, 20)


def test_names_head_adds_its_probabilities_whatever_the_length_of_the_features(tmp_path: Path) -> None:
    torch.manual_seed(0)
    head = {"weight": torch.randn(3, POOLED), "bias": torch.randn(3)}
    save_file(head, tmp_path / "names.safetensors")
    encoder = EfficientNetLiteEncoder(EfficientNetLite2(), CPU, load_head(tmp_path / "names.safetensors"))
    plain = torch.rand(2, DIMENSION)
    named = encoder.with_names(plain)
    assert named.shape == (2, DIMENSION + 4) == (2, encoder.dimension)
    assert torch.equal(named[:, :DIMENSION], plain)
    unit = plain[:, :POOLED] / plain[:, :POOLED].norm(dim=-1, keepdim=True)
    assert torch.allclose(named[:, DIMENSION:-1], (unit @ head["weight"].T + head["bias"]).softmax(-1), atol=1e-5)


def test_a_clip_is_the_mean_of_its_frames_and_says_that_it_moves() -> None:
    torch.manual_seed(0)
    encoder = EfficientNetLiteEncoder(EfficientNetLite2(), CPU, NamesHead(3))
    one, other = pattern(), pattern()[::-1]
    clip = encoder.embed_clip([one, other])
    still = (encoder.embed(one) + encoder.embed(other)) / 2
    assert torch.allclose(clip[:POOLED], still[:POOLED], atol=1e-4)
    assert (float(clip[-1]), float(still[-1])) == (1, 0)


def test_head_with_a_wrong_shape_is_refused(tmp_path: Path) -> None:
    save_file({"weight": torch.zeros(3, 7), "bias": torch.zeros(3)}, tmp_path / "names.safetensors")
    with pytest.raises(AppError) as caught:
        load_head(tmp_path / "names.safetensors")
    assert caught.value.kind is ErrorKind.MODEL


def test_damaged_weights_give_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "weights.pth").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(AppError) as caught:
        load_network(tmp_path / "weights.pth")
    assert caught.value.kind is ErrorKind.MODEL
    assert caught.value.hint


def test_encoder_is_frozen(encoder: EfficientNetLiteEncoder) -> None:
    assert not encoder.embed(pattern()).requires_grad
    assert isinstance(NamesHead(2)(torch.ones(1, POOLED)), torch.Tensor)


def test_unknown_entry_point_is_refused_by_name(tmp_path: Path) -> None:
    manifest = Manifest("odd", PackKind.ENCODER, "Odd", tmp_path, entry_point="imagebind_huge_9")
    with pytest.raises(AppError, match="odd") as caught:
        load_encoder(manifest, CPU)
    assert "imagebind_huge_9" in caught.value.detail


def test_the_shipped_pack_says_which_moments_of_a_clip_are_seen() -> None:
    manifest = read_manifest(Path(__file__).parents[2] / "resources/starter/image-encoder")
    assert read_excerpts(manifest.config, Modality.VIDEO) == MOMENTS


@pytest.mark.parametrize(("width", "height"), [(100, 100), (300, 200), (200, 300)])
def test_the_shipped_pack_says_what_the_encoder_is_given(width: int, height: int) -> None:
    """Pixels outside of the view that the pack tells of change nothing in it; those inside do."""
    manifest = read_manifest(Path(__file__).parents[2] / "resources/starter/image-encoder")
    excerpts = read_excerpts(manifest.config, Modality.IMAGE)
    assert excerpts is not None
    whole, middle = excerpts.views(width, height)
    assert whole.whole
    picture = np.full((height, width, 3), 90, np.uint8)
    left, top = round(middle.left * width), round(middle.top * height)
    right, bottom = round(middle.right * width), round(middle.bottom * height)
    changed = picture.copy()
    changed[1:-1, 1:-1] = 200  # all but the border, whose colour the padding has
    changed[top:bottom, left:right] = 90
    before, after = views(picture), views(changed)
    assert not torch.equal(before[0], after[0])
    assert torch.equal(before[1], after[1])
    changed[top + 1, left + 1] = 200
    assert not torch.equal(after[1], views(changed)[1])
