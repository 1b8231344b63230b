"""The metric networks give what the published code gives, with weights made by a formula instead of their files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.evaluation.networks import cnn14, i3d, inception, vggish, weights
from modaverse_desktop.evaluation.task import Means, Score
from tests.evaluation.formula import formula_weights

PUBLISHED: dict[str, Any] = json.loads(Path(__file__).with_name("published.json").read_text(encoding="utf-8"))
DICE = np.random.RandomState(5)
PICTURE = (DICE.rand(299, 299, 3) * 255).astype(np.uint8)
CLIP = (DICE.rand(1, 10, 60, 80, 3) * 255).astype(np.uint8)[0]
SOUND = (DICE.rand(33000) * 2 - 1).astype(np.float32)


NEAR = {"inception": 5e-6, "vggish": 3e-4}
"""Recorded in float32 on an Intel CPU, from which an AMD's sums are 3.2e-6 and 2.0e-4 apart: VGGish's nearly cancel
with these weights, and in float64 ours are 1.3e-4 from what was recorded."""


def filled(network: nn.Module) -> Any:
    formula_weights(network)
    return network.eval()


def some(values: NDArray[np.floating]) -> NDArray[np.float64]:
    flat = np.asarray(values, np.float64).reshape(-1)
    return flat[np.linspace(0, len(flat) - 1, 24).astype(int)]


@pytest.mark.parametrize(
    ("name", "embed"),
    [
        ("inception", lambda: filled(inception.Inception()).embed([PICTURE])),
        ("i3d", lambda: filled(i3d.I3D()).embed([CLIP])),
        ("vggish", lambda: filled(vggish.VGGish()).embed([SOUND])),
        ("vggish_mel", lambda: vggish.log_mel(SOUND)),
        ("cnn14", lambda: filled(cnn14.Cnn14()).embed([SOUND])[0]),
    ],
)
def test_a_network_agrees_with_the_published_code(name: str, embed: Callable[[], NDArray[np.float32]]) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as it was recorded: with two the sums of a hundred layers are 1.6e-6 apart
    try:
        with torch.inference_mode():
            ours = some(embed())
    finally:
        torch.set_num_threads(threads)
    wanted = np.asarray(PUBLISHED[name])
    assert np.abs(ours - wanted).max() <= NEAR.get(name, 1e-6) * np.abs(wanted).max()


def test_a_sound_shorter_than_a_network_needs_is_no_failure() -> None:
    short = np.zeros(100, np.float32)
    with torch.inference_mode():
        assert vggish.VGGish().embed([short]).shape == (0, 128)
        features, logits = cnn14.Cnn14().eval().embed([short])
    assert (features.shape, logits.shape) == ((1, 2048), (1, 527))


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Means:
    """One known network of two tensors, with its file in the folder of the weights."""
    torch.save({"model": nn.Linear(2, 1).state_dict(), "log": np.zeros(2)}, tmp_path / "tiny.pth")
    digest = hashlib.sha256((tmp_path / "tiny.pth").read_bytes()).hexdigest()
    table = {"tiny": weights.Known("tiny.pth", digest[:8], "https://example.org/tiny", "nothing")}
    monkeypatch.setattr(weights, "known", lambda: table)
    return Means(tmp_path, tmp_path)


def test_weights_with_the_right_hash_are_found_and_loaded(tiny: Means) -> None:
    assert list(weights.check(tiny.weights, ["tiny"])) == ["tiny"]
    network = nn.Linear(2, 1)
    weights.load_strictly(network, "tiny", tiny, inside="model")
    assert not network.training
    assert not network.weight.requires_grad


def test_what_will_be_left_out_is_known_before(tiny: Means, tmp_path: Path) -> None:
    assert weights.unmeasured(tiny.weights, ["tiny"]) == []
    (sentence,) = weights.unmeasured(None, ["tiny"])
    assert sentence.startswith("nothing will not be measured: needs tiny.pth: put it into a folder")
    with pytest.raises(AppError, match="There is no folder"):
        weights.check(tmp_path / "elsewhere", ["tiny"])


def test_weights_with_another_hash_are_refused_in_a_sentence(tiny: Means) -> None:
    assert tiny.weights is not None
    with (tiny.weights / "tiny.pth").open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(AppError, match="not the published ones") as refused:
        weights.check(tiny.weights, ["tiny"])
    assert "https://example.org/tiny" in refused.value.hint


def test_weights_of_another_network_are_refused_by_name(tiny: Means) -> None:
    with pytest.raises(AppError, match="extra"):
        weights.load_strictly(nn.Sequential(nn.Linear(2, 1)).append(nn.Linear(1, 1)), "tiny", tiny, "extra")
    with pytest.raises(AppError, match="missing or unexpected"):
        weights.load_strictly(nn.Sequential(nn.Linear(2, 1)), "tiny", tiny, "model")


def test_a_metric_without_its_weights_says_what_to_put_where(tiny: Means, tmp_path: Path) -> None:
    def measure() -> list[Score]:
        weights.load_strictly(nn.Linear(2, 1), "tiny", Means(tmp_path / "no", tmp_path / "no"), "model")
        return []

    (score,) = weights.measured(("FID",), measure)
    assert score.value is None
    assert "tiny.pth" in score.why
    assert "https://example.org/tiny" in score.why


def test_a_file_that_holds_code_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "touched",))

    torch.save({"model": Trap()}, tmp_path / "tiny.pth")
    monkeypatch.setattr(weights, "known", lambda: {"tiny": weights.Known("tiny.pth", "", "x", "x")})
    with pytest.raises(AppError, match="cannot be used"):
        weights.load_strictly(nn.Linear(2, 1), "tiny", Means(tmp_path, tmp_path), "model")
    assert not (tmp_path / "touched").exists()
